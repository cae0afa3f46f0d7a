//! Whether standard output was closed before the process began.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether standard output was closed when the process began.
static WAS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Looks at standard output before `main`: by then Rust's runtime has opened /dev/null in its place
/// (`library/std/src/sys/pal/unix`, `sanitize_standard_fds`), and nothing tells that from a /dev/null
/// that somebody asked for: Python's `DEVNULL` is open for reading and writing too.
#[cfg(unix)]
#[ctor::ctor]
fn look() {
    let flags = rustix::io::fcntl_getfd(rustix::stdio::stdout());
    WAS_CLOSED.store(flags.is_err(), Ordering::Relaxed);
}

/// Whether standard output was closed (`>&-`) when the process began, so that whatever is written
/// there is lost.
pub fn is_closed() -> bool {
    WAS_CLOSED.load(Ordering::Relaxed)
}
