//! What the operation is, by title, heading, identifier, file and HTTP line.

use super::PageCheck;
use crate::page::METHODS;

impl PageCheck<'_> {
    /// Title and heading are the method and the path of the HTTP line, the identifier, or words.
    pub(super) fn title(&mut self) {
        let page = &self.source.page;
        let http = &page.http;
        for title in [&page.front.title, &page.heading] {
            let is_right = match title.split_once(' ') {
                Some((method, path)) if METHODS.contains(&method) => {
                    method == http.method && [http.short_path(), &http.path].contains(&path)
                }
                Some(_) => true,
                None => title.value == page.front.uid.value,
            };
            if !is_right {
                let right = format!("{} {}", http.method, http.short_path());
                let message = format!("the title says `{}`, the HTTP line `{right}`", title.value);
                self.error("title-mismatch", title.span, message, self.http_line());
            }
        }
    }

    /// The identifier is the name of the file.
    pub(super) fn identifier(&mut self) {
        let source = self.source;
        let uid = &source.page.front.uid;
        let stem = source.file.stem();
        if stem.starts_with('v') && stem.contains('_') && stem != uid.value {
            let message = format!(
                "the identifier says `{}`, the name of the file `{stem}`",
                uid.value
            );
            self.error("title-mismatch", uid.span, message, self.operation());
        }
    }
}
