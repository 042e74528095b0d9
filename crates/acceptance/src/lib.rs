//! The reference pages and what they say, for the tests and the benchmark of this crate.

use anyhow::Result;
use xtask::console::Console;
use xtask::model::Api;
use xtask::page::{Sample, SampleBody, SourcePage};
use xtask::{load, workspace};

/// All pages, and the model made from them.
#[derive(Debug)]
pub struct Reference {
    /// The pages.
    pub pages: Vec<SourcePage>,
    /// The model.
    pub api: Api,
}

impl Reference {
    /// Reads `docs/reference`.
    ///
    /// # Errors
    /// The folder cannot be read, or a page cannot be used.
    pub fn read() -> Result<Self> {
        let console = Console::default();
        let documentation = load::documentation(&[workspace::reference()], &console)?;
        let api = load::model(&documentation, &console)?;
        Ok(Self {
            pages: documentation.operations,
            api,
        })
    }
}

/// The body of a sample as the page has it, if it is JSON.
pub fn json<'a>(page: &'a SourcePage, sample: Option<&Sample>) -> Option<&'a str> {
    let body = sample?.body.as_ref()?;
    matches!(body.value, SampleBody::Json(_)).then(|| &page.file.text[body.span.range()])
}

/// The pages whose code has to compile.
#[cfg(doctest)]
mod pages {
    macro_rules! pages {
        ($($name:ident: $path:literal,)*) => {
            $(#[doc = include_str!(concat!("../../../", $path))] struct $name;)*
        };
    }

    pages! {
        Readme: "README.md",
        BindingsReadme: "crates/bindings/README.md",
        MockReadme: "crates/mock/README.md",
        Authorization: "docs/guides/authorization.md",
        Bytes: "docs/guides/bytes.md",
        Calls: "docs/guides/calls.md",
        Collections: "docs/guides/collections.md",
        CustomFields: "docs/guides/custom-fields.md",
        Dates: "docs/guides/dates.md",
        Entities: "docs/guides/entities.md",
        Errors: "docs/guides/errors.md",
        Everyday: "docs/guides/everyday.md",
        Patch: "docs/guides/patch.md",
        Robustness: "docs/guides/robustness.md",
        StandIn: "docs/guides/stand-in.md",
        Tables: "docs/guides/tables.md",
        Tenants: "docs/guides/tenants.md",
        Testing: "docs/guides/testing.md",
        Updating: "docs/guides/updating.md",
        Webhooks: "docs/guides/webhooks.md",
    }
}
