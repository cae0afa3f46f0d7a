//! A patch run from the plan to the verdict. Nothing here prints or knows the command line: what
//! happens is told as [`Event`](crate::domain::run::event::Event)s to an [`observer`].
//!
//! The protocol of a run, in the order in which it comes about:
//!
//! ```text
//! plan      every scope adds its nodes, overlaps and hooks        plan/
//! find      a name that is taken is refused                       begin, find
//! ── the plan is shown, and somebody agrees ──
//! lock      one process has the run and writes its receipt        receipts/locks
//! turn      of all processes here one looks and then sends        receipts/locks, conflict
//! journal   what is about to be sent is written down first        receipts/journal
//! recover   what was begun and not noted is looked for by its
//!           Comment, before anything is sent                      recover
//! ┌─ for every wave ─────────────────────────────────────────────────────────────────────────┐
//! │ gate    may it begin? the wave before passed, the pause is
//! │         over, nothing else patches its nodes                  gate, conflict
//! │ approve what is sent is still what was agreed to             approved, plan/still
//! │ send    each command at most once; an answer that is lost
//! │         is looked up (recover), not sent again                send
//! │ twin    another machine began the same run: the older wins   twin
//! │ look    what the commands say of each node                    look
//! │ halt    too many failed: who has not begun is stopped         halt
//! │ judge   what the nodes report afterwards, which counts        reports, judge
//! └──────────────────────────────────────────────────────────────────────────────────────────┘
//! reboot    at a chosen time, for the nodes that wait for it;
//!           sent, looked at and judged like a wave                reboot
//! close     how it stands, and the exit code                      close
//! ```
//!
//! Other machines know a run by the Comments of its commands (find) and by the record that is put
//! into S3 where that is wanted (publish, in_s3); they look on (elsewhere), and send nothing.
//!
//! Whoever waits anywhere hears signals, the deadline and a cancellation by another process
//! ([`watch`], [`signals`]). An [`automation`] is followed by the same watch.

pub mod again;
mod approved;
pub mod automation;
pub mod begin;
pub mod close;
pub mod conflict;
pub mod deployment;
pub mod drive;
pub mod elsewhere;
pub mod end;
pub mod execution;
pub mod export;
pub mod find;
pub mod follow;
mod gate;
mod halt;
pub mod in_s3;
mod judge;
mod look;
pub mod observer;
pub mod plan;
pub mod printed;
pub mod probe;
mod publish;
mod reboot;
pub mod receipts;
pub mod recover;
mod reports;
pub mod send;
pub mod signals;
pub mod sites;
mod twin;
pub mod watch;
mod waves;
