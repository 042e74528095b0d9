//! An independent reader of forms.

use crate::server::Received;

/// A form whose only field is a file, as any server would read it.
#[derive(Debug, PartialEq)]
pub(super) struct Form {
    pub(super) boundary: String,
    pub(super) name: String,
    pub(super) file_name: String,
    pub(super) media_type: String,
    pub(super) content: Vec<u8>,
}

impl Form {
    pub(super) fn read(received: &Received) -> Self {
        let media_type = received.header("Content-Type").expect("a media type");
        let (essence, parameters) = parameters(media_type);
        assert_eq!(essence, "multipart/form-data");
        let [(name, boundary)] = &parameters[..] else {
            panic!("{media_type}")
        };
        assert_eq!(name, "boundary");
        let allowed = |byte: u8| byte.is_ascii_alphanumeric();
        assert!(boundary.bytes().all(allowed) && (16..=70).contains(&boundary.len()));

        // A delimiter begins with the line break before it. The first may stand at the start.
        let body = [b"\r\n", &*received.body].concat();
        let parts = split(&body, format!("\r\n--{boundary}").as_bytes());
        let [b"", part, b"--\r\n"] = parts[..] else {
            panic!("{} parts", parts.len())
        };
        let part = part.strip_prefix(b"\r\n").expect("the rest of the line");
        let end = find(part, b"\r\n\r\n").expect("the end of the headers");
        let head = str::from_utf8(&part[..end]).expect("headers in UTF-8");
        let mut form = Self {
            boundary: boundary.clone(),
            name: String::new(),
            file_name: String::new(),
            media_type: String::new(),
            content: part[end + 4..].to_vec(),
        };
        let mut headers = Vec::new();
        for line in head.split("\r\n") {
            let (key, value) = line.split_once(':').expect("a header");
            headers.push(key.to_ascii_lowercase());
            if key.eq_ignore_ascii_case("Content-Type") {
                form.media_type = value.trim().to_owned();
                continue;
            }
            let (essence, parameters) = self::parameters(value);
            assert_eq!(essence, "form-data");
            let [(name, value), (file_name, file_value)] = &parameters[..] else {
                panic!("{line}")
            };
            assert_eq!((&**name, &**file_name), ("name", "filename"));
            form.name.clone_from(value);
            form.file_name.clone_from(file_value);
        }
        headers.sort();
        assert_eq!(headers, ["content-disposition", "content-type"]);
        form
    }
}

/// The value of a header without its parameters, and those.
fn parameters(value: &str) -> (&str, Vec<(String, String)>) {
    let (essence, mut rest) = value.split_once(';').unwrap_or((value, ""));
    let mut parameters = Vec::new();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').expect("the second quote");
                (value, after.trim_start_matches(';'))
            }
            None => after.split_once(';').unwrap_or((after, "")),
        };
        parameters.push((name.trim().to_owned(), value.to_owned()));
        rest = after;
    }
    assert_eq!(rest.trim(), "", "{value}");
    (essence.trim(), parameters)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|found| found == what)
}

fn split<'a>(mut bytes: &'a [u8], separator: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    while let Some(at) = find(bytes, separator) {
        parts.push(&bytes[..at]);
        bytes = &bytes[at + separator.len()..];
    }
    parts.push(bytes);
    parts
}
