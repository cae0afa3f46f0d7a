//! The files in which patching keeps its state on a node.
//!
//! Sources: the documents AWS-RunPatchBaselineWithHooks and AWS-InstanceRebootWithHooks, which read
//! the inventory, and AWS-RunPatchBaseline, which has the lock; AWS's patch module for Linux and macOS
//! 1.80 (`inventory_uploader`, `reboot_controller`); AWS User Guide, "Troubleshooting Patch Manager".

use serde::Serialize;

/// One place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Of which platforms.
    pub platform: &'static str,
    /// The path there.
    pub path: &'static str,
}

/// A file, or a folder of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateFile {
    /// Where it is.
    pub places: &'static [Place],
    /// What it holds.
    pub holds: &'static str,
    /// What to do with it, and what not.
    pub advice: &'static str,
}

const UNIX: &str = "Linux and macOS";
const WINDOWS: &str = "Windows";

/// Every file that is known.
pub const FILES: [StateFile; 4] = [
    StateFile {
        places: &[
            Place {
                platform: UNIX,
                path: "/var/log/amazon/ssm/patch-configuration/patch-states-configuration.json",
            },
            Place {
                platform: WINDOWS,
                path: r"C:\ProgramData\Amazon\PatchBaselineOperations\State\PatchStatesConfiguration.json",
            },
        ],
        holds: "the patches that wait for a reboot, and when an installation last ended without one: \
            an InstalledPendingReboot comes from here, and ends at the first scan after a reboot",
        advice: "leave it; only where a command ends with 152 because it is broken, move it away and \
            scan: what waits for a reboot is then forgotten, so reboot the node",
    },
    StateFile {
        places: &[
            Place {
                platform: UNIX,
                path: "/var/log/amazon/ssm/patch-configuration/patch-inventory-from-last-operation.json",
            },
            Place {
                platform: WINDOWS,
                path: r"C:\ProgramData\Amazon\PatchBaselineOperations\State\PatchInventoryFromLastOperation.json",
            },
        ],
        holds: "the counts of the last scan or installation, as they were sent to the inventory \
            (AWS:PatchSummary); all of them are texts. The documents with hooks decide by it whether \
            there is anything to do",
        advice: "read it to see what the node itself counted; where it is missing, a document with \
            hooks ends with 169: run patchctl patch-now scan on the node first",
    },
    StateFile {
        places: &[
            Place {
                platform: UNIX,
                path: "/var/log/amazon/ssm/patch-baseline-concurrent.lock",
            },
            Place {
                platform: WINDOWS,
                path: r"C:\ProgramData\Amazon\SSM\patch-baseline-concurrent.lock",
            },
        ],
        holds: "the lock of the patching operation that runs: its command, when it began, and how \
            often it rebooted the node",
        advice: "leave it while that command runs: another operation tries ten times in five minutes, \
            and then ends with 4; patchctl why NODE names what else patches the node",
    },
    StateFile {
        places: &[Place {
            platform: UNIX,
            path: "/var/log/amazon/ssm/pb-hashes",
        }],
        holds: "a folder with digests of what was last sent; AWS documents nothing more of it",
        advice: "leave it; read exit code 149 first when a report does not arrive",
    },
];

impl StateFile {
    /// The last part of each of its paths.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().map(|place| name_of(place.path))
    }

    /// Whether somebody means it by its name or by a whole path.
    pub fn is_meant(&self, wanted: &str) -> bool {
        let wanted = wanted.trim();
        let by_path = self
            .places
            .iter()
            .any(|place| place.path.eq_ignore_ascii_case(wanted));
        by_path || self.names().any(|name| name.eq_ignore_ascii_case(wanted))
    }
}

fn name_of(path: &'static str) -> &'static str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_name_on_any_platform_and_by_its_path() {
        for (wanted, index) in [
            ("patch-states-configuration.json", 0),
            ("PatchStatesConfiguration.json", 0),
            ("/var/log/amazon/ssm/pb-hashes", 3),
            (
                r"c:\programdata\amazon\ssm\patch-baseline-concurrent.lock",
                2,
            ),
        ] {
            let found = FILES.iter().position(|file| file.is_meant(wanted));
            assert_eq!(found, Some(index), "{wanted}");
        }
        assert!(!FILES.iter().any(|file| file.is_meant("/etc/pb-hashes")));
    }
}
