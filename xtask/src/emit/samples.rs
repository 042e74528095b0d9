//! Rust text for the acceptance tests, which have to name what this crate generates.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::{self, Write};

use heck::ToSnakeCase as _;

use super::ident::{area_kind, ident, pascal, unique};
use super::names::{AreaNames, Names};
use super::rust_type::{Scope, owned};
use crate::model::{Api, Body, Carrier, Operation, Reply, Type, TypeName, closures};
