//! One permission that something needs.

use super::places::Places;
use super::policy::{Grant, Use};

/// How far the resources of a permission are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// `*`, unless it is narrowed by wish.
    Any,
    /// Always narrowed: `*` would be far too much.
    Narrow,
}

/// One IAM action, and what it is needed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The action, such as `ssm:SendCommand`; `*` at its end stands for several.
    pub action: &'static str,
    /// What it is for.
    pub used: Use,
    /// The ARNs of its resources with placeholders ([`Places`]); none when it takes no resource.
    pub resources: &'static [&'static str],
    /// Whether they always stand in the policy.
    pub width: Width,
    /// The services that a role may be passed to, for `iam:PassRole`.
    pub passed_to: &'static [&'static str],
}

impl Need {
    /// A permission without a condition.
    pub const fn new(action: &'static str, used: Use, resources: &'static [&'static str]) -> Self {
        Self {
            action,
            used,
            resources,
            width: Width::Any,
            passed_to: &[],
        }
    }

    /// The same, never on `*`.
    pub const fn narrow(self) -> Self {
        Self {
            width: Width::Narrow,
            ..self
        }
    }

    /// What a policy says of it.
    pub fn grant(&self, width: Width, places: &Places) -> Grant {
        let is_narrow = width == Width::Narrow || self.width == Width::Narrow;
        let filled = self.resources.iter().flat_map(|arn| places.fill(arn));
        let mut resources: Vec<String> = filled.collect();
        // An action that takes no resource is allowed on `*` or not at all.
        if !is_narrow || resources.is_empty() {
            resources = vec!["*".to_owned()];
        }

        Grant {
            action: self.action,
            used: self.used,
            resources: resources.into_iter().collect(),
            passed_to: self.passed_to,
        }
    }
}
