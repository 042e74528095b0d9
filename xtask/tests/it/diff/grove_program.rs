//! A program that reads entities with links and saves them.

use bindings::client::request::Selectable;
use bindings::client::Request;
use bindings::rest::tree;
use bindings::types::{Season, TreeEntity, TreeEntityWithLinks};

pub fn read() {
    let _: Request<TreeEntityWithLinks, Selectable> = tree::get_tree_entity(1);
    let _: Request<TreeEntity, Selectable> = tree::default_tree_entity();
}

pub fn save(read: &TreeEntityWithLinks, made: &TreeEntity) {
    let _: Request<TreeEntityWithLinks> = tree::put_tree_entity(1, read);
    let _: Request<TreeEntityWithLinks> = tree::put_tree_entity(1, made);
}

pub fn season(tree: &TreeEntity) -> Option<&str> {
    match tree.season.as_ref()? {
        Season::Other(name) => Some(name),
        _ => tree.name.as_deref(),
    }
}
