//! What is known about the two output streams, and the one place that writes to them.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use super::closed;
use crate::domain::text::steering::visible;
use crate::error::{Error, Result};
use crate::process::env::Env;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorChoice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The name as it is typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// One line for completions.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Auto => "On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise",
            Self::Always => "Always",
            Self::Never => "Never",
        }
    }
}

impl std::str::FromStr for ColorChoice {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let named = |choice: &Self| choice.name().eq_ignore_ascii_case(text);
        Self::ALL
            .into_iter()
            .find(named)
            .ok_or_else(|| format!("`{text}` is not auto, always or never"))
    }
}

/// One of the two output streams.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// Whether a person is looking at it.
    pub terminal: bool,
    /// Whether to use colour on it.
    pub color: bool,
}

impl Stream {
    fn new(terminal: bool, choice: ColorChoice, env: &Env) -> Self {
        Self {
            terminal,
            color: wants_color(terminal, choice, env),
        }
    }
}

/// Both output streams and the width of the terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Standard output: data.
    pub out: Stream,
    /// Standard error: everything else.
    pub err: Stream,
    /// Columns of the terminal on standard output; none in a pipe.
    pub width: Option<u16>,
}

impl Terminal {
    /// Looks at the streams of this process.
    pub fn detect(choice: ColorChoice, env: &Env) -> Self {
        let out = Stream::new(io::stdout().is_terminal(), choice, env);
        let err = Stream::new(io::stderr().is_terminal(), choice, env);
        let width = if out.terminal {
            terminal_size::terminal_size().map(|(width, _)| width.0)
        } else {
            None
        };
        Self { out, err, width }
    }
}

/// <https://no-color.org> and <https://bixense.com/clicolors/>; the flag is stronger than both.
fn wants_color(terminal: bool, choice: ColorChoice, env: &Env) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            if env.get("NO_COLOR").is_some() {
                return false;
            }
            if env.get("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
                return true;
            }
            terminal && env.get("TERM") != Some("dumb") && env.get("CLICOLOR") != Some("0")
        }
    }
}

/// Refuses a standard output that was closed before this process began: what is written there now
/// goes nowhere.
///
/// # Errors
/// A failure when it was closed.
pub fn check_out() -> Result<()> {
    if closed::is_closed() {
        return Err(
            Error::failed("cannot write to standard output: it is closed")
                .hint("send it to /dev/null when it is not wanted"),
        );
    }
    Ok(())
}

/// Standard output, to be written.
fn out() -> Result<io::StdoutLock<'static>> {
    check_out()?;
    Ok(io::stdout().lock())
}

/// Writes data to standard output. A reader that went away is not an error.
///
/// # Errors
/// When standard output cannot be written, for example because the disk is full.
pub fn write_out(bytes: &[u8]) -> Result<()> {
    let mut stdout = out()?;
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::io("cannot write to standard output", error))
        }
        _ => Ok(()),
    }
}

/// Writes data to standard output bit by bit, so that a large result is never held whole. A reader
/// that went away is not an error.
pub fn write_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = io::BufWriter::with_capacity(64 * 1024, out()?);
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::io("cannot write to standard output", error))
        }
        Err(_) => {
            // What is still in the buffer has no reader; dropping the writer must not try again.
            let _unread = out.into_parts();
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// Writes a document to standard output and says when the reader went away, so that a long stream
/// can stop. Its bytes are the result; on a terminal, where somebody looks at them, what could steer
/// it has a stand-in.
///
/// # Errors
/// As [`write_out`], and of the kind `BrokenPipe` when nobody reads any more.
pub fn stream_out(bytes: &[u8]) -> Result<()> {
    let mut stdout = out()?;
    let shown = if stdout.is_terminal() {
        Cow::Owned(visible(&String::from_utf8_lossy(bytes)).as_bytes().to_vec())
    } else {
        Cow::Borrowed(bytes)
    };
    stdout
        .write_all(&shown)
        .and_then(|()| stdout.flush())
        .map_err(|error| Error::io("cannot write to standard output", error))
}

/// Writes a message to standard error; there is nowhere left to report a failure to.
pub fn write_err(text: &str) {
    let mut stderr = io::stderr().lock();
    let _nowhere_to_report = stderr
        .write_all(text.as_bytes())
        .and_then(|()| stderr.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_is_stronger_than_no_color_and_no_color_than_force() {
        let env = |pairs: &[(&str, &str)]| Env::from_pairs(pairs.iter().copied());
        assert!(wants_color(true, ColorChoice::Auto, &env(&[])));
        assert!(!wants_color(false, ColorChoice::Auto, &env(&[])));
        assert!(!wants_color(
            true,
            ColorChoice::Auto,
            &env(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")])
        ));
        assert!(wants_color(
            false,
            ColorChoice::Auto,
            &env(&[("CLICOLOR_FORCE", "1")])
        ));
        assert!(!wants_color(
            true,
            ColorChoice::Auto,
            &env(&[("TERM", "dumb")])
        ));
        assert!(wants_color(
            false,
            ColorChoice::Always,
            &env(&[("NO_COLOR", "1")])
        ));
    }
}
