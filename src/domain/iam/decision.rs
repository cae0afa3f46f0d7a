//! What IAM says of an action when it simulates it.

use std::collections::BTreeSet;

/// A decision about an action on a resource. The better one for who asks comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Some policy allows it, and none that is looked at denies it.
    Allowed,
    /// It is denied as long as these condition keys have no value (IAM API, shape
    /// `EvaluationResult`, `MissingContextValues`): a call has values, and nobody knows which.
    Depends(BTreeSet<String>),
    /// It is denied, whatever else a call has.
    Denied,
}

impl Decision {
    /// Whether it is denied for certain.
    pub const fn is_denied(&self) -> bool {
        matches!(self, Self::Denied)
    }
}
