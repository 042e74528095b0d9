//! Every page of three releases of the upstream documentation.

mod support;

use support::{RELEASES, corpus};
use xtask::diagnostic::{MessageFormat, render};
use xtask::page::{Page, parse, write};
use xtask::source::SourceFile;

fn each_page(release: &str, mut check: impl FnMut(&SourceFile, Page)) -> usize {
    let Some(folder) = corpus(release) else {
        return 0;
    };
    let sources = xtask::read::read(&folder).expect("the corpus can be read");
    assert!(sources.diagnostics.is_empty(), "{:?}", sources.diagnostics);
    for file in &sources.operations {
        let (page, diagnostics) = parse(file);
        let report: String = diagnostics
            .iter()
            .map(|found| render(found, MessageFormat::Human, false))
            .collect();
        assert!(diagnostics.is_empty(), "{report}");
        check(file, page.expect("a page without diagnostics is whole"));
    }
    sources.operations.len()
}

fn expected_pages(release: &str) -> usize {
    match release {
        "2022" => 2945,
        "10.2.1" => 3111,
        _ => 3116,
    }
}

#[test]
fn every_line_of_every_page_is_accounted_for() {
    for release in RELEASES {
        let count = each_page(release, |file, page| {
            let mut left: Vec<u8> = file.text.clone().into_bytes();
            for span in page.spans() {
                left[span.range()].fill(b' ');
            }
            let left = String::from_utf8(left).expect("spans lie on character boundaries");
            assert_eq!(
                left.trim(),
                "",
                "{} has text that no item holds",
                file.relative
            );
        });
        assert!(
            count == 0 || count == expected_pages(release),
            "{release}: {count} pages"
        );
    }
}

#[test]
fn a_page_written_and_read_again_is_the_same() {
    for release in RELEASES {
        each_page(release, |file, page| {
            let text = write(&page);
            let again = SourceFile::new(file.path.clone(), file.relative.clone(), text);
            let (reread, diagnostics) = parse(&again);
            assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", file.relative);
            assert_eq!(reread.as_ref(), Some(&page), "{}", file.relative);
        });
    }
}
