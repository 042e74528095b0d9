//! What can change about a tenant.

use crate::tenant::named;

named! {
    /// What has changed about a tenant.
    TenantChangeType {
        /// 0: it gets another version of the software.
        Upgrade = 0,
        /// 1: it is as it was when a backup was made.
        BackupRestored = 1,
        /// 2: it is closed, and responds to no calls.
        Suspend = 2,
        /// 3: it can be used again.
        Resume = 3,
        /// 4: it is deleted.
        Delete = 4,
        /// 5: it has another address.
        Move = 5,
    } else {
        /// Any other change, by its number or its name.
        Other
    }
}
