//! What bounds the work of a clock that jumps.

/// How many runs of one thing are made up for at most, when the clock jumps: the newest ones. A year
/// of half hours would be 17,520.
pub(super) const MOST_AT_ONCE: usize = 200;
