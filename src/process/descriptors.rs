//! Whether there are enough file descriptors to begin with.

use std::fs::File;

use crate::error::{Error, Result};

/// How many files and connections are open at once in the smallest of commands, with some to spare.
const FEWEST: usize = 20;

/// Refuses to begin with fewer descriptors than any command needs: what opens one in the middle of
/// something may not be able to say so, and some of our libraries panic.
///
/// # Errors
/// A failure that names the limit.
pub fn check() -> Result<()> {
    // On a system without this device nothing is learnt.
    if cfg!(not(unix)) {
        return Ok(());
    }
    let opened: std::io::Result<Vec<File>> = (0..FEWEST).map(|_| File::open("/dev/null")).collect();
    match opened {
        // EMFILE and ENFILE have no kind of their own; on Linux and macOS they are these.
        Err(error) if matches!(error.raw_os_error(), Some(23 | 24)) => {
            Err(Error::io("too few file descriptors are left", error)
                .hint(format!("allow at least {FEWEST} more: ulimit -n 256")))
        }
        _ => Ok(()),
    }
}
