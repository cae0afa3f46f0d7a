//! The real binary in a clean environment with a fixed clock: standard output, standard error and exit code together.

mod support;

mod check;
mod compliance;
mod faults;
mod fresh;
mod global;
mod layers;
mod node;
mod report;
mod sandbox;
mod scenarios;
mod scopes;
mod serve;
