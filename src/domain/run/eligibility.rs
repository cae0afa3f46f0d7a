//! Which nodes can be patched at all, and why the others cannot.

use serde::{Deserialize, Serialize};

use super::request::{Reboot, Request};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::PlatformType;

/// The oldest agent that patches (AWS User Guide, "Patch Manager prerequisites").
pub const AGENT: [u32; 4] = [2, 0, 834, 0];
/// The oldest agent that runs hooks (AWS User Guide, document AWS-RunPatchBaselineWithHooks).
pub const AGENT_FOR_HOOKS: [u32; 4] = [3, 0, 502, 0];

/// Why a node is left out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "obstacle", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Obstacle {
    /// The agent does not answer.
    Offline {
        /// Its ping status, as AWS says it.
        ping_status: String,
    },
    /// The agent is too old, or its version is not known.
    AgentTooOld {
        /// The version that it has.
        version: String,
        /// The version that it needs.
        needed: String,
    },
    /// Patch Manager does not know the operating system.
    UnsupportedSystem {
        /// What the node says that it is.
        platform: String,
    },
    /// Hooks do not work on macOS (document AWS-RunPatchBaselineWithHooks).
    HooksOnMacOs,
    /// A reboot at a time does not work on macOS (document AWS-InstanceRebootWithHooks).
    LaterRebootOnMacOs,
    /// A hook document is not for the platform.
    HookPlatform {
        /// The document.
        document: String,
        /// The platform of the node.
        platform: String,
    },
    /// The automation patches EC2 instances only.
    NotEc2,
    /// Another patching command runs on it.
    Busy {
        /// The command.
        command: String,
    },
}

impl Obstacle {
    /// The reason in words.
    pub fn reason(&self) -> String {
        match self {
            Self::Offline { ping_status } => format!("the agent does not answer ({ping_status})"),
            Self::AgentTooOld { version, needed } if version.is_empty() => {
                format!("the version of the agent is not known, and {needed} is needed")
            }
            Self::AgentTooOld { version, needed } => {
                format!("the agent {version} is too old; {needed} is needed")
            }
            Self::UnsupportedSystem { platform } => {
                format!("Patch Manager does not know the operating system ({platform})")
            }
            Self::HooksOnMacOs => "hooks do not work on macOS".to_owned(),
            Self::LaterRebootOnMacOs => {
                "a reboot at a time does not work on macOS (AWS-InstanceRebootWithHooks)".to_owned()
            }
            Self::HookPlatform { document, platform } => {
                format!("the hook {document} is not for {platform}")
            }
            Self::NotEc2 => "it is no EC2 instance".to_owned(),
            Self::Busy { command } => format!("the command {command} patches it now"),
        }
    }
}

/// A hook document as far as it decides which nodes it can run on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct CheckedHook {
    /// `pre`, `post` or `exit`.
    pub place: String,
    /// The document.
    pub document: String,
    /// The version that will run.
    pub version: String,
    /// The hash of its content, as AWS says it: a document may change below its version.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hash: Option<String>,
    /// Who owns it.
    pub owner: String,
    /// `Linux`, `Windows`, `MacOS`; any when empty.
    pub platforms: Vec<String>,
}

/// What keeps a node from being patched; `None` when nothing does.
pub fn obstacle(node: &Node, request: &Request, hooks: &[CheckedHook]) -> Option<Obstacle> {
    let Some(os) = node.operating_system else {
        return Some(unsupported(node));
    };
    let platform_type = os.platform_type();
    if request.hooks.any() && platform_type == PlatformType::MacOs {
        return Some(Obstacle::HooksOnMacOs);
    }
    if matches!(request.reboot, Reboot::At(_)) && platform_type == PlatformType::MacOs {
        return Some(Obstacle::LaterRebootOnMacOs);
    }
    if let Some(too_old) = agent_too_old(node, request) {
        return Some(too_old);
    }

    let platform = platform_type.as_str();
    if let Some(hook) = hooks.iter().find(|hook| !hook.runs_on(platform)) {
        return Some(Obstacle::HookPlatform {
            document: hook.document.clone(),
            platform: platform.to_owned(),
        });
    }
    // The last: it may pass by itself, and the others do not.
    (!node.is_online()).then(|| Obstacle::Offline {
        ping_status: node.ping_status.as_deref().unwrap_or("unknown").to_owned(),
    })
}

fn unsupported(node: &Node) -> Obstacle {
    let platform = format!(
        "{} {}",
        node.platform_name.as_deref().unwrap_or_default(),
        node.platform_version.as_deref().unwrap_or_default()
    );

    Obstacle::UnsupportedSystem {
        platform: platform.trim().to_owned(),
    }
}

fn agent_too_old(node: &Node, request: &Request) -> Option<Obstacle> {
    let needed = if request.hooks.any() {
        AGENT_FOR_HOOKS
    } else {
        AGENT
    };
    let version = node.agent_version.as_deref().unwrap_or_default();
    if agent_is_at_least(version, needed) {
        return None;
    }

    // An old agent fails on the node, with an exit code that says less than this.
    Some(Obstacle::AgentTooOld {
        version: version.to_owned(),
        needed: needed.map(|number| number.to_string()).join("."),
    })
}

impl CheckedHook {
    fn runs_on(&self, platform: &str) -> bool {
        self.platforms.is_empty() || self.platforms.iter().any(|name| name == platform)
    }
}

/// Compares versions number by number. A version that cannot be read is too old.
pub fn agent_is_at_least(version: &str, needed: [u32; 4]) -> bool {
    let parts: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    let Some(mut parts) = parts else { return false };
    parts.resize(4.max(parts.len()), 0);
    parts.as_slice() >= needed.as_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_compared_by_numbers() {
        for (version, enough) in [
            ("3.0.502.0", true),
            ("3.0.502", true),
            ("3.0.1390.0", true),
            ("3.0.501.9", false),
            ("2.3.1644.0", false),
            ("10.0.0.0", true),
            ("3.1", true),
            ("", false),
            ("latest", false),
        ] {
            assert_eq!(
                agent_is_at_least(version, AGENT_FOR_HOOKS),
                enough,
                "{version}"
            );
        }
        assert!(agent_is_at_least("2.0.834.0", AGENT) && !agent_is_at_least("2.0.833.9", AGENT));
    }
}
