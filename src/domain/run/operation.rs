//! What a patch operation does: scan or install.

use serde::{Deserialize, Serialize};

/// What a patching operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub enum Operation {
    /// Report what is missing; nothing is installed.
    Scan,
    /// Install what is missing; what is still missing afterwards has failed.
    Install,
}

impl Operation {
    /// AWS's word, as it is on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scan => "Scan",
            Self::Install => "Install",
        }
    }
}

impl std::str::FromStr for Operation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "scan" => Ok(Self::Scan),
            "install" => Ok(Self::Install),
            _ => Err(format!("`{text}` is neither scan nor install")),
        }
    }
}
