//! What can change about a tenant.

use std::fmt;

use crate::one_line::one_line;

/// What has changed about a tenant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TenantChangeType {
    /// 0: it gets another version of the software.
    Upgrade,
    /// 1: it is as it was when a backup was made.
    BackupRestored,
    /// 2: it is closed, and responds to no calls.
    Suspend,
    /// 3: it can be used again.
    Resume,
    /// 4: it is deleted.
    Delete,
    /// 5: it has another address.
    Move,
    /// Any other change, by its number or its name.
    Other(String),
}

/// In the order of their numbers.
const KNOWN: [(TenantChangeType, &str); 6] = [
    (TenantChangeType::Upgrade, "Upgrade"),
    (TenantChangeType::BackupRestored, "BackupRestored"),
    (TenantChangeType::Suspend, "Suspend"),
    (TenantChangeType::Resume, "Resume"),
    (TenantChangeType::Delete, "Delete"),
    (TenantChangeType::Move, "Move"),
];

impl TenantChangeType {
    /// The name of the change.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Other(name) = self {
            return name;
        }
        let known = KNOWN.iter().find(|(change, _)| change == self);
        known.map_or("", |(_, name)| name)
    }
}

impl fmt::Display for TenantChangeType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&one_line(self.as_str()))
    }
}

/// Reads the name of a change, in capitals or not, or its number.
impl From<&str> for TenantChangeType {
    fn from(text: &str) -> Self {
        let known = KNOWN.into_iter().enumerate().find(|(number, (_, name))| {
            name.eq_ignore_ascii_case(text) || number.to_string() == text
        });
        known.map_or_else(|| Self::Other(text.to_owned()), |(_, (change, _))| change)
    }
}
