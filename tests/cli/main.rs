//! The real binary in a clean environment with a fixed clock: standard output, standard error and
//! exit code together.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "the fleets of the tests are small"
)]
#![expect(unreachable_pub, reason = "a test binary has no outside")]
#![expect(clippy::too_many_lines, reason = "a test that is a table is long")]

mod support;

mod asff;
mod association;
mod audit;
mod baseline;
mod bounds;
mod busy;
mod catalog;
mod check;
mod compliance;
mod destinations;
mod diff;
mod doctor;
mod doctor_access;
mod doctor_deep;
mod ends;
mod exceptions;
mod explain;
mod exports;
mod faults;
mod foreign;
mod fresh;
mod global;
mod golden;
mod group;
mod house;
mod iam_policy;
mod identity;
mod layers;
mod node;
mod notify;
mod outside;
mod override_list;
mod page;
mod patch_now;
mod permissions;
mod policy;
mod private;
mod quicksight;
mod report;
mod sandbox;
mod scenarios;
mod scopes;
mod serve;
mod signals;
mod sla;
mod sources;
mod top;
