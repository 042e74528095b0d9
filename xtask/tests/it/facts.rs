//! What descriptions and prose state, in the wording of upstream and in ours.

use xtask::facts::{BodyFact, Facts, OperationFacts, paragraphs, plain};

#[test]
fn two_descriptions_state_the_facts_of_both() {
    let both = |one, other| Facts::read(one).and(Facts::read(other)).to_string();
    assert_eq!(
        both(
            "The property is read-only. MDO list: `a`.",
            "Secret. MDO list: `b`."
        ),
        "The property is read-only. Secret. MDO list: `a`."
    );
    assert_eq!(
        both("", "Time in UTC. It can be null."),
        "Time in UTC. It can be null."
    );
    assert_eq!(
        both("Deprecated: use `A`.", "Obsolete. Values: 1 = a, 2 = b."),
        "Obsolete. Deprecated: use `A`. Values: 1 = a, 2 = b."
    );
}

#[test]
fn facts_are_read_in_upstream_wording_and_in_ours() {
    fn check(text: &str, expected: &str) {
        let facts = Facts::read(text);
        assert_eq!(facts.to_string(), expected, "{text}");
        assert_eq!(Facts::read(expected), facts, "our wording of: {text}");
    }

    check("", "");
    check("Nothing of note", "");
    check(
        "Deprecated: Use {Company.Api.Thing.CustomFields} instead. More",
        "Deprecated: use `CustomFields`.",
    );
    check(
        "The one who did it. The property is read-only.",
        "The property is read-only.",
    );
    check("Name, Readonly field", "The property is read-only.");
    check("Is this read only in the GUI?", "");
    check("Registered date  in UTC.", "Time in UTC.");
    check("in UTCX", "");
    check(
        "It may also be null if. <para>Use MDO List name \"contact_new\" to get list items.</para>",
        "It can be null. MDO list: `contact_new`.",
    );
    check("Obsolete, but kept", "Obsolete.");
    check("Secret.", "Secret.");
    check("It can be null. Secret.", "Secret. It can be null.");
    check("The name of the Secret.", "");
    check("Secret.Name", "");
    check("0 = no, 1 = yes (must)", "Values: 0 = no, 1 = yes.");
    check(
        "1=Inside, 2=Outside or 3=Both",
        "Values: 1 = Inside, 2 = Outside, 3 = Both.",
    );
    check("size, 0 = 'enough'", "");
    check("Since release 12.2.", "Since release 12.2.");
    check(
        "The property is read-only. Since release 12.2. More",
        "The property is read-only. Since release 12.2.",
    );
    check("Since release 8 or so.", "");
}

#[test]
fn lists_of_values_are_read_whole_or_not_at_all() {
    let check = |text: &str, expected: &str| {
        let found: Vec<_> = Facts::read(text)
            .values
            .iter()
            .map(|(number, name)| format!("{number} = {name}"))
            .collect();
        assert_eq!(found.join(", "), expected, "{text}");
    };
    check("0 = no, 1 = yes (has to be there)", "0 = no, 1 = yes");
    check(
        "1=Inside, 2=Outside or 3=Both",
        "1 = Inside, 2 = Outside, 3 = Both",
    );
    check("State (0=off, 1=on). More", "0 = off, 1 = on");
    check("Paper: 1=upright, 2=across", "1 = upright, 2 = across");
    check("0 = read/write, 1 = read", "0 = read/write, 1 = read");
    check(
        "-1 = worse, 0 = same, 1 = better.",
        "-1 = worse, 0 = same, 1 = better",
    );
    check("Values: 1 = a, 2 = b. Since release 12.2.", "1 = a, 2 = b");
    check("1=a, 2=b - see elsewhere", "1 = a, 2 = b");
    for none in [
        "Day 1 = Monday. Day 2 = Tuesday.",
        "Day 1 = Monday, 2 = Tuesday",
        "100 = completely dry, -100 = soaking wet, 0 = neither",
        "-100 = very wet, 100 = very dry",
        "0 = Take first leaf, 1 = Take all leaves",
        "Leaf1=green&Leaf2=red",
        "1 = tree, 2 = small bush, ...",
        "1 = tree, 2 = bush, ...",
        "1 = tree, 2 = bush, etc.",
        "1=tree, 2=bush of berries; 3=grass",
        "0 = unknown, 1 = to the garden",
        "1 = tree, 1 = bush",
        "1 = tree",
        "size, 0 = 'enough'",
        "a = b, c = d",
        "= 1, = 2",
    ] {
        check(none, "");
    }
}

#[test]
fn facts_of_operations_are_read_in_upstream_wording_and_in_ours() {
    fn check(prose: &str, expected: &str) {
        let facts = OperationFacts::read(prose);
        assert_eq!(facts.to_string(), expected, "{prose}");
        assert_eq!(
            OperationFacts::read(expected),
            facts,
            "our wording of: {prose}"
        );
    }

    check("Does a thing.", "");
    check(
        "Calls the Ticket agent service Merge.",
        "Calls the `Ticket` agent's `Merge`.",
    );
    check(
        "Calls the {A.B.ITicketAgent} service Merge.",
        "Calls the `Ticket` agent's `Merge`.",
    );
    check(
        "Calls the Archive service using the \"Rows\" archive provider.",
        "Reads the archive `Rows`.",
    );
    check(
        "## Online Restricted: ## The X agent is not there. Access must be requested specifically. Intended for ERP integration apps.",
        "Restricted online: access must be requested for the app. Meant for ERP integration apps.",
    );
    check(
        "## Online Restricted: ## Only used on-site.",
        "Restricted online: on-site installations only.",
    );
    check(
        "## Experimental: ## Beware.\n\nNsApiSlow threshold: 1000 ms.",
        "Experimental: subject to change.\n\nExpected to take at most 1000 ms.",
    );
    check(
        "## Experimental:Beware.\n\nSince release 12.2.",
        "Experimental: subject to change.\n\nSince release 12.2.",
    );
}

#[test]
fn the_form_of_a_body_needs_the_text_to_say_so() {
    fn check(name: &str, text: &str, expected: Option<BodyFact>) {
        assert_eq!(BodyFact::read(name, text), expected, "{name}: {text}");
        if let Some(fact) = expected {
            assert_eq!(BodyFact::read("", &fact.to_string()), expected);
        }
    }

    check("contactIds", "The primary keys.", Some(BodyFact::Keys));
    check("attachmentIds", "An array of things", Some(BodyFact::Keys));
    check("attachmentIds", "Things", None);
    check(
        "values",
        "A StringDictionary with values",
        Some(BodyFact::StringDictionary),
    );
    check("content", "A stream to the content", Some(BodyFact::Stream));
    check("fileContent", "The file as XML.", Some(BodyFact::Xml));
    check(
        "names",
        "The string names. Several may stand in the array.",
        Some(BodyFact::Strings),
    );
    check("name", "Name of the node", None);
}

#[test]
fn markup_is_taken_off() {
    let check = |text, expected| assert_eq!(plain(text), expected, "{text}");
    check("One  two", "One two");
    check("One <para>two</para>", "One two");
    check("See <see cref=\"P:A.B\">B</see>.", "See B .");
    check("Use {A.B.C} here", "Use C here");
    check("a &amp; b &lt; c", "a & b < c");
    check("a \\| b \\ c", "a | b \\ c");
    check("if 1 < 2 or {x}", "if 1 < 2 or {x}");
    check("<a b", "<a b");
    check("<a<b>c</b> <br/>d", "<a c d");
    check("<brx>a", "<brx>a");
    check("{A {B.C} {D.E F}", "{A C {D.E F}");
}

#[test]
fn fences_and_headings_become_paragraphs() {
    let prose = "One\ntwo\n\n```js\n[ { \"a\": 1 } ]\n```\n\n## Head ##\n\n* item";
    assert_eq!(
        paragraphs(prose),
        ["One two", "[ { \"a\": 1 } ]", "Head", "* item"]
    );
}
