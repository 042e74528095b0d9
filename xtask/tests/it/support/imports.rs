//! Which source files import which others: all paths in the code, re-exports followed to the file
//! that defines the name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The files of a crate, by the path of their module: `page::parse::cursor`. Its root is empty.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// The files below `source`, each with those it imports. Tests within files are left out, and what a
/// file takes from the module that it is a part of: those are one.
pub(crate) fn imports(source: &Path, crate_name: &str) -> Imports {
    let files: BTreeMap<String, Code> = walkdir::WalkDir::new(source)
        .into_iter()
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let tokens = text.parse().expect("the file is Rust");
            let mut code = Code::default();
            code.read(tokens);
            (
                module(path.strip_prefix(source).expect("it lies below")),
                code,
            )
        })
        .collect();
    let names: Vec<String> = files.keys().cloned().collect();
    let graph = Graph { files, crate_name };
    let of = |name: &String| (name.clone(), graph.imported(name));
    names.iter().map(of).collect()
}

/// A circle of files that import each other, if there is one: in order, the first one again last.
pub(crate) fn circle(imports: &Imports) -> Option<Vec<&str>> {
    let mut done = BTreeSet::new();
    let mut path = Vec::new();
    imports
        .keys()
        .find_map(|file| search(file, imports, &mut done, &mut path))
}

fn search<'a>(
    file: &'a str,
    imports: &'a Imports,
    done: &mut BTreeSet<&'a str>,
    path: &mut Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    if let Some(start) = path.iter().position(|above| *above == file) {
        return Some(path[start..].iter().copied().chain([file]).collect());
    }
    if done.contains(file) {
        return None;
    }
    path.push(file);
    let next = imports.get(file).into_iter().flatten();
    let found = next
        .into_iter()
        .find_map(|next| search(next, imports, done, path));
    path.pop();
    done.insert(file);
    found
}

/// `page::parse` of `page/parse/mod.rs` and of `page/parse.rs`.
fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let parts = match parts.split_last() {
        Some((last, folders)) if matches!(&**last, "mod" | "lib" | "main") => folders,
        _ => &parts[..],
    };
    parts.join("::")
}

/// What a file says: which paths it names, and which names it gives to others.
#[derive(Default)]
struct Code {
    paths: Vec<Vec<String>>,
    /// Names that it re-exports, with their paths.
    exports: Vec<(String, Vec<String>)>,
    words: BTreeSet<String>,
}

impl Code {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let rest = &tokens[at..];
            at += match rest {
                [TokenTree::Punct(mark), TokenTree::Group(group), ..]
                    if mark.as_char() == '#' && is_test(group) =>
                {
                    item_length(rest)
                }
                // `use<'a>` is no import.
                [TokenTree::Ident(word), next, ..] if word == "use" && next.to_string() != "<" => {
                    let length = item_length(rest);
                    let is_public = is_public(&tokens[..at]);
                    let tree = rest[1..length - 1].iter().cloned().collect();
                    self.read_use(tree, &[], is_public);
                    length
                }
                [TokenTree::Ident(_), ..] => self.read_path(rest),
                [TokenTree::Group(group), ..] => {
                    self.read(group.stream());
                    1
                }
                _ => 1,
            };
        }
    }

    /// Reads `a::b::c`, and says of how many tokens it consists.
    fn read_path(&mut self, tokens: &[TokenTree]) -> usize {
        let mut path = Vec::new();
        let mut at = 0;
        while let Some(TokenTree::Ident(word)) = tokens.get(at) {
            path.push(word.to_string());
            at += 1;
            match tokens.get(at..at + 2) {
                Some([TokenTree::Punct(a), TokenTree::Punct(b)])
                    if a.as_char() == ':' && b.as_char() == ':' =>
                {
                    at += 2
                }
                _ => break,
            }
        }
        self.words.extend(path.iter().cloned());
        self.paths.push(path);
        at
    }

    /// Reads what stands between `use` and `;`.
    fn read_use(&mut self, tree: TokenStream, prefix: &[String], is_public: bool) {
        let mut path = prefix.to_vec();
        let mut name = None;
        let mut tokens = tree.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) if word == "as" => {
                    name = tokens.next().map(|name| name.to_string());
                }
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let items: Vec<TokenTree> = group.stream().into_iter().collect();
                    let is_comma = |token: &TokenTree| token.to_string() == ",";
                    for item in items.split(is_comma).filter(|item| !item.is_empty()) {
                        self.read_use(item.iter().cloned().collect(), &path, is_public);
                    }
                    return;
                }
                _ => {}
            }
        }
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
        match is_public {
            true => self.exports.push((name, path)),
            false => self.paths.push(path),
        }
    }
}

/// How many tokens an item has: up to its semicolon, or its body.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let is_use = matches!(&tokens[0], TokenTree::Ident(word) if word == "use");
    let is_semicolon = |token: &TokenTree| token.to_string() == ";";
    let mut tokens = tokens.iter();
    let end = match is_use {
        true => tokens.position(is_semicolon),
        false => tokens.position(is_end),
    };
    end.map_or(1, |end| end + 1)
}

/// Whether a file is another one, or part of its module.
pub(crate) fn is_within(file: &str, module: &str) -> bool {
    let rest = file.strip_prefix(module);
    module.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn is_test(attribute: &Group) -> bool {
    attribute.stream().to_string().replace(' ', "") == "cfg(test)"
}

/// Whether what comes next is `pub` or `pub(…)`.
fn is_public(before: &[TokenTree]) -> bool {
    let is_pub = |token: &TokenTree| token.to_string() == "pub";
    match before {
        [.., word, TokenTree::Group(_)] if is_pub(word) => true,
        [.., word] => is_pub(word),
        [] => false,
    }
}

struct Graph<'a> {
    files: BTreeMap<String, Code>,
    crate_name: &'a str,
}

impl Graph<'_> {
    /// The files that one imports.
    fn imported(&self, file: &str) -> BTreeSet<String> {
        let code = &self.files[file];
        let used = code
            .exports
            .iter()
            .filter(|(name, _)| code.words.contains(name));
        let used = used.map(|(_, path)| path);
        let paths = code.paths.iter().chain(used);
        let mut found: BTreeSet<_> = paths.filter_map(|path| self.target(file, path)).collect();
        found.retain(|other| !is_within(file, other));
        found
    }

    /// The file that a path within another one leads to, if it is one of the crate's.
    fn target(&self, file: &str, path: &[String]) -> Option<String> {
        let absolute = self.absolute(file, path)?;
        // The longest part of the path that is a module; then what that one re-exports.
        let lengths = (0..=absolute.len()).rev();
        let (module, rest) = lengths
            .map(|length| (absolute[..length].join("::"), &absolute[length..]))
            .find(|(module, _)| self.files.contains_key(module))?;
        let exports = &self.files[&module].exports;
        let export = rest
            .first()
            .and_then(|name| exports.iter().find(|(known, _)| known == name));
        match export {
            Some((_, path)) => {
                let path: Vec<String> = path.iter().chain(&rest[1..]).cloned().collect();
                self.target(&module, &path)
            }
            None => Some(module),
        }
    }

    /// A path from the root of the crate.
    fn absolute(&self, file: &str, path: &[String]) -> Option<Vec<String>> {
        let mut own: Vec<String> = file.split("::").map(str::to_owned).collect();
        own.retain(|part| !part.is_empty());
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => own.clear(),
            "self" => {}
            "super" => {
                while let Some(("super", after)) = rest.split_first().map(|(a, b)| (a.as_str(), b))
                {
                    own.pop();
                    rest = after;
                }
                own.extend(rest.iter().cloned());
                return Some(own);
            }
            name if name == self.crate_name => own.clear(),
            name => {
                own.push(name.to_owned());
                let is_child = self.files.contains_key(&own.join("::"));
                own.extend(path[1..].iter().cloned());
                return is_child.then_some(own);
            }
        }
        own.extend(path[1..].iter().cloned());
        Some(own)
    }
}
