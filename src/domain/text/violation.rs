//! A mistake at a place of a document, without any knowledge of how the document is written.

use std::fmt;

/// One step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// One of several documents in a file, from 0.
    Document(usize),
    /// The value under a key.
    Key(String),
    /// An item of a list, from 0.
    Index(usize),
}

/// The way from the top of a file to a value, such as `nodes[3].id`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<PathStep>);

impl Path {
    /// The top of a document, from 0, of a file that holds several.
    pub fn document(index: usize) -> Self {
        Self(vec![PathStep::Document(index)])
    }

    /// The value under a key.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(PathStep::Key(key.to_owned()))
    }

    /// The item at an index, from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(PathStep::Index(index))
    }

    /// The way from `above` on; the whole way where it does not begin there.
    #[must_use]
    pub fn below(&self, above: &Self) -> Self {
        let rest = self.0.strip_prefix(above.0.as_slice());
        Self(rest.unwrap_or(&self.0).to_vec())
    }

    /// The steps, from the top.
    pub fn steps(&self) -> &[PathStep] {
        &self.0
    }

    fn with(&self, step: PathStep) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The number of a document stands before the way, and takes no dot.
        let mut first = true;
        for step in &self.0 {
            match step {
                PathStep::Document(index) => {
                    write!(f, "document {} ", index + 1)?;
                    continue;
                }
                PathStep::Key(key) if first => f.write_str(key)?,
                PathStep::Key(key) => write!(f, ".{key}")?,
                PathStep::Index(index) => write!(f, "[{index}]")?,
            }
            first = false;
        }

        Ok(())
    }
}

/// A mistake at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The place.
    pub path: Path,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What helps.
    pub help: Option<String>,
}

impl Violation {
    /// A mistake at `path`; `message` is a lower-case fragment.
    pub fn new(path: Path, message: impl Into<String>) -> Self {
        Self {
            path,
            message: message.into(),
            help: None,
        }
    }

    /// Adds what helps.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what helps, when there is something.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// The place, such as `nodes[3].id`.
    pub fn place(&self) -> String {
        self.path.to_string().trim_end().to_owned()
    }

    /// Place, message and what helps, for where no line can be drawn.
    pub fn in_a_line(&self) -> String {
        match &self.help {
            Some(help) => format!("{self} ({help})"),
            None => self.to_string(),
        }
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        if place.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{place}: {}", self.message)
        }
    }
}
