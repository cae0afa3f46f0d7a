//! Words for a shell, in commands that we propose.

/// A word for a POSIX shell.
pub fn quoted(word: &str) -> String {
    // What has no form in a shell is a NUL, and no argument has one.
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), |word| word.into_owned())
}
