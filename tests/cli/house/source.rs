//! Reads the sources: what each file imports, and its functions. It knows as much of Rust as
//! formatted code needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The width of a page.
pub const WIDTH: usize = 100;

/// The sources of the crate without their tests.
pub struct Sources {
    pub files: Vec<File>,
}

/// One file.
pub struct File {
    /// Its path in `src/`, such as `run/plan/mod.rs`.
    pub path: String,
    /// The module that it is, such as `run::plan`; empty for `lib.rs`.
    pub module: String,
    pub lines: Vec<Line>,
    pub imports: Vec<Import>,
    pub functions: Vec<Function>,
}

/// One line of a file.
pub struct Line {
    pub text: String,
    /// The line with spaces in place of comments, of what stands in strings, and of tests.
    pub code: String,
    /// Whether it holds (a part of) a comment.
    pub has_comment: bool,
    /// Whether it begins inside of a string.
    pub in_string: bool,
    /// Whether it is part of something that only tests have.
    pub in_test: bool,
}

/// What a line is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Blank,
    Comment,
    Code,
}

/// A path to another module of the crate: of a `use`, or in the code.
#[derive(Debug)]
pub struct Import {
    /// The number of its line, from 1.
    pub line: usize,
    /// The path as it is resolved, such as `crate::run::plan::Plan`.
    pub path: String,
    /// The module whose file it means.
    pub target: String,
}

/// A function with a body.
#[derive(Debug)]
pub struct Function {
    pub name: String,
    /// The number of the line with `fn`, from 1.
    pub line: usize,
    /// Its lines from the one with `fn` to the one with the closing brace.
    pub lines: usize,
    /// Whether a comment stands above it.
    pub has_doc: bool,
    /// Whether any comment stands in it.
    pub has_comment: bool,
    pub blank_lines: usize,
    pub comment_lines: usize,
    pub code_lines: usize,
    /// How many of its lines are wider than a page.
    pub wide_lines: usize,
    /// How many lines each closure has that is bound to a name.
    pub closures: Vec<usize>,
    /// Whether it takes `&mut self`.
    pub changes_self: bool,
}

impl Line {
    pub fn kind(&self) -> LineKind {
        if self.in_string || !self.code.trim().is_empty() {
            LineKind::Code
        } else if self.has_comment {
            LineKind::Comment
        } else if self.text.trim().is_empty() {
            LineKind::Blank
        } else {
            // Only the quotes and the words of a test are blanked otherwise, and nobody asks about
            // those.
            LineKind::Code
        }
    }

    pub fn is_wide(&self) -> bool {
        self.text.chars().count() > WIDTH
    }
}

impl File {
    /// The room that the file is in: a folder or a file right below `src/`; `lib` for the root.
    pub fn room(&self) -> &str {
        room_of(&self.module)
    }
}

/// The room of a module.
pub fn room_of(module: &str) -> &str {
    match module.split("::").next() {
        Some("") | None => "lib",
        Some(room) => room,
    }
}

impl Sources {
    /// Reads `src/` of this crate, once for all tests.
    pub fn of_this_crate() -> &'static Self {
        static SOURCES: OnceLock<Sources> = OnceLock::new();
        SOURCES.get_or_init(|| Self::of_texts(texts()))
    }

    /// The sources of files with their names in `src/`.
    fn of_texts(texts: Vec<(String, String)>) -> Self {
        let mut test_modules = Vec::new();
        let mut read = Vec::new();
        for (path, text) in texts {
            let module = module_of(&path);
            let masked = Masked::of(&text);
            test_modules.extend(masked.test_modules.iter().map(|name| join(&module, name)));
            read.push((path, module, text, masked));
        }
        read.retain(|(path, module, ..)| !is_test(path, module, &test_modules));
        let modules: BTreeSet<String> = read.iter().map(|(_, module, ..)| module.clone()).collect();

        let files = read.into_iter().map(|(path, module, text, masked)| {
            let imports = Imports::of(&masked.code, &module, &modules);
            let lines = masked.lines(&text);
            let functions = functions(&masked.code, &lines);
            File {
                path,
                module,
                lines,
                imports,
                functions,
            }
        });
        Self {
            files: files.collect(),
        }
    }

    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// Every file of `src/` with its name there, tests too.
pub fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(
        paths.len() > 50,
        "the sources were not found in {}",
        root.display()
    );

    let named = paths.into_iter().map(|path| {
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        (name, fs::read_to_string(&path).unwrap())
    });
    named.collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// `run/plan/mod.rs` is `run::plan`, `lib.rs` is the root.
fn module_of(path: &str) -> String {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" {
        String::new()
    } else {
        path.replace('/', "::")
    }
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}::{name}")
    }
}

fn is_test(path: &str, module: &str, test_modules: &[String]) -> bool {
    let in_tests = |test: &String| {
        module
            .strip_prefix(test.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    path.ends_with("_tests.rs")
        || path
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
        || test_modules.iter().any(in_tests)
}

/// A text whose comments, strings and tests are blanked, character by character, so that every
/// place stays where it was.
struct Masked {
    code: Vec<char>,
    comments: Vec<bool>,
    strings: Vec<bool>,
    tests: Vec<bool>,
    /// Modules of other files that only tests have.
    test_modules: Vec<String>,
}

impl Masked {
    fn of(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        let mut scanner = Scanner {
            masked: Self {
                code: text.clone(),
                comments: vec![false; text.len()],
                strings: vec![false; text.len()],
                tests: vec![false; text.len()],
                test_modules: Vec::new(),
            },
            text,
        };
        scanner.run();
        scanner.masked.blank_tests();
        scanner.masked
    }

    /// Blanks what stands under `#[cfg(test)]`.
    fn blank_tests(&mut self) {
        const MARKS: [&str; 2] = ["#[cfg(test)]", "#[cfg(all(test"];
        let mut at = 0;
        while at < self.code.len() {
            if !MARKS.iter().any(|mark| starts_with(&self.code, at, mark)) {
                at += 1;
                continue;
            }

            // The attributes, this one first.
            let mut item = at;
            while starts_with(&self.code, item, "#[") {
                item = skip_spaces(&self.code, closing(&self.code, item + 1) + 1);
            }
            let end = end_of_item(&self.code, item);
            let words: String = self.code[item..end].iter().collect();
            let words: Vec<&str> = words.trim_end_matches(';').split_whitespace().collect();
            if let [.., "mod", name] = words[..] {
                self.test_modules.push(name.to_owned());
            }
            for place in at..end {
                self.tests[place] = true;
                blank(&mut self.code[place]);
            }
            at = end;
        }
    }

    fn lines(&self, text: &str) -> Vec<Line> {
        let mut start = 0;
        let lines = text.lines().map(|text| {
            let end = start + text.chars().count();
            let line = Line {
                text: text.to_owned(),
                code: self.code[start..end].iter().collect(),
                has_comment: self.comments[start..end].contains(&true),
                in_string: start > 0 && self.strings[start - 1],
                in_test: self
                    .tests
                    .get(start..=end)
                    .unwrap_or(&self.tests[start..end])
                    .contains(&true),
            };
            start = end + 1;
            line
        });
        lines.collect()
    }
}

fn blank(place: &mut char) {
    if *place != '\n' {
        *place = ' ';
    }
}

fn starts_with(text: &[char], at: usize, word: &str) -> bool {
    word.chars()
        .enumerate()
        .all(|(offset, character)| text.get(at + offset) == Some(&character))
}

fn skip_spaces(text: &[char], mut at: usize) -> usize {
    while text
        .get(at)
        .is_some_and(|character| character.is_whitespace())
    {
        at += 1;
    }
    at
}

/// Where the bracket at a place is closed; the end of the text when it is not.
fn closing(text: &[char], open: usize) -> usize {
    let mut depth = 0;
    for (at, character) in text.iter().enumerate().skip(open) {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len().saturating_sub(1)
}

/// Behind the `;` or the closing brace of the item that begins at a place.
fn end_of_item(text: &[char], start: usize) -> usize {
    let mut at = start;
    while let Some(character) = text.get(at) {
        match character {
            ';' => return at + 1,
            '{' => return closing(text, at) + 1,
            '(' | '[' => at = closing(text, at),
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Finds comments and strings.
struct Scanner {
    text: Vec<char>,
    masked: Masked,
}

impl Scanner {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            at = match self.text[at] {
                '/' if self.is(at + 1, '/') => self.comment(at, self.end_of_line(at)),
                '/' if self.is(at + 1, '*') => self.comment(at, self.end_of_block(at)),
                '"' => self.string(at + 1, self.end_of_string(at)),
                '\'' => self.quote(at),
                first if first == '_' || first.is_alphanumeric() => self.word(at),
                _ => at + 1,
            };
        }
    }

    fn is(&self, at: usize, character: char) -> bool {
        self.text.get(at) == Some(&character)
    }

    fn comment(&mut self, start: usize, end: usize) -> usize {
        for at in start..end {
            self.masked.comments[at] = true;
            blank(&mut self.masked.code[at]);
        }
        end
    }

    /// Blanks what is in a string; returns where the code goes on.
    fn string(&mut self, start: usize, end: usize) -> usize {
        for at in start..end {
            self.masked.strings[at] = true;
            blank(&mut self.masked.code[at]);
        }
        end + 1
    }

    fn end_of_line(&self, start: usize) -> usize {
        (start..self.text.len())
            .find(|at| self.text[*at] == '\n')
            .unwrap_or(self.text.len())
    }

    /// Block comments are nested.
    fn end_of_block(&self, start: usize) -> usize {
        let mut depth = 0;
        let mut at = start;
        while at < self.text.len() {
            if self.is(at, '/') && self.is(at + 1, '*') {
                depth += 1;
                at += 2;
            } else if self.is(at, '*') && self.is(at + 1, '/') {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            } else {
                at += 1;
            }
        }
        at
    }

    /// The place of the closing quote.
    fn end_of_string(&self, open: usize) -> usize {
        let mut at = open + 1;
        while at < self.text.len() && self.text[at] != '"' {
            at += if self.text[at] == '\\' { 2 } else { 1 };
        }
        at.min(self.text.len())
    }

    /// A character, or a lifetime.
    fn quote(&mut self, at: usize) -> usize {
        if self.is(at + 1, '\\') {
            // What is escaped may be a quote itself.
            let end = (at + 3..self.text.len()).find(|end| self.text[*end] == '\'');
            return self.string(at + 1, end.unwrap_or(self.text.len()));
        }
        if self.is(at + 2, '\'') {
            self.string(at + 1, at + 2)
        } else {
            at + 1
        }
    }

    /// A word; the `r`, `br` or `cr` of a raw string too.
    fn word(&mut self, start: usize) -> usize {
        let is_part = |character: &char| *character == '_' || character.is_alphanumeric();
        let end = (start..self.text.len())
            .find(|at| !is_part(&self.text[*at]))
            .unwrap_or(self.text.len());
        let word: String = self.text[start..end].iter().collect();
        if !matches!(word.as_str(), "r" | "br" | "cr") {
            return end;
        }

        let open = (end..self.text.len())
            .find(|at| self.text[*at] != '#')
            .unwrap_or(self.text.len());
        if !self.is(open, '"') {
            return end;
        }
        let close = format!("\"{}", "#".repeat(open - end));
        let closed = (open + 1..self.text.len()).find(|at| starts_with(&self.text, *at, &close));
        self.string(open + 1, closed.unwrap_or(self.text.len()))
    }
}

/// Where a path begins, and its segments.
type FoundPath = (usize, Vec<String>);

/// What is found in one file.
struct Imports<'a> {
    module: &'a str,
    modules: &'a BTreeSet<String>,
    /// Modules that a `use` gave a name.
    names: BTreeMap<String, String>,
    lines: Vec<usize>,
    found: BTreeMap<(usize, String), String>,
}

impl<'a> Imports<'a> {
    fn of(code: &[char], module: &'a str, modules: &'a BTreeSet<String>) -> Vec<Import> {
        let mut lines = Vec::with_capacity(code.len());
        let mut line = 1;
        for character in code {
            lines.push(line);
            line += usize::from(*character == '\n');
        }
        let mut imports = Self {
            module,
            modules,
            names: BTreeMap::new(),
            lines,
            found: BTreeMap::new(),
        };
        imports.read(code);

        let found = imports.found.into_iter();
        found
            .map(|((line, target), path)| Import { line, path, target })
            .collect()
    }

    fn read(&mut self, code: &[char]) {
        let mut rest = code.to_vec();
        let mut uses = Vec::new();
        for (start, end, is_public) in use_statements(code) {
            let mut tree = Vec::new();
            use_tree(code, &mut (start + "use".len()), end, &[], &mut tree);
            uses.extend(tree.into_iter().map(|leaf| (leaf, is_public)));
            rest[start..end].iter_mut().for_each(blank);
        }

        // A name of a module is only a way to what is in it: it counts where it is used.
        let mut named = Vec::new();
        for (leaf, is_public) in uses {
            let Some(path) = self.absolute(&leaf.segments) else {
                continue;
            };
            let target = self.longest(&path);
            let is_module = target == path.join("::") && !target.is_empty();
            if is_module && !is_public && !leaf.is_glob {
                self.names.insert(leaf.name.clone(), target.clone());
                named.push((leaf.at, leaf.name, target));
            } else {
                self.note(leaf.at, &path);
            }
        }

        let mut in_use = BTreeSet::new();
        for (at, segments) in paths(&rest) {
            let Some(path) = self.absolute(&segments) else {
                continue;
            };
            in_use.insert(segments[0].clone());
            self.note(at, &path);
        }
        for (at, name, target) in named {
            if !in_use.contains(&name) {
                let path: Vec<String> = target.split("::").map(str::to_owned).collect();
                self.note(at, &path);
            }
        }
    }

    /// The path from the root of the crate; none when it leads out of the crate.
    fn absolute(&self, segments: &[String]) -> Option<Vec<String>> {
        let of_module = |module: &str| -> Vec<String> {
            module
                .split("::")
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let first = segments.first()?;
        let mut rest = &segments[1..];
        let mut path = match first.as_str() {
            "crate" => Vec::new(),
            "self" => of_module(self.module),
            "super" => {
                let mut path = of_module(self.module);
                path.pop();
                while rest.first().is_some_and(|segment| segment == "super") {
                    path.pop();
                    rest = &rest[1..];
                }
                path
            }
            name => match self.names.get(name) {
                Some(module) => of_module(module),
                None if self.modules.contains(&join(self.module, name)) => {
                    of_module(&join(self.module, name))
                }
                None => return None,
            },
        };
        path.extend(rest.iter().cloned());
        Some(path)
    }

    /// The longest beginning of a path that is a module.
    fn longest(&self, path: &[String]) -> String {
        let beginnings = (1..=path.len())
            .rev()
            .map(|length| path[..length].join("::"));
        beginnings
            .into_iter()
            .find(|module| self.modules.contains(module))
            .unwrap_or_default()
    }

    fn note(&mut self, at: usize, path: &[String]) {
        let target = self.longest(path);
        if target != self.module {
            let path = format!("crate::{}", path.join("::"));
            self.found.entry((self.lines[at], target)).or_insert(path);
        }
    }
}

/// Where each `use` begins and ends, and whether others see the name.
fn use_statements(code: &[char]) -> Vec<(usize, usize, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let end = (at..code.len())
            .find(|end| code[*end] == '\n')
            .unwrap_or(code.len());
        let line: String = code[at..end].iter().collect();
        let words = line.trim_start();
        let indent = line.chars().count() - words.chars().count();
        let is_public = words.starts_with("pub");
        let before = match words.split_once("use ") {
            Some((before, _)) if before.is_empty() || is_public && is_visibility(before) => before,
            _ => {
                at = end + 1;
                continue;
            }
        };
        let start = at + indent + before.chars().count();
        let stop = (start..code.len())
            .find(|stop| code[*stop] == ';')
            .unwrap_or(code.len());
        found.push((start, stop, is_public));
        at = stop + 1;
    }
    found
}

fn is_visibility(words: &str) -> bool {
    let words = words.trim_end();
    words == "pub"
        || words.starts_with("pub(") && words.ends_with(')') && words.matches('(').count() == 1
}

/// One name that a `use` brings.
struct Leaf {
    at: usize,
    segments: Vec<String>,
    name: String,
    is_glob: bool,
}

/// Reads one tree of a `use`, such as `a::{b, c::{d, self as e}}`.
fn use_tree(code: &[char], at: &mut usize, end: usize, prefix: &[String], leaves: &mut Vec<Leaf>) {
    let mut segments = prefix.to_vec();
    let start = skip_spaces(code, *at);
    let mut leaf = Leaf {
        at: start,
        segments: Vec::new(),
        name: String::new(),
        is_glob: false,
    };
    loop {
        *at = skip_spaces(code, *at);
        if *at >= end {
            break;
        }
        match code[*at] {
            '{' => {
                let close = closing(code, *at);
                *at += 1;
                while *at < close {
                    use_tree(code, at, close, &segments, leaves);
                    *at = skip_spaces(code, *at);
                    if *at < close && code[*at] == ',' {
                        *at = skip_spaces(code, *at + 1);
                    }
                }
                *at = close + 1;
                return;
            }
            '*' => {
                leaf.is_glob = true;
                *at += 1;
            }
            ',' => break,
            ':' => *at += 1,
            _ => {
                let word = word_at(code, *at);
                *at += word.chars().count().max(1);
                if word == "as" {
                    *at = skip_spaces(code, *at);
                    leaf.name = word_at(code, *at);
                    *at += leaf.name.chars().count();
                } else if word != "self" || segments.is_empty() {
                    segments.push(word);
                }
            }
        }
    }
    if leaf.name.is_empty() {
        leaf.name = segments.last().cloned().unwrap_or_default();
    }
    leaf.segments = segments;
    leaves.push(leaf);
}

fn word_at(code: &[char], at: usize) -> String {
    code[at..]
        .iter()
        .take_while(|character| **character == '_' || character.is_alphanumeric())
        .collect()
}

/// Every path of at least two segments in the code, such as `crate::run::begin`.
fn paths(code: &[char]) -> Vec<FoundPath> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        if code[at] != '_' && !code[at].is_alphanumeric() {
            at += 1;
            continue;
        }

        let start = at;
        let mut segments = Vec::new();
        loop {
            let word = word_at(code, at);
            at += word.chars().count();
            segments.push(word);
            let next = skip_spaces(code, at);
            let after = skip_spaces(code, next + 2);
            if !starts_with(code, next, "::") || word_at(code, after).is_empty() {
                break;
            }
            at = after;
        }
        let before: String = code[start.saturating_sub("pub(in ".len())..start]
            .iter()
            .collect();
        let is_path = segments.len() > 1 && !before.ends_with("pub(in ") && !before.ends_with("::");
        if is_path {
            found.push((start, segments));
        }
    }
    found
}

/// The functions with a body.
fn functions(code: &[char], lines: &[Line]) -> Vec<Function> {
    let mut starts = vec![0];
    starts.extend(
        code.iter()
            .enumerate()
            .filter(|(_, character)| **character == '\n')
            .map(|(at, _)| at + 1),
    );

    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(name) = function_name(&line.code) else {
            continue;
        };
        let Some(open) = opening_of_body(code, starts[index]) else {
            continue;
        };
        let close = closing(code, open);
        let last = starts.partition_point(|start| *start <= close) - 1;
        let body = &lines[index..=last];
        let head: String = code[starts[index]..open].iter().collect();
        found.push(Function {
            name,
            line: index + 1,
            lines: body.len(),
            has_doc: has_doc(&lines[..index]),
            has_comment: body.iter().any(|line| line.has_comment),
            blank_lines: count(body, LineKind::Blank),
            comment_lines: count(body, LineKind::Comment),
            code_lines: count(body, LineKind::Code),
            wide_lines: body.iter().filter(|line| line.is_wide()).count(),
            closures: named_closures(&code[open..=close]),
            changes_self: head.contains("&mut self") || head.contains("(mut self"),
        });
    }
    found
}

fn count(lines: &[Line], kind: LineKind) -> usize {
    lines.iter().filter(|line| line.kind() == kind).count()
}

/// The name, when a line begins a function.
fn function_name(line: &str) -> Option<String> {
    let mut words = line.trim_start();
    if words.starts_with("pub") {
        words = words
            .strip_prefix("pub(")
            .and_then(|rest| rest.split_once(')'))
            .map_or(&words["pub".len()..], |(_, rest)| rest);
        words = words.trim_start();
    }
    for word in ["default ", "const ", "async ", "unsafe "] {
        words = words.strip_prefix(word).unwrap_or(words);
    }
    let name: Vec<char> = words.strip_prefix("fn ")?.chars().collect();
    Some(word_at(&name, 0)).filter(|name| !name.is_empty())
}

/// The brace that opens the body of a function; none for one that is only declared.
fn opening_of_body(code: &[char], start: usize) -> Option<usize> {
    let mut at = start;
    while let Some(character) = code.get(at) {
        match character {
            ';' => return None,
            '{' => return Some(at),
            '(' | '[' => at = closing(code, at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a comment stands above, over the attributes.
fn has_doc(above: &[Line]) -> bool {
    for line in above.iter().rev() {
        let code = line.code.trim();
        let is_attribute = code.starts_with("#[") || code == ")]" || code == "]";
        match line.kind() {
            LineKind::Comment => return true,
            LineKind::Blank => return false,
            LineKind::Code if !is_attribute => return false,
            LineKind::Code => {}
        }
    }
    false
}

/// How many lines each `let name = |…| …;` has.
fn named_closures(body: &[char]) -> Vec<usize> {
    let mut found = Vec::new();
    for at in 0..body.len() {
        let is_word = at == 0 || !(body[at - 1] == '_' || body[at - 1].is_alphanumeric());
        if !is_word || !starts_with(body, at, "let ") {
            continue;
        }

        let mut next = skip_spaces(body, at + "let ".len());
        if starts_with(body, next, "mut ") {
            next = skip_spaces(body, next + "mut ".len());
        }
        let name = word_at(body, next);
        next = skip_spaces(body, next + name.chars().count());
        if name.is_empty() || !starts_with(body, next, "= ") && !starts_with(body, next, "=\n") {
            continue;
        }
        next = skip_spaces(body, next + 1);
        for word in ["async ", "move "] {
            if starts_with(body, next, word) {
                next += word.len();
            }
        }
        if starts_with(body, next, "|") {
            let end = end_of_statement(body, next);
            found.push(
                1 + body[at..end]
                    .iter()
                    .filter(|character| **character == '\n')
                    .count(),
            );
        }
    }
    found
}

/// The `;` that ends a statement.
fn end_of_statement(body: &[char], start: usize) -> usize {
    let mut at = start;
    while at < body.len() && body[at] != ';' {
        if matches!(body[at], '(' | '[' | '{') {
            at = closing(body, at);
        }
        at += 1;
    }
    at.min(body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Masked::of(text).code.iter().collect()
    }

    fn imports(files: &[(&str, &str)], path: &str) -> Vec<String> {
        let texts = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        let sources = Sources::of_texts(texts.collect());
        let imports = &sources.find(path).unwrap().imports;
        imports
            .iter()
            .map(|import| format!("{} {}", import.line, import.target))
            .collect()
    }

    fn only_function(text: &str) -> Function {
        let sources = Sources::of_texts(vec![("a.rs".to_owned(), text.to_owned())]);
        let mut file = sources.files.into_iter().next().unwrap();
        assert_eq!(file.functions.len(), 1, "{:#?}", file.functions);
        file.functions.remove(0)
    }

    #[test]
    fn comments_are_blanked() {
        assert_eq!(code("a // b \"c\nd"), "a        \nd");
        assert_eq!(
            code("a /* b /* c */ d */ e"),
            format!("a {} e", " ".repeat(17))
        );
        assert_eq!(code("/// `a::b`\nfn"), "          \nfn");
    }

    #[test]
    fn strings_are_blanked_with_their_lines() {
        assert_eq!(code(r#"f("a // \" b", c)"#), r#"f("         ", c)"#);
        assert_eq!(code("r#\"a \" // b\nc\"# + d"), "r#\"        \n \"# + d");
        assert_eq!(
            code(r#"(b"a", br"\", r"", bar"c")"#),
            r#"(b" ", br" ", r"", bar" ")"#
        );
        assert_eq!(code("r#type::a"), "r#type::a");
    }

    #[test]
    fn characters_are_blanked_and_lifetimes_are_not() {
        assert_eq!(
            code("('\"', '\\'', '\\\\', b'/', '/')"),
            "(' ', '  ', '  ', b' ', ' ')"
        );
        assert_eq!(
            code("fn a<'a, 'b>(c: &'a str) -> &'static str"),
            "fn a<'a, 'b>(c: &'a str) -> &'static str"
        );
        assert_eq!(code(r"'\u{1F600}' 'é'"), format!("'{}' ' '", " ".repeat(9)));
    }

    #[test]
    fn tests_are_blanked() {
        let masked = Masked::of(
            "a\n#[cfg(test)]\n#[path = \"x.rs\"]\nmod tests;\n#[cfg(test)]\nmod b {\n    c {}\n}\nd",
        );
        let code: String = masked.code.iter().collect();
        assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "d"]);
        assert_eq!(masked.test_modules, ["tests"]);
        assert_eq!(code.lines().count(), 9);
    }

    #[test]
    fn imports_are_resolved_to_files() {
        let files = [
            ("lib.rs", "mod a;\nuse a::A;\nfn f() { crate::b::c::g() }"),
            (
                "a.rs",
                "use crate::{b::{\n    self as bee,\n    c::{D, self},\n}, lib};\nfn f() { bee::g(); c::h() }",
            ),
            (
                "b/mod.rs",
                "mod c;\npub use c::C;\nuse std::b;\n/// [`crate::a`]\nconst A: &str = \"crate::a\";",
            ),
            (
                "b/c.rs",
                "pub(in crate::a) fn f() {}\nuse super::B;\nuse super::super::a as x;\nfn g() -> x::A {}",
            ),
            (
                "d.rs",
                "use crate::b;\nuse crate::b::*;\nfn f() { b::c::h(); b::c::i::<b::J>() }",
            ),
            (
                "e.rs",
                "#[cfg(test)]\nmod tests {\n    use crate::a;\n}\npub(crate) use crate::b::c;\n",
            ),
            ("f/tests/mod.rs", "use crate::a;"),
            ("g_tests.rs", "use crate::a;"),
        ];
        assert_eq!(imports(&files, "lib.rs"), ["2 a", "3 b::c"]);
        assert_eq!(imports(&files, "a.rs"), ["3 b::c", "4 ", "5 b", "5 b::c"]);
        assert_eq!(imports(&files, "b/mod.rs"), ["2 b::c"]);
        assert_eq!(imports(&files, "b/c.rs"), ["2 b", "4 a"]);
        assert_eq!(imports(&files, "d.rs"), ["2 b", "3 b", "3 b::c"]);
        assert_eq!(imports(&files, "e.rs"), ["5 b::c"]);
    }

    #[test]
    fn a_module_that_only_tests_have_is_a_test_with_all_below_it() {
        let texts = [
            ("lib.rs", "#[cfg(test)]\nmod testing;"),
            ("testing/mod.rs", ""),
            ("testing/a.rs", ""),
            ("b.rs", ""),
        ];
        let texts = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sources = Sources::of_texts(texts.to_vec());
        assert_eq!(
            sources
                .files
                .iter()
                .map(|file| file.path.as_str())
                .collect::<Vec<_>>(),
            ["lib.rs", "b.rs"]
        );
    }

    #[test]
    fn the_lines_of_a_function_are_told_apart() {
        let function = only_function(
            "/// Doc.\n#[must_use]\npub(super) async fn f(\n    a: [u8; 2],\n) -> A {\n    // why\n    let text = \"\n\n\";\n\n    g() // also\n}\n",
        );
        assert_eq!(
            (function.name.as_str(), function.line, function.lines),
            ("f", 3, 10)
        );
        assert!(function.has_doc && function.has_comment);
        assert_eq!(
            (
                function.blank_lines,
                function.comment_lines,
                function.code_lines
            ),
            (1, 1, 8)
        );
    }

    #[test]
    fn what_has_no_body_or_is_a_type_is_no_function() {
        let function = only_function(
            "trait T {\n    fn a(&self);\n    fn b(f: fn(u8) -> u8) -> bool {\n        true\n    }\n}\n",
        );
        assert_eq!(
            (function.name.as_str(), function.lines, function.has_doc),
            ("b", 3, false)
        );
    }

    #[test]
    fn named_closures_are_found() {
        let function = only_function(
            "fn f() {\n    let a = |x| x;\n    let mut b = move || {\n        1;\n        2\n    };\n    let c =\n        async move |x: &str| x;\n    let d = e.map(|x| x) || f;\n}\n",
        );
        assert_eq!(function.closures, [1, 4, 2]);
    }

    #[test]
    fn a_method_that_changes_self_is_told() {
        assert!(only_function("fn is_a(&mut self) -> bool {\n    true\n}").changes_self);
        assert!(!only_function("fn is_a(&self, b: &mut B) -> bool {\n    true\n}").changes_self);
    }
}
