//! The numbers of the house: how its pages read, and where a newcomer finds a command. The bounds are
//! those of well-kept code bases of this kind, measured in the same way. Who may
//! import whom is in `layers.rs`.
//!
//! `HOUSE_NUMBERS=1 cargo test --test cli house -- --nocapture` shows the numbers of every room.

pub mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use patchctl::cli::Cli;

use source::{File, Function, LineKind, Sources, WIDTH};

/// From how many lines on a function is measured.
const MEASURED: usize = 12;
/// From how many lines on a function is long.
const LONG: usize = 40;
/// How many of a hundred measured functions may be long.
const LONG_PERCENT: f64 = 5.0;
/// How many of a hundred lines may be wider, such as one long string: of measured functions, and of
/// all, with what is said in documentation.
const WIDE_PERCENT: f64 = 2.0;
/// Blank lines per hundred lines of code at least.
const BLANK_LINES: f64 = 4.5;
/// Comment lines per hundred lines of code at least.
const COMMENT_LINES: f64 = 5.0;
/// How many of a hundred measured functions hold a comment at least.
const COMMENTED_PERCENT: f64 = 50.0;
/// How many closures with a name a measured function may have on average.
const NAMED_CLOSURES: f64 = 0.14;
/// From how many lines on a closure with a name has to be a function, always.
const LONG_CLOSURE: usize = 3;

/// How many of them there are: each changes, or asks in turn for, what stands around it, so that a
/// function would take all of that as arguments. This number only falls.
const LONG_CLOSURES: usize = 15;

/// What stands under `# Errors` and says no more than the signature does; what is in backticks may
/// be anything. No section may be one of these.
const SAYS_NOTHING: [&str; 19] = [
    "A sentence that says what is wrong.",
    "A usage error.",
    "An output that cannot be written.",
    "As […] and […].",
    "As […].",
    "Bad options, no credentials, or an output that cannot be written.",
    "What … answered.",
    "What … or … answered.",
    "What AWS answered.",
    "What S3 answered.",
    "What any of the calls answered.",
    "What any of the three operations answered.",
    "What the writer reports.",
    "What …, … or … answered.",
    "Whatever the command reports.",
    "Whatever the verb reports.",
    "When it cannot be written.",
    "When it fails.",
    "When standard output cannot be written.",
];

/// How often the same text may stand under `# Errors`: more often it is a stock phrase, and has to
/// be judged as one.
const SAME_SECTION: usize = 5;

/// Words that meant several things.
const ONE_MEANING: [&str; 6] = ["World", "PatchState", "Gate", "Wanted", "Finding", "Step"];

/// Modules that are not called like their command, because its name is a word of the language.
const OTHER_NAMES: [(&str, &str); 2] = [("match", "matching"), ("override", "override_list")];

/// What is measured in some files.
#[derive(Default)]
struct Numbers {
    lines: usize,
    wide_lines: usize,
    wide_in_functions: usize,
    functions: usize,
    measured: usize,
    long: usize,
    code_lines: usize,
    blank_lines: usize,
    comment_lines: usize,
    commented: usize,
    closures: usize,
    long_closures: usize,
}

impl Numbers {
    fn of<'a>(files: impl Iterator<Item = &'a File>) -> Self {
        let mut numbers = Self::default();
        for file in files {
            let lines = file.lines.iter().filter(|line| !line.in_test);
            numbers.lines += lines.clone().count();
            numbers.wide_lines += lines.filter(|line| line.is_wide()).count();
            numbers.functions += file.functions.len();
            for function in measured(file) {
                numbers.add(function);
            }
        }
        numbers
    }

    fn add(&mut self, function: &Function) {
        self.measured += 1;
        self.long += usize::from(function.lines >= LONG);
        self.wide_in_functions += function.wide_lines;
        self.code_lines += function.code_lines;
        self.blank_lines += function.blank_lines;
        self.comment_lines += function.comment_lines;
        self.commented += usize::from(function.has_comment);
        self.closures += function.closures.len();
        self.long_closures += function
            .closures
            .iter()
            .filter(|lines| **lines >= LONG_CLOSURE)
            .count();
    }

    fn long_percent(&self) -> f64 {
        percent(self.long, self.measured)
    }

    fn wide_percent(&self) -> f64 {
        percent(self.wide_lines, self.lines)
    }

    fn wide_in_functions_percent(&self) -> f64 {
        percent(
            self.wide_in_functions,
            self.code_lines + self.blank_lines + self.comment_lines,
        )
    }

    fn blank_lines(&self) -> f64 {
        percent(self.blank_lines, self.code_lines)
    }

    fn comment_lines(&self) -> f64 {
        percent(self.comment_lines, self.code_lines)
    }

    fn commented_percent(&self) -> f64 {
        percent(self.commented, self.measured)
    }

    fn named_closures(&self) -> f64 {
        percent(self.closures, self.measured) / 100.0
    }

    fn row(&self, name: &str) -> String {
        format!(
            "{name:<12}{:>7}{:>6}{:>7}{:>6}{:>7.1}{:>7.1}{:>7.1}{:>7.1}{:>8.1}{:>7.1}{:>7.2}{:>6}",
            self.lines,
            self.functions,
            self.measured,
            self.long,
            self.long_percent(),
            self.wide_percent(),
            self.wide_in_functions_percent(),
            self.blank_lines(),
            self.comment_lines(),
            self.commented_percent(),
            self.named_closures(),
            self.long_closures,
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "these are lines")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    }
}

fn measured(file: &File) -> impl Iterator<Item = &Function> {
    file.functions
        .iter()
        .filter(|function| function.lines >= MEASURED)
}

fn numbers() -> Numbers {
    Numbers::of(Sources::of_this_crate().files.iter())
}

/// The measured functions that something can be said against, the longest first, for the message of
/// a test.
fn worst(is_bad: impl Fn(&Function) -> bool) -> String {
    const SHOWN: usize = 60;
    let sources = Sources::of_this_crate();
    let mut bad: Vec<(usize, String)> = Vec::new();
    for file in &sources.files {
        let functions = measured(file).filter(|function| is_bad(function));
        bad.extend(functions.map(|function| (function.lines, place(file, function))));
    }
    bad.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));

    let mut lines: Vec<String> = bad
        .iter()
        .take(SHOWN)
        .map(|(lines, place)| format!("{lines:>5} {place}"))
        .collect();
    if bad.len() > SHOWN {
        lines.push(format!("  and {} more", bad.len() - SHOWN));
    }
    lines.join("\n")
}

fn place(file: &File, function: &Function) -> String {
    format!("src/{}:{} {}", file.path, function.line, function.name)
}

/// The texts under `# Errors` with their places; what is in backticks is left out.
fn error_sections(sources: &Sources) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in &sources.files {
        let docs: Vec<Option<&str>> = file.lines.iter().map(|line| doc_text(&line.text)).collect();
        for (index, doc) in docs.iter().enumerate() {
            if *doc != Some("# Errors") || file.lines[index].in_test {
                continue;
            }
            let section = docs[index + 1..]
                .iter()
                .map_while(|doc| doc.filter(|text| !text.starts_with("# ")));
            let words = section.collect::<Vec<_>>().join(" ");
            found.push((
                format!("src/{}:{}", file.path, index + 1),
                without_names(words.trim()),
            ));
        }
    }
    found
}

fn doc_text(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))
        .map(str::trim)
}

fn without_names(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { part } else { "…" })
        .collect()
}

/// The commands without commands below them, each with the words that call it.
fn leaves() -> Vec<Vec<String>> {
    let tree = Cli::tree();
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), &tree)];
    while let Some((words, command)) = open.pop() {
        if !command.has_subcommands() {
            found.push(words);
            continue;
        }
        for below in command.get_subcommands() {
            let mut words: Vec<String> = words.clone();
            words.push(below.get_name().to_owned());
            open.push((words, below));
        }
    }
    found.sort();
    found
}

/// Where somebody who is new looks for a command first: `commands/<noun>/<verb>.rs`.
fn first_guess(words: &[String]) -> String {
    let modules = words.iter().map(|word| {
        let other = OTHER_NAMES.iter().find(|(command, _)| command == word);
        other.map_or_else(
            || word.replace('-', "_"),
            |(_, module)| (*module).to_owned(),
        )
    });
    format!("commands/{}.rs", modules.collect::<Vec<_>>().join("/"))
}

/// Prints the numbers of every room when `HOUSE_NUMBERS` is set.
#[test]
fn the_numbers_can_be_seen() {
    let sources = Sources::of_this_crate();
    let rooms: BTreeSet<&str> = sources.files.iter().map(File::room).collect();
    let mut table = vec![format!(
        "{:<12}{:>7}{:>6}{:>7}{:>6}{:>7}{:>7}{:>7}{:>7}{:>8}{:>7}{:>7}{:>6}",
        "room",
        "lines",
        "fns",
        ">=12",
        "long",
        "long%",
        "wide%",
        "fwide%",
        "blank",
        "comment",
        "fn//%",
        "named|",
        "long|"
    )];
    for room in rooms {
        let files = sources.files.iter().filter(|file| file.room() == room);
        table.push(Numbers::of(files).row(room));
    }
    table.push(numbers().row("all"));
    let sections = error_sections(sources);
    let stock = sections
        .iter()
        .filter(|(_, text)| SAYS_NOTHING.contains(&text.as_str()))
        .count();
    table.push(format!(
        "# Errors sections: {}, of which say nothing: {stock}",
        sections.len()
    ));

    assert!(table.len() > 10, "{table:#?}");
    if std::env::var_os("HOUSE_NUMBERS").is_some() {
        use std::io::Write as _;
        writeln!(std::io::stderr().lock(), "{}", table.join("\n")).unwrap();
    }
}

#[test]
fn few_functions_are_long() {
    let is = numbers().long_percent();
    let worst = || worst(|function| function.lines >= LONG);
    assert!(
        is <= LONG_PERCENT,
        "{is:.1} % have {LONG} lines or more, {LONG_PERCENT} % may:\n{}",
        worst()
    );
}

#[test]
fn few_lines_are_wide() {
    /// How many files a message names.
    const SHOWN: usize = 40;
    let mut places = Vec::new();
    for file in &Sources::of_this_crate().files {
        let wide = file
            .lines
            .iter()
            .filter(|line| !line.in_test && line.is_wide())
            .count();
        if wide > 0 {
            places.push((wide, format!("src/{}", file.path)));
        }
    }
    places.sort();
    places.reverse();
    places.truncate(SHOWN);

    let numbers = numbers();
    let (all, inside) = (numbers.wide_percent(), numbers.wide_in_functions_percent());
    assert!(
        all < WIDE_PERCENT && inside < WIDE_PERCENT,
        "{all:.1} % of all lines and {inside:.1} % of those in functions are wider than {WIDTH}, \
         {WIDE_PERCENT} % may; most in {places:#?}"
    );
}

#[test]
fn thoughts_stand_apart() {
    let is = numbers().blank_lines();
    let worst = || worst(|function| function.blank_lines == 0);
    assert!(
        is >= BLANK_LINES,
        "{is:.1} blank lines per 100 of code, not {BLANK_LINES}; without any:\n{}",
        worst()
    );
}

#[test]
fn comments_say_why() {
    let is = numbers().comment_lines();
    let worst = || worst(|function| function.comment_lines == 0);
    assert!(
        is >= COMMENT_LINES,
        "{is:.1} comment lines per 100 of code, not {COMMENT_LINES}; without any:\n{}",
        worst()
    );
}

#[test]
fn half_of_the_functions_hold_a_comment() {
    let is = numbers().commented_percent();
    let worst = || worst(|function| !function.has_comment);
    assert!(
        is >= COMMENTED_PERCENT,
        "{is:.1} % hold a comment, not {COMMENTED_PERCENT} %; without any:\n{}",
        worst()
    );
}

#[test]
fn few_closures_have_a_name() {
    let is = numbers().named_closures();
    let worst = || worst(|function| !function.closures.is_empty());
    assert!(
        is <= NAMED_CLOSURES,
        "{is:.2} closures with a name in a function, {NAMED_CLOSURES} may be:\n{}",
        worst()
    );
}

#[test]
fn hardly_any_closure_with_a_name_has_three_lines() {
    let is_long = |lines: &usize| *lines >= LONG_CLOSURE;
    let mut places = Vec::new();
    for file in &Sources::of_this_crate().files {
        for function in &file.functions {
            let long = function.closures.iter().copied().filter(is_long);
            places.extend(long.map(|lines| format!("{}: {lines} lines", place(file, function))));
        }
    }
    assert!(
        places.len() <= LONG_CLOSURES,
        "{} closures: {places:#?}",
        places.len()
    );
}

#[test]
fn no_section_on_errors_says_nothing() {
    let sections = error_sections(Sources::of_this_crate());
    let stock: Vec<_> = sections
        .iter()
        .filter(|(_, text)| SAYS_NOTHING.contains(&text.as_str()))
        .collect();
    assert!(
        stock.is_empty(),
        "{} of {}: {stock:#?}",
        stock.len(),
        sections.len()
    );
}

#[test]
fn no_section_on_errors_is_a_stock_phrase_that_nobody_noticed() {
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, text) in error_sections(Sources::of_this_crate()) {
        *texts.entry(text).or_default() += 1;
    }
    texts.retain(|_, times| *times > SAME_SECTION);
    assert!(texts.is_empty(), "{texts:#?}");
}

#[test]
fn a_method_that_changes_self_is_not_called_is() {
    let sources = Sources::of_this_crate();
    let mut places = Vec::new();
    for file in &sources.files {
        let asking = file
            .functions
            .iter()
            .filter(|function| function.name.starts_with("is_") && function.changes_self);
        places.extend(asking.map(|function| place(file, function)));
    }
    assert!(places.is_empty(), "{places:#?}");
}

#[test]
fn one_word_means_one_thing() {
    let mut meanings: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in &Sources::of_this_crate().files {
        for (index, line) in file.lines.iter().enumerate() {
            if line.kind() != LineKind::Code {
                continue;
            }
            let words: Vec<&str> = line
                .code
                .split(|character: char| !(character.is_alphanumeric() || character == '_'))
                .collect();
            for pair in words.windows(2) {
                let word = ONE_MEANING.into_iter().find(|word| *word == pair[1]);
                if let Some(word) =
                    word.filter(|_| matches!(pair[0], "struct" | "enum" | "trait" | "type"))
                {
                    meanings.entry(word).or_default().push(format!(
                        "src/{}:{}",
                        file.path,
                        index + 1
                    ));
                }
            }
        }
    }
    meanings.retain(|_, places| places.len() > 1);
    assert!(meanings.is_empty(), "{meanings:#?}");
}

#[test]
fn the_first_guess_finds_every_command() {
    let leaves = leaves();
    assert!(leaves.len() >= 50, "{leaves:#?}");

    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let guesses = leaves
        .iter()
        .map(|words| (words.join(" "), first_guess(words)));
    let wrong: Vec<_> = guesses
        .filter(|(_, guess)| !src.join(guess).is_file())
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} are not there: {wrong:#?}",
        wrong.len(),
        leaves.len()
    );
}

#[test]
fn pages_are_formatted_at_the_width_that_everybody_knows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["rustfmt.toml", ".rustfmt.toml"] {
        // Without the file the width is the usual one.
        let settings = std::fs::read_to_string(root.join(name)).unwrap_or_default();
        let width = settings
            .lines()
            .find_map(|line| line.strip_prefix("max_width = "));
        let is_usual = width.is_none_or(|width| width.trim() == WIDTH.to_string());
        assert!(
            is_usual && !settings.contains("use_small_heuristics"),
            "{name}: {settings}"
        );
    }
    assert!(
        root.join(".git-blame-ignore-revs").is_file(),
        "it names the commit that only formats"
    );
}
