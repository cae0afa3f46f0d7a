//! IAM policies: what is needed, on which resources, in documents that IAM takes.

pub mod decision;
pub mod need;
pub mod places;
pub mod policy;
