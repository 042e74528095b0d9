//! Where an operation is described for everybody.

use super::{Area, AreaKind, Operation};

impl Operation {
    /// The page on the official site, whose folders are those of the pages.
    pub fn reference(&self, area: &Area) -> String {
        const SITE: &str = "https://docs.superoffice.com/en/api/reference/restful";
        let kind = match area.kind {
            AreaKind::Agent => "agent",
            AreaKind::Rest => "rest",
        };
        let path = self.origin.file.path.parent();
        let folder = path
            .and_then(|folder| folder.file_name())
            .and_then(|name| name.to_str());
        let is_kind = path
            .and_then(|folder| folder.parent())
            .and_then(|folder| folder.file_name())
            .is_some_and(|name| name == kind);
        match folder {
            Some(folder) if is_kind => format!("{SITE}/{kind}/{folder}/{}.html", self.uid),
            _ if area.kind == AreaKind::Agent => {
                format!("{SITE}/{kind}/{}_Agent/{}.html", area.name, self.uid)
            }
            _ => format!("{SITE}/{kind}/"),
        }
    }
}
