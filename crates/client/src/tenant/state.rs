//! The states of tenants.

use super::named::named;

named! {
    /// The state of a tenant, as the service names it.
    TenantState {
        /// The service does not know.
        Unknown = 0,
        /// It is being set up.
        Provisioning = 1,
        /// It can be used.
        Running = 2,
        /// It is gone.
        Deleted = 3,
        /// It is closed, for example because it is not paid for.
        Suspended = 4,
        /// It can be used while it is worked on.
        OnlineMaintenance = 5,
        /// It cannot be used while it is worked on.
        OfflineMaintenance = 6,
        /// It could not be set up.
        ProvisioningFailed = 8,
        /// It is being deleted.
        Deleting = 10,
        /// It could not be deleted.
        DeleteFailed = 11,
        /// It is about to be moved.
        MigrationPending = 12,
    } else {
        /// Any other state, by its name.
        Other
    }
}

impl TenantState {
    /// Whether a tenant in this state responds to calls.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        matches!(self, Self::Running | Self::OnlineMaintenance)
    }
}
