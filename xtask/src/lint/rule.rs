//! The rules: what can be wrong with documentation that can be read nevertheless.

/// A kind of defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LintRule {
    /// Its name in findings, in the configuration, and of its page in `docs/lint`.
    pub id: &'static str,
    /// What is wrong, in one sentence.
    pub summary: &'static str,
    /// Its page: why it matters, an example, the repair.
    pub page: &'static str,
}

macro_rules! rules {
    ($($name:ident: $id:literal, $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub(super) const $name: LintRule = LintRule {
                id: $id,
                summary: $summary,
                page: include_str!(concat!("../../../docs/lint/", $id, ".md")),
            };
        )*

        /// All rules, by their names.
        pub const RULES: &[LintRule] = &[$($name),*];
    };
}

rules! {
    COMMA_SEPARATED_ARRAY: "comma-separated-array",
        "An example shows the values of an array as one value with commas.";
    CONFLICTING_CARRIER: "conflicting-carrier",
        "A table has other properties than most tables of its carrier.";
    CONFLICTING_DESCRIPTION: "conflicting-description",
        "A description states other facts than most descriptions of the property.";
    CONFLICTING_HEADER: "conflicting-header",
        "A page lacks a header that all pages like it list, or has one that none does.";
    CONFLICTING_QUERY: "conflicting-query",
        "A page lacks a parameter that the queries of all operations like its own have.";
    CONFLICTING_STATUS: "conflicting-status",
        "A page lacks a status that all pages like it list, or has one that none does.";
    CONFLICTING_TYPE: "conflicting-type",
        "A property, an argument or a parameter has another type than on most pages that have it.";
    ENTITY_FOR_DICTIONARY: "entity-for-dictionary",
        "A property is said to be an entity, and is an object with keys of the caller's choice.";
    MALFORMED_DATE: "malformed-date",
        "A header of a sample has a date that is none.";
    PLACEHOLDER_BODY: "placeholder-body",
        "A response body has the name that is printed where the real one is lost.";
    PLACEHOLDER_ROW: "placeholder-row",
        "A property has the type that is printed where the real one is lost.";
    RESTARTED_TABLE: "restarted-table",
        "A table ends, and begins again with a second head.";
    SAMPLE_CONTRADICTS_TABLE: "sample-contradicts-table",
        "A sample shows another type than the table says.";
    SPLIT_ROW: "split-row",
        "A row of a table breaks off and goes on in the next line.";
    TITLE_MISMATCH: "title-mismatch",
        "The title names another method or another path than the HTTP line.";
    UNREADABLE_PAGE: "unreadable-page",
        "A page, or a part of it, cannot be read.";
    VOID_BODY_NAME: "void-body-name",
        "A response without a body has a name for its body.";
    VOID_BODY_SAMPLE: "void-body-sample",
        "The sample of a response without a body has a body.";
}

impl LintRule {
    /// The rule called `id`.
    pub fn named(id: &str) -> Option<Self> {
        RULES.iter().copied().find(|rule| rule.id == id)
    }
}
