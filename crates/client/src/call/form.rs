//! Where the query of a call goes.

/// Whether the query of a call goes in its body.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum QueryForm {
    /// It goes in the address.
    #[default]
    Never,
    /// It goes in the address unless that is too long. The operation of this name then takes it in
    /// the body of a `POST` to the same path.
    IfLong(&'static str),
    /// It goes in the body.
    Always,
}
