//! Diagnostics on standard error: nothing by default, calls with `-v`, everything with `--debug`.
//! Secrets never appear.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

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
        .with_writer(std::io::stderr)
        .with_target(false)
        // Standard output is for data, and what is not a terminal gets no colours.
        .with_ansi(std::io::stderr().is_terminal())
        .without_time()
        .init();
}
