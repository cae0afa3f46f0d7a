//! Whom a reading of a fleet is about.

/// Who is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The nodes of the inventory.
    Managed,
    /// Also those that left it with patch data.
    Known,
    /// Also the EC2 instances that Systems Manager never knew.
    Everyone,
}
