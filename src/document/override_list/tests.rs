use std::fmt::Write as _;

use super::*;

/// Rules with their lines and columns.
fn rules(text: &str) -> Vec<(&'static str, usize, usize)> {
    rules_of_bytes(text.as_bytes())
}

fn rules_of_bytes(bytes: &[u8]) -> Vec<(&'static str, usize, usize)> {
    read(bytes, None)
        .remarks
        .iter()
        .map(|remark| (remark.finding.rule.name, remark.line, remark.column))
        .collect()
}

fn entry(value: &str) -> String {
    format!("patches:\n  - id: {value}\n")
}

#[test]
fn a_good_list_is_read_without_a_word() {
    let text = "# weekly\npatches:\n  - id: 'dhclient.x86_64'\n    title: \"*12:4.1.1-53.P1.28.amzn1\"\n  - id: bind-libs.x86_64 # pinned\n";
    let reading = read(text.as_bytes(), None);
    assert!(reading.remarks.is_empty(), "{:?}", reading.remarks);
    let list = reading.list.unwrap();
    assert_eq!(
        list.entries[0],
        Entry {
            id: "dhclient.x86_64".to_owned(),
            title: Some("*12:4.1.1-53.P1.28.amzn1".to_owned())
        }
    );
    assert_eq!(
        list.entries[1],
        Entry {
            id: "bind-libs.x86_64".to_owned(),
            title: None
        }
    );
    assert_eq!(reading.family, Some(Family::Rpm));
}

#[test]
fn every_mistake_has_its_rule_and_its_place() {
    let table: [(&str, &str, usize, usize); 56] = [
        ("patches: [{id: a.x86_64:b}]\n", "yaml/flow-colon", 1, 16),
        ("", "list/not-a-mapping", 1, 1),
        ("- id: a.x86_64\n", "list/not-a-mapping", 1, 1),
        ("# nothing\n", "list/not-a-mapping", 1, 1),
        ("patches: []\n", "list/empty", 1, 10),
        ("patches:\n", "list/empty", 1, 8),
        ("patches: a\n", "list/patches-not-a-list", 1, 10),
        ("patches:\n  id: a\n", "list/patches-not-a-list", 2, 3),
        ("patches:\n  - a.x86_64\n", "entry/not-a-mapping", 2, 5),
        ("patches:\n  - title: a.x86_64\n", "id/missing", 2, 5),
        ("patches:\n  - id:\n", "id/missing", 2, 7),
        ("patches:\n  - id: ''\n", "id/empty", 2, 9),
        (
            "patches:\n  - id: a.x86_64\n    title: ''\n",
            "title/empty",
            3,
            12,
        ),
        (
            "patches:\n  - id: a.x86_64\n    title: ~\n",
            "title/type",
            3,
            12,
        ),
        (
            "patches:\n  - id: a.x86_64\n    title: 1.10\n",
            "title/type",
            3,
            12,
        ),
        ("patches:\n  - id: yes\n", "id/type", 2, 9),
        ("patches:\n  - id: 12:30\n", "id/type", 2, 9),
        ("patches:\n  - id: [a.x86_64]\n", "id/type", 2, 9),
        (
            "patches:\n  - id: 2024-13-01\n",
            "yaml/unreadable-value",
            2,
            9,
        ),
        ("patches:\n  - id: =\n", "yaml/unreadable-value", 2, 9),
        ("patches:\n  - id: *glob\n", "yaml/unquoted", 2, 9),
        ("patches:\n  - id: *\n", "yaml/unquoted", 2, 9),
        (
            "patches:\n  - id: '@a.x86_64'\n  - id: @a\n",
            "yaml/unquoted",
            3,
            9,
        ),
        ("patches:\n  - id: a.x86_64: b\n", "yaml/unquoted", 2, 9),
        ("patches:\n  - id: &a a.x86_64\n", "yaml/anchor", 2, 9),
        ("patches:\n  - id: !!str a.x86_64\n", "yaml/tag", 2, 9),
        (
            "patches:\n  - id: a.x86_64\n    id: b.x86_64\n",
            "yaml/duplicate-key",
            3,
            5,
        ),
        (
            "patches:\n  - id: a.x86_64\npatches:\n  - id: b.x86_64\n",
            "yaml/duplicate-key",
            3,
            1,
        ),
        (
            "patches:\n  - id: a.x86_64\n---\npatches: []\n",
            "yaml/several-documents",
            3,
            1,
        ),
        ("patches:\n\t- id: a.x86_64\n", "yaml/tab", 2, 1),
        ("patches:\n  - id: a\tb\n", "yaml/tab", 2, 10),
        ("patches:\n  - id: \"a.x86_64\"\t\n", "yaml/tab", 2, 19),
        ("patches:\n  - id: \"a.x86_64\" \t# b\n", "yaml/tab", 2, 20),
        ("patches:\n  - id: 'a''\t.x86_64'\t#b\n", "yaml/tab", 2, 22),
        (
            "patches:\n  - id: \"a\\\"\t.x86_64\"  # b\tc\n  - id: '\t'\t\n",
            "yaml/tab",
            3,
            12,
        ),
        (
            "patches:\n  - id: a.x86_64\n    note: >\t\n      a\n",
            "yaml/tab",
            3,
            12,
        ),
        (
            "patches:\n  - id: a.x86_64\n    note: |- \t# b\n      a\tc\n",
            "yaml/tab",
            3,
            14,
        ),
        (
            "patches:\n  - id: a.x86_64\n    note: |  # \t\n      a\tc\n  - id: on\n",
            "id/type",
            5,
            9,
        ),
        (
            "patches:\n  - id: a.x86_64\n    note:\n      >\t\n",
            "yaml/tab",
            4,
            8,
        ),
        (
            "patches:\n  - id: a.x86_64 #b\n",
            "yaml/cut-by-comment",
            2,
            9,
        ),
        (
            "patches:\n  - id: a.x86_64\n    note: =\n",
            "yaml/unreadable-value",
            3,
            11,
        ),
        (
            "patches:\n  - id: a.x86_64\n    ? [a]\n    : b\n",
            "yaml/key",
            3,
            7,
        ),
        (
            "patches:\n  - id: a.x86_64\n    <<: {title: b}\n",
            "yaml/merge-key",
            3,
            5,
        ),
        (
            "patches:\n  - id: a.x86_64\n    titel: b\n",
            "entry/unknown-key",
            3,
            5,
        ),
        (
            "version: 1\npatches:\n  - id: a.x86_64\n",
            "list/unknown-key",
            1,
            1,
        ),
        ("pathces:\n  - id: a.x86_64\n", "list/no-patches", 1, 1),
        ("patches: [\n", "yaml/syntax", 2, 1),
        ("patches:\r\n  - id: a.x86_64\r\n", "file/line-ends", 1, 9),
        ("\u{feff}patches:\n  - id: a.x86_64\n", "file/bom", 1, 1),
        (
            "# 😀\npatches:\n  - id: a.x86_64\n",
            "file/supplementary-character",
            1,
            3,
        ),
        (
            "# \u{1b}\npatches:\n  - id: a.x86_64\n",
            "file/character",
            1,
            3,
        ),
        ("# é\npatches:\n  - id: 'é'\n  - id: on\n", "id/type", 4, 9),
        ("patches:\n  - id: 'a.x86_64'#b\n", "yaml/syntax", 2, 19),
        ("patches:\n  - {id: a.x86_64}#b\n", "yaml/syntax", 2, 19),
        ("patches: [#a\n    {id: a.x86_64}]\n", "yaml/syntax", 1, 11),
        (
            "patches:\n  - id: a.x86_64\n    title: 5.1\n      5.2-3.x\n",
            "yaml/folded",
            3,
            12,
        ),
    ];
    let mut wrong = Vec::new();
    for (text, rule, line, column) in table {
        let found = rules(text);
        if !found.contains(&(rule, line, column)) {
            wrong.push(format!("{text:?}: {rule} {line} {column}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(rules_of_bytes(b"patches:\n  - id: \xff\n").contains(&("file/encoding", 2, 9)));
    assert!(rules_of_bytes(b"patches:\0").contains(&("file/character", 1, 9)));
}

#[test]
fn all_mistakes_of_a_file_are_named_at_once() {
    let text = "patches:\n  - id: *a\n  - id: on\n  - id: @b\n  - {id: c.x86_64, id: d.x86_64}\n  - id: e: f\n  - title: g\n";
    let names: Vec<&str> = rules(text).iter().map(|(name, ..)| *name).collect();
    assert_eq!(
        names,
        [
            "yaml/unquoted",
            "id/type",
            "yaml/unquoted",
            "yaml/duplicate-key",
            "yaml/unquoted",
            "id/missing"
        ]
    );
}

#[test]
fn a_glued_comment_does_not_hide_what_is_wrong_behind_it() {
    let text = "patches:\n  - id: \"a\\\"#\"#b\n  - id: on\n  - id: [a]#c: é\n    note: 'it''s'#\n    id: x\n  - {a: b}#\u{e9}\n";
    let found = rules(text);
    assert_eq!(
        found,
        [
            ("yaml/syntax", 2, 15),
            ("id/type", 3, 9),
            ("id/type", 4, 9),
            ("yaml/syntax", 4, 12),
            ("entry/extra-key", 5, 5),
            ("yaml/syntax", 5, 18),
            ("yaml/duplicate-key", 6, 5),
            ("yaml/syntax", 7, 11),
        ]
    );
    assert_eq!(
        read(text.as_bytes(), None).remarks[0].finding.message,
        GLUED_COMMENT.0
    );
    let flow = rules("patches:\n  - {id: 'k.x86_64', title: \"}#\"}#c\n  - id: on\n");
    assert_eq!(flow, [("yaml/syntax", 2, 34), ("id/type", 3, 9)]);
    let block = rules("patches:\n  - id: a.x86_64\n    title: |-\n      'a'#b\n  - id: *.x86_64\n");
    assert!(
        block.iter().all(|(rule, ..)| *rule != "yaml/syntax"),
        "{block:?}"
    );
}

#[test]
fn the_lost_entry_of_a_sample_of_aws_is_named() {
    let text = "patches:\n  - id: 'kernel.x86_64'\n    id: 'glibc.x86_64'\n    title: '*'\n";
    let remarks = read(text.as_bytes(), None).remarks;
    let first = &remarks[0].finding;
    assert_eq!(
        first.message,
        "the key `id` is there twice: `kernel.x86_64` of line 2 is lost without a word"
    );
    assert_eq!(
        (first.hint.as_deref(), first.path.to_string()),
        (
            Some("begin each entry with a hyphen"),
            "patches[0].id".to_owned()
        )
    );
}

#[test]
fn the_hint_shows_the_value_in_quotes() {
    let hint = |value: &str| {
        read(entry(value).as_bytes(), None).remarks[0]
            .finding
            .hint
            .clone()
            .unwrap()
    };
    assert_eq!(hint("1.10"), "write \"1.10\" in quotes");
    assert_eq!(hint("*.x86_64 # all"), "write \"*.x86_64\" in quotes");
    assert_eq!(hint("a\"b: c"), "write 'a\"b: c' in quotes");
}

#[test]
fn hostile_files_are_refused_quickly() {
    let deep = format!("patches: {}", "[".repeat(10_000));
    let deeper: String = (0..2000).fold(String::new(), |text, depth| {
        text + &" ".repeat(depth) + "a:\n"
    });
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let list = vec![format!("*a{}", level - 1); 10].join(",");
        let _ = writeln!(bomb, "a{level}: &a{level} [{list}]");
    }
    for (text, rule) in [
        (deep, "yaml/depth"),
        (deeper, "yaml/depth"),
        (bomb, "yaml/anchor"),
        ("x".repeat(LIMIT + 1), "file/too-large"),
    ] {
        let found = rules(&text);
        assert!(
            found.iter().any(|(name, ..)| *name == rule),
            "{rule}: {found:?}"
        );
    }
}

#[test]
fn no_bytes_panic_and_every_place_lies_in_the_file() {
    let words: [&[u8]; 28] = [
        b"patches:",
        b"\n",
        b"  - ",
        b"id: ",
        b"title: ",
        b"*",
        b"&a ",
        b"'",
        b"\"",
        b"#",
        b": ",
        b"[",
        b"]",
        b"{",
        b"}",
        b"\t",
        b"---\n",
        b"|\n",
        b"1.10",
        b"yes",
        "\u{e9}".as_bytes(),
        "\u{1f600}".as_bytes(),
        b"\xff",
        b"\r\n",
        b"<<",
        b"!!str ",
        b"openssl.x86_64",
        b"\xef\xbb\xbf",
    ];
    arbtest::arbtest(|u| {
        let bytes: Vec<u8> = if u.arbitrary()? {
            u.arbitrary()?
        } else {
            let count = u.int_in_range(0..=40)?;
            let mut bytes = Vec::new();
            for _ in 0..count {
                bytes.extend_from_slice(u.choose(&words)?);
            }
            bytes
        };
        let reading = read(&bytes, None);
        let lines = bytes.split(|byte| *byte == b'\n').count();
        for remark in &reading.remarks {
            assert!(
                (1..=lines).contains(&remark.line)
                    && remark.column >= 1
                    && remark.start + remark.length <= bytes.len(),
                "{remark:?}"
            );
            assert!(
                (remark.end_line, remark.end_column) >= (remark.line, remark.column),
                "{remark:?}"
            );
        }
        assert_eq!(reading.list.is_some(), reading.errors() == 0, "{bytes:?}");
        assert!(
            reading.list.is_none_or(|list| !list.entries.is_empty()),
            "{bytes:?}"
        );
        Ok(())
    });
}

#[test]
fn the_usual_way_to_write_a_list_is_known() {
    for text in [
        "patches:\n  - id: 'a.x86_64'\n    title: \"*1:2-3 (x)\"\n  - id: b.x86_64\n",
        "# weekly\n\npatches:\n- id: a\u{2e}b\n  title: 1.0-1:x\n  # more\n\n- id: '#'",
        "patches:\r\n  - id: 1.10\r\n",
    ] {
        assert!(usual::is_usual(text), "{text:?}");
    }
    let long = format!("patches:\n  - id: '{}'\n", "a".repeat(600));
    for text in [
        "",
        "patches:\n",
        "patches: \n  - id: ab\n",
        "---\npatches:\n  - id: ab\n",
        "patches:\n  - id: 'it''s'\n",
        "patches:\n  - id: \"a\\tb\"\n",
        "patches:\n  - id: 'ab\n",
        "patches:\n  - id: '\n",
        "patches:\n  - id: ab # why\n",
        "patches:\n  - id: ab:\n",
        "patches:\n  - id: *ab\n",
        "patches:\n  - id: -ab\n",
        "patches:\n  - id: ab\n    title: a b\n",
        "patches:\n  - id: ab\n    title: é1\n",
        "patches:\n  # é\n  - id: ab\n",
        "patches:\n  - id: ab\n   title: ab\n",
        "patches:\n  - id: ab\n    title: ab\n    title: ab\n",
        "patches:\n  - title: ab\n    id: ab\n",
        "patches:\n  - id: ab\n - id: ab\n",
        "patches:\n  - id: ab\n    more\n",
        "patches:\n  - id: ab\n\t\n",
        "patches:\n  - id: ab\n...\n",
        "patches:\n  - id: ab\nother: 1\n",
        "patches:\n  - id: a\rb\n",
        &long,
    ] {
        assert!(!usual::is_usual(text), "{text:?}");
    }
}

/// What both readers make of a list, each alone.
fn both(text: &str) -> (Vec<(String, Option<String>)>, serde_yaml::Result<File>) {
    let whole = Text::new(text);
    let tree = tree::build(&whole, text);
    assert!(
        tree.whole && tree.found.is_empty(),
        "{text:?} {:?}",
        tree.found
    );
    let scalar = |node: &Node<'_>| match &node.kind {
        Kind::Scalar { text, .. } => text.clone().into_owned(),
        other => panic!("{text:?} {other:?}"),
    };
    let entry = |node: &Node<'_>| match &node.kind {
        Kind::Map(pairs) => (
            scalar(&pairs[0].1),
            pairs.get(1).map(|(_, title)| scalar(title)),
        ),
        other => panic!("{text:?} {other:?}"),
    };
    let entries = match &tree.root.as_ref().unwrap().kind {
        Kind::Map(pairs) => match &pairs[0].1.kind {
            Kind::List(items) => items.iter().map(entry).collect(),
            other => panic!("{text:?} {other:?}"),
        },
        other => panic!("{text:?} {other:?}"),
    };
    (entries, serde_yaml::from_str(text))
}

#[test]
fn both_readers_see_the_same_in_every_list_that_is_written_in_the_usual_way() {
    const LINES: [&str; 8] = [
        "- id: ",
        "title: ",
        "# ",
        "",
        "- id: '",
        "title: \"",
        "- id: \"",
        "title: '",
    ];
    const SIGNS: &[u8] = b"ab1.:*-+~_ #'\"\\%@&!|>[]{},?`=x0";
    let (mut usual, mut tried) = (0, 0);
    arbtest::arbtest(|u| {
        tried += 1;
        let (depth, mut text) = (u.int_in_range(0..=2)?, "patches:\n".to_owned());
        for _ in 0..u.int_in_range(1..=4)? {
            let start = *u.choose(&LINES)?;
            let deeper = if start.starts_with('t') { 2 } else { 0 };
            let signs = if u.ratio(1, 4)? { SIGNS } else { &SIGNS[..10] };
            let inner = (0..u.int_in_range(0..=6)?)
                .map(|_| Ok(char::from(*u.choose(signs)?)))
                .collect::<arbtest::arbitrary::Result<String>>()?;
            let quote = start
                .chars()
                .last()
                .filter(|c| matches!(c, '\'' | '"'))
                .map(String::from)
                .unwrap_or_default();
            text.push_str(&format!("{:1$}{start}{inner}{quote}\n", "", depth + deeper));
        }
        if usual::is_usual(&text) {
            usual += 1;
            let (ours, theirs) = both(&text);
            // What libyaml cannot take for a text is an error that the types of YAML 1.1 have found
            // before.
            let theirs: Vec<_> = theirs
                .unwrap_or_else(|error| panic!("{text:?} {error}"))
                .patches;
            let theirs: Vec<_> = theirs
                .into_iter()
                .map(|item| (item.id, item.title))
                .collect();
            assert_eq!(ours, theirs, "{text:?}");
        }
        Ok(())
    })
    .budget_ms(3000);
    assert!(usual > tried / 50, "{usual} of {tried}");
}
