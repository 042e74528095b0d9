//! A model by hand, of which a test says only what it is about.

use std::sync::Arc;

use xtask::area::AreaKind;
use xtask::facts::{Facts, OperationFacts};
use xtask::model::{
    Api, Area, Carrier, Enumeration, Evidence, Member, Naming, Operation, Parameter, Property,
    ResponseBody, Rule, Type,
};
use xtask::source::{Place, SourceFile, Span};

fn nowhere() -> Place {
    let file = SourceFile::new("page.md", "page.md", "");
    Place::new(&Arc::new(file), Span::default())
}

/// What nothing decided.
pub fn evidence() -> Evidence {
    Evidence {
        rule: Rule::Unknown,
        places: Vec::new(),
    }
}

/// A property without a description.
pub fn property(name: &str, ty: Type) -> Property {
    Property {
        name: name.into(),
        ty,
        facts: Facts::default(),
        text: None,
        evidence: evidence(),
    }
}

/// A parameter without a description.
pub fn parameter(name: &str, ty: Type, required: bool) -> Parameter {
    Parameter {
        name: name.into(),
        ty,
        required,
        facts: Facts::default(),
        text: None,
        origin: nowhere(),
    }
}

/// A carrier.
pub fn carrier(name: &str, properties: Vec<Property>) -> Carrier {
    Carrier {
        name: name.into(),
        naming: Naming::Heading,
        since: None,
        text: None,
        properties,
        origins: Vec::new(),
    }
}

/// An enum whose members have neither numbers nor words.
pub fn enumeration(name: &str, members: &[&str]) -> Enumeration {
    let member = |name: &&str| Member {
        name: (*name).into(),
        value: None,
        since: None,
        text: None,
    };
    Enumeration {
        name: name.into(),
        flags: false,
        since: None,
        text: None,
        members: members.iter().map(member).collect(),
        origins: Vec::new(),
    }
}

/// An operation that takes nothing and gives nothing.
pub fn operation(name: &str) -> Operation {
    Operation {
        uid: format!("v1Tree_{name}"),
        name: name.into(),
        method: "POST".into(),
        path: format!("/api/v1/Tree/{name}"),
        facts: OperationFacts::default(),
        text: Vec::new(),
        path_parameters: Vec::new(),
        query_parameters: Vec::new(),
        request: None,
        request_text: None,
        response: ResponseBody::Nothing,
        statuses: Vec::new(),
        media_types: Vec::new(),
        origin: nowhere(),
    }
}

/// An agent or a resource.
pub fn area(kind: AreaKind, name: &str, operations: Vec<Operation>) -> Area {
    Area {
        kind,
        name: name.into(),
        operations,
    }
}

/// An API of these types.
pub fn api(carriers: Vec<Carrier>, enums: Vec<Enumeration>) -> Api {
    let carriers = carriers.into_iter().map(|ty| (Arc::clone(&ty.name), ty));
    let enums = enums.into_iter().map(|ty| (Arc::clone(&ty.name), ty));
    Api {
        carriers: carriers.collect(),
        enums: enums.collect(),
        ..Api::default()
    }
}
