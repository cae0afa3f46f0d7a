//! Diagnostics on standard error: nothing by default, calls with `-v`, everything with `--debug`.
//! Secrets never appear.

use std::io::{self, IsTerminal, Write};

use tracing_subscriber::EnvFilter;

use crate::domain::text::steering::{steers, without_commands};

/// Starts logging at the wished level. The SDK's own wire logs, which could hold credentials, stay
/// off at every level.
pub fn start(verbose: u8, debug: bool) {
    let filter = match (debug, verbose) {
        (true, _) => "patchctl=trace",
        (false, 0) => return,
        (false, 1) => "patchctl=info",
        (false, _) => "patchctl=debug",
    };

    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(|| Lines(io::stderr()))
        .with_target(false)
        // Standard output is for data, and what is not a terminal gets no colours.
        .with_ansi(io::stderr().is_terminal())
        .without_time()
        .init();
}

/// Takes whole lines. The library escapes controls in what is not its own, and nothing else that
/// steers a terminal or a CI system.
struct Lines<W>(W);

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let line = line.replace(|c: char| steers(c) && !c.is_control(), "\u{fffd}");
        self.0.write_all(without_commands(line.into()).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_steers_nobody_and_keeps_its_colours() {
        let mut lines = Lines(Vec::new());
        let line = "\u{1b}[32m INFO\u{1b}[0m key=a\u{202e}b ##vso[x]\n";
        lines.write_all(line.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(lines.0).unwrap(),
            "\u{1b}[32m INFO\u{1b}[0m key=a\u{fffd}b # #vso[x]\n"
        );
    }
}
