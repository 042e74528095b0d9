//! The report in a real browser: it opens without errors, sorts and searches,
//! and fits a phone. The pictures in `target/tmp/report` are for looking at.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{edit, scratch, workspace};
use xtask::console::Console;
use xtask::report::{self, report};

/// Names that the browser has on different systems.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What a person would do next, done at once; the outcome is left on the body.
const STEPS: &str = r##"<script>
{
const outcome = document.body.dataset;
const click = (element) => element.click();
const first = (table) => document.querySelector(`#${table} tbody th`).textContent;
const heading = (table, column) => document.querySelectorAll(`#${table} thead button`)[column];
outcome.wide = document.documentElement.scrollWidth > innerWidth;
outcome.rows = document.querySelectorAll("#operation-table tbody tr").length;
click(document.getElementById("operation-more"));
outcome.rowsThen = document.querySelectorAll("#operation-table tbody tr").length;
click(heading("operation-table", 0));
click(heading("operation-table", 0));
outcome.lastOperation = first("operation-table");
click(heading("area-table", 2));
outcome.largestArea = first("area-table");
outcome.sorted = heading("area-table", 2).parentElement.getAttribute("aria-sort");
const typed = document.getElementById("typed");
typed.value = "untyped";
typed.dispatchEvent(new Event("change"));
outcome.untyped = document.getElementById("operation-count").textContent;
typed.value = "";
const query = document.getElementById("q");
query.value = "no such operation";
query.dispatchEvent(new Event("input"));
outcome.none = document.getElementById("operation-count").textContent;
outcome.address = location.hash;
}
</script>
"##;

fn browser() -> PathBuf {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("none of {NAMES:?} is installed"))
}

/// Opens a page in a window of a size; gives what the browser printed.
fn open(browser: &Path, url: &str, size: (u32, u32), arguments: &[&str]) -> Output {
    let profile = tempfile::tempdir().expect("a temporary folder can be made");
    Command::new(browser)
        // The page is ours and asks for nothing; the sandbox would need rights that containers lack.
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        .args(["--virtual-time-budget=5000", "--enable-logging=stderr"])
        .arg(format!("--window-size={},{}", size.0, size.1))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(arguments)
        .arg(url)
        .output()
        .expect("the browser starts")
}

/// What the page wrote to the console, errors of scripts among it.
fn console(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines = text.lines().filter(|line| line.contains("CONSOLE"));
    lines.map(str::to_owned).collect()
}

/// The page as the browser has it in the end, which wrote nothing to the console.
fn document(browser: &Path, url: &str, size: (u32, u32)) -> String {
    let output = open(browser, url, size, &["--dump-dom"]);
    assert_eq!(console(&output), Vec::<String>::new(), "{url}");
    String::from_utf8(output.stdout).expect("the page is text")
}

fn url(path: &Path, fragment: &str) -> String {
    format!("file://{}{fragment}", path.display())
}

/// Looks for findings of one rule.
const FIND: &str = r##"<script>
{
const query = document.getElementById("finding-q");
query.value = "void-body-name";
query.dispatchEvent(new Event("input"));
const texts = [...document.querySelectorAll("#finding-table tbody tr")].map((row) => row.cells[1].textContent);
document.body.dataset.found = `${texts.length} ${new Set(texts).size} ${texts[0]}`;
document.body.dataset.status = document.getElementById("finding-count").textContent;
}
</script>
"##;

const DESKTOP: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (390, 844);

#[test]
#[ignore = "needs Chromium"]
fn the_report_of_the_reference_works_in_a_browser() {
    let browser = browser();
    let folder = scratch("report");
    let page = folder.join("report.html");
    let options = report::Options {
        docs: vec![workspace().join("docs/reference")],
        out: page.clone(),
        since: None,
        format: xtask::console::Format::Human,
    };
    report(&options, &Console::default()).expect("the pages are good");

    for (search, expected, found) in [
        (
            "#q=v1AppointmentAgent_AcceptRejected",
            "1 of 3,356 operations",
            "v1AppointmentAgent_AcceptRejected",
        ),
        (
            "#q=get%20/contact/%7Bid%7D/Activities",
            "1 of 3,356 operations",
            "v1ContactEntity_Activities",
        ),
        (
            "#q=suggestedappointmententity%20createdefault",
            "1 of 3,356 operations",
            "v1AppointmentAgent_CreateDefaultSuggestedAppointmentEntity",
        ),
        (
            "#q=area:agents/ai",
            "48 of 3,356 operations",
            "v1AIAgent_Translate",
        ),
        ("", "3,356 of 3,356 operations", "v1AIAgent_Translate"),
    ] {
        let document = document(&browser, &url(&page, search), DESKTOP).replace("<wbr>", "");
        assert!(
            document.contains(&format!("role=\"status\">{expected}<")),
            "{search}"
        );
        assert!(
            document.contains(&format!("<code>{found}</code>")),
            "{search}"
        );
    }

    let text = std::fs::read_to_string(&page).expect("it was written");
    let stepped = folder.join("stepped.html");
    std::fs::write(&stepped, edit(&text, "</body>", &format!("{STEPS}</body>")))
        .expect("it is ours");
    for size in [DESKTOP, PHONE] {
        let document = document(&browser, &url(&stepped, ""), size);
        for (name, value) in [
            ("wide", "false"),
            ("rows", "50"),
            ("rows-then", "100"),
            (
                "last-operation",
                "v1WorkflowAgent_UpdateFormSubmissions since 12.2",
            ),
            ("largest-area", "Agents/List"),
            ("sorted", "descending"),
            ("untyped", "17 of 3,356 operations"),
            ("none", "0 of 3,356 operations"),
            ("address", "#q=no%20such%20operation"),
        ] {
            let attribute = format!("data-{name}=\"{value}\"");
            let body = document.split("<body").nth(1).unwrap_or_default();
            let tag = body.split('>').next().unwrap_or_default();
            assert!(tag.contains(&attribute), "{attribute} stands not in {tag}");
        }
    }

    for (name, size) in [("desktop", (1280, 1400)), ("phone", (390, 1400))] {
        for (scheme, setting) in [("light", 1), ("dark", 0)] {
            let picture = folder.join(format!("{name}-{scheme}.png"));
            let screenshot = format!("--screenshot={}", picture.display());
            let setting = format!("--blink-settings=preferredColorScheme={setting}");
            open(&browser, &url(&page, ""), size, &[&screenshot, &setting]);
            let bytes = std::fs::read(&picture).expect("the picture was made");
            // Width and height stand at the start of every PNG file.
            let number =
                |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
            assert_eq!((number(16), number(20)), size, "{name} {scheme}");
        }
    }
}

#[test]
#[ignore = "needs Chromium"]
fn findings_can_be_searched() {
    let browser = browser();
    let folder = scratch("report-findings");
    let page = folder.join("report.html");
    let options = report::Options {
        docs: vec![crate::support::fixture("d2")],
        out: page.clone(),
        since: None,
        format: xtask::console::Format::Human,
    };
    report(&options, &Console::default()).expect("the pages are good");
    let text = std::fs::read_to_string(&page).expect("it was written");
    std::fs::write(&page, edit(&text, "</body>", &format!("{FIND}</body>"))).expect("it is ours");
    let document = document(&browser, &url(&page, ""), PHONE);
    for attribute in [
        "data-found=\"6 1 void-body-name\"",
        "data-status=\"6 of 14 findings\"",
    ] {
        let tag = document.split("<body").nth(1).unwrap_or_default();
        let tag = tag.split('>').next().unwrap_or_default();
        assert!(tag.contains(attribute), "{attribute} stands not in {tag}");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn an_error_of_the_script_would_be_seen() {
    let browser = browser();
    let folder = scratch("report-broken");
    let page = folder.join("broken.html");
    std::fs::write(&page, "<!DOCTYPE html><script>missing.value = 1</script>").expect("it is ours");
    let output = open(&browser, &url(&page, ""), DESKTOP, &["--dump-dom"]);
    assert!(console(&output).concat().contains("missing is not defined"));
}
