//! The states of tenants.

use std::fmt;

use crate::one_line::one_line;

/// The state of a tenant, as the service names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TenantState {
    /// The service does not know.
    Unknown,
    /// It is being set up.
    Provisioning,
    /// It can be used.
    Running,
    /// It is gone.
    Deleted,
    /// It is closed, for example because it is not paid for.
    Suspended,
    /// It can be used while it is worked on.
    OnlineMaintenance,
    /// It cannot be used while it is worked on.
    OfflineMaintenance,
    /// It could not be set up.
    ProvisioningFailed,
    /// It is being deleted.
    Deleting,
    /// It could not be deleted.
    DeleteFailed,
    /// It is about to be moved.
    MigrationPending,
    /// Any other state, by its name.
    Other(String),
}

const KNOWN: [(TenantState, &str, &str); 11] = [
    (TenantState::Unknown, "Unknown", "0"),
    (TenantState::Provisioning, "Provisioning", "1"),
    (TenantState::Running, "Running", "2"),
    (TenantState::Deleted, "Deleted", "3"),
    (TenantState::Suspended, "Suspended", "4"),
    (TenantState::OnlineMaintenance, "OnlineMaintenance", "5"),
    (TenantState::OfflineMaintenance, "OfflineMaintenance", "6"),
    (TenantState::ProvisioningFailed, "ProvisioningFailed", "8"),
    (TenantState::Deleting, "Deleting", "10"),
    (TenantState::DeleteFailed, "DeleteFailed", "11"),
    (TenantState::MigrationPending, "MigrationPending", "12"),
];

impl TenantState {
    /// The name of the state.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Other(name) = self {
            return name;
        }
        let known = KNOWN.iter().find(|(state, _, _)| state == self);
        known.map_or("", |(_, name, _)| name)
    }

    /// Whether a tenant in this state responds to calls.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        matches!(self, Self::Running | Self::OnlineMaintenance)
    }
}

impl fmt::Display for TenantState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(name) => formatter.pad(&one_line(name)),
            known => formatter.pad(known.as_str()),
        }
    }
}

/// Reads the name of a state, in capitals or not, or its number.
impl From<&str> for TenantState {
    fn from(text: &str) -> Self {
        let known = KNOWN
            .into_iter()
            .find(|(_, name, number)| name.eq_ignore_ascii_case(text) || *number == text);
        known.map_or_else(|| Self::Other(text.to_owned()), |(state, _, _)| state)
    }
}
