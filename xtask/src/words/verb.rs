//! Verbs: what an operation does, from the first word of its name.

/// A verb, as it stands in names, and how a sentence says it.
pub(super) struct Verb {
    pub(super) name: &'static str,
    pub(super) says: &'static str,
    pub(super) kind: VerbKind,
}

/// What a verb does with its object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum VerbKind {
    /// Something that is there: the contact.
    The,
    /// Something new: a contact.
    New,
    /// Something that is given, or there already: a contact, or the contact with this id.
    Given,
    /// Asks a question.
    Question,
}

use VerbKind::{Given, New, Question, The};

const fn verb(name: &'static str, says: &'static str, kind: VerbKind) -> Verb {
    Verb { name, says, kind }
}

/// All verbs, by their names.
const VERBS: [Verb; 128] = [
    verb("accept", "Accepts", The),
    verb("activate", "Activates", The),
    verb("add", "Adds", New),
    verb("analyze", "Analyzes", The),
    verb("answer", "Answers", The),
    verb("approve", "Approves", The),
    verb("assign", "Assigns", The),
    verb("authenticate", "Authenticates", The),
    verb("break", "Breaks", The),
    verb("cache", "Caches", The),
    verb("calculate", "Calculates", The),
    verb("can", "Tells whether", Question),
    verb("cancel", "Cancels", The),
    verb("change", "Changes", The),
    verb("check", "Checks", The),
    verb("checkin", "Checks in", The),
    verb("checkout", "Checks out", The),
    verb("clean", "Cleans", The),
    verb("clean up", "Cleans up", The),
    verb("cleanup", "Cleans up", The),
    verb("clear", "Clears", The),
    verb("collect", "Collects", The),
    verb("compile", "Compiles", The),
    verb("connect", "Connects", The),
    verb("convert", "Converts", The),
    verb("copy", "Copies", The),
    verb("create", "Creates", New),
    verb("decline", "Declines", The),
    verb("decrypt", "Decrypts", The),
    verb("delete", "Deletes", The),
    verb("detect", "Detects", The),
    verb("duplicate", "Duplicates", The),
    verb("edit", "Edits", The),
    verb("empty", "Empties", The),
    verb("enrich", "Enriches", The),
    verb("exchange", "Exchanges", The),
    verb("execute", "Executes", The),
    verb("exists", "Tells whether there is", Question),
    verb("expand", "Expands", The),
    verb("export", "Exports", The),
    verb("figure out", "Finds out", The),
    verb("filter", "Filters", The),
    verb("find", "Finds", The),
    verb("flush", "Flushes", The),
    verb("force", "Forces", New),
    verb("generate", "Generates", New),
    verb("get", "Gets", The),
    verb("guess", "Guesses", The),
    verb("has", "Tells whether", Question),
    verb("import", "Imports", Given),
    verb("include", "Includes", The),
    verb("initialize", "Initializes", The),
    verb("insert", "Inserts", New),
    verb("invalidate", "Invalidates", The),
    verb("is", "Tells whether", Question),
    verb("log", "Logs", Given),
    verb("make", "Makes", The),
    verb("mark", "Marks", The),
    verb("merge", "Merges", The),
    verb("migrate", "Migrates", The),
    verb("move", "Moves", The),
    verb("need", "Tells whether", Question),
    verb("normalize", "Normalizes", The),
    verb("notify", "Notifies", The),
    verb("offer", "Offers", The),
    verb("parse", "Parses", Given),
    verb("patch", "Changes properties of", The),
    verb("perform", "Performs", New),
    verb("pick", "Picks", The),
    verb("pick up", "Picks up", The),
    verb("place", "Places", New),
    verb("populate", "Populates", The),
    verb("post", "Creates", New),
    verb("preview", "Previews", The),
    verb("process", "Processes", The),
    verb("provide", "Provides", The),
    verb("publish", "Publishes", The),
    verb("push", "Pushes", The),
    verb("put", "Saves", The),
    verb("read", "Reads", The),
    verb("rebuild", "Rebuilds", The),
    verb("recalculate", "Recalculates", The),
    verb("refresh", "Refreshes", The),
    verb("regenerate", "Regenerates", The),
    verb("register", "Registers", Given),
    verb("reject", "Rejects", The),
    verb("relay", "Relays", Given),
    verb("remove", "Removes", The),
    verb("rename", "Renames", The),
    verb("rephrase", "Rephrases", Given),
    verb("replace", "Replaces", The),
    verb("request", "Requests", New),
    verb("reset", "Resets", The),
    verb("resolve", "Resolves", The),
    verb("restore", "Restores", The),
    verb("resync", "Synchronizes again", The),
    verb("retrieve", "Gets", The),
    verb("revert", "Reverts", The),
    verb("run", "Runs", Given),
    verb("sanitize", "Sanitizes", Given),
    verb("save", "Saves", Given),
    verb("search", "Searches for", The),
    verb("send", "Sends", Given),
    verb("set", "Sets", The),
    verb("signal", "Signals", The),
    verb("sort", "Sorts", The),
    verb("split", "Splits", The),
    verb("start", "Starts", The),
    verb("stop", "Stops", The),
    verb("substitute", "Substitutes", The),
    verb("summarize", "Summarizes", The),
    verb("supports", "Tells whether there is support for", Question),
    verb("sync", "Synchronizes", The),
    verb("test", "Tests", The),
    verb("toggle", "Toggles", The),
    verb("track", "Tracks", New),
    verb("train", "Trains", The),
    verb("transfer", "Transfers", The),
    verb("translate", "Translates", The),
    verb("truncate", "Truncates", The),
    verb("try", "Tries to", The),
    verb("unassign", "Unassigns", The),
    verb("undelete", "Restores", The),
    verb("update", "Updates", The),
    verb("upload", "Uploads", The),
    verb("upsert", "Updates or inserts", New),
    verb("validate", "Validates", Given),
    verb("verify", "Verifies", The),
];

/// The verb that words begin with, and the words behind it.
pub(super) fn split(words: &[String]) -> Option<(&'static Verb, &[String])> {
    if let [first, second, ..] = words
        && let Some(verb) = find(&format!("{first} {second}"))
    {
        return Some((verb, &words[2..]));
    }
    Some((find(words.first()?)?, &words[1..]))
}

/// The verb of that name.
pub(super) fn find(name: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.name == name)
}
