//! Findings in the format of AWS Security Hub (ASFF), one for each node.

pub mod batch;
pub mod finding;
pub mod severity;
