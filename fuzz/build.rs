//! Lists the carriers of the bindings for the target that decodes each.

use std::fmt::Write;
use std::path::Path;

fn main() {
    let folder = Path::new("../crates/bindings/src/types");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = std::fs::read_dir(folder).expect("the bindings lie beside");
    let mut names: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text"))
        .filter(|text| text.contains("client::carrier!("))
        .filter_map(|text| {
            let (_, rest) = text.split_once("pub struct ")?;
            Some(rest.split(' ').next()?.to_owned())
        })
        .collect();
    names.sort();
    let mut out = String::from("carriers! {\n");
    for name in &names {
        writeln!(out, "    {name},").expect("a text grows");
    }
    out.push_str("}\n");
    let path = Path::new(&std::env::var_os("OUT_DIR").expect("Cargo says")).join("carriers.rs");
    std::fs::write(path, out).expect("the list can be written");
}
