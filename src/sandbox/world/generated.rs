//! Generated nodes: a fleet of any size of which only the number is stored.
//!
//! Node number k is made from k when it is asked for. Its id holds k, so that a lookup needs no
//! index. Nodes of one kind (platform and variant) have the same packages and share one report.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::{SignedDuration, Timestamp};

use super::generated_catalogue::{PLATFORMS, catalogue};
use super::node::{Association, Machine, Node, Ping, Presence, Scan, ScannedBy};
use super::patching::Patching;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::fleet::platform::Family;
use crate::domain::id::Scope;
use crate::domain::run::operation::Operation;
use crate::sandbox::derive;
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::fleet::file::InstalledFile;
use crate::sandbox::world::scan::Installed;

/// The newest agent; nodes whose file names none have it.
pub(super) const LATEST_AGENT: &str = "3.3.1957.0";

/// The beginning of every generated id; the number follows in eleven hexadecimal digits.
const PREFIX: &str = "i-0f1ee7";

const VARIANTS: usize = 16;

/// The most nodes that can be generated.
pub(in crate::sandbox) const MOST: u32 = 10_000_000;

/// The parameters of a generated fleet, and what was made from them so far.
#[derive(Debug)]
pub(in crate::sandbox) struct Generated {
    pub(in crate::sandbox) scope: Scope,
    pub(in crate::sandbox) count: u32,
    seeded: Timestamp,
    catalogues: [OnceLock<Arc<Catalogue>>; PLATFORMS],
    machines: [[OnceLock<Arc<Machine>>; VARIANTS]; PLATFORMS],
    inventory: String,
    patching: Arc<Patching>,
}

/// The number in a generated id; `None` for any other id.
pub(super) fn number_of(id: &str) -> Option<u32> {
    let digits = id.strip_prefix(PREFIX)?;
    (digits.len() == 11)
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

impl Generated {
    pub(super) fn new(scope: Scope, count: u32, seeded: Timestamp, patching: Patching) -> Self {
        let inventory = derive::uuid(&[
            "association",
            scope.account.as_str(),
            scope.region.as_str(),
            "inventory",
        ]);
        Self {
            scope,
            count,
            seeded,
            catalogues: Default::default(),
            machines: Default::default(),
            inventory,
            patching: Arc::new(patching),
        }
    }

    /// Makes node number `number`.
    pub(super) fn node(&self, number: u32) -> Node {
        let platform = number as usize % PLATFORMS;
        let variant = (number as usize / PLATFORMS) % VARIANTS;
        let catalogue = self.catalogue(platform);

        // Primes, so that what is wrong with a node does not always fall on the same platform.
        let lost = number % 37 == 5;
        let agent = if number % 11 == 3 {
            "3.2.2303.0"
        } else {
            LATEST_AGENT
        };

        let (high, low) = ((number >> 8) & 255, number & 255);
        Node {
            id: format!("{PREFIX}{number:011x}"),
            name: None,
            computer_name: format!("node-{number:06}.example.internal"),
            ip: format!("10.{}.{high}.{low}", number >> 16 & 255),
            platform_name: catalogue.platform_name.clone(),
            platform_version: catalogue.platform_version.clone(),
            agent_version: agent.to_owned(),
            ping: if lost {
                Ping::ConnectionLost
            } else {
                Ping::Online
            },
            last_ping: lost.then(|| self.hours_ago(50)),
            role: "SSMInstanceProfile".to_owned(),
            probe: BTreeMap::new(),
            profile: true,
            registered: self.hours_ago(24 * 200),
            launched: None,
            presence: Presence::Managed,
            clock_off: SignedDuration::ZERO,
            tags: tags(number),
            catalogue,
            machine: self.machine(platform, variant),
            scans: self.scans(number, variant),
            associations: vec![self.inventory()],
            custom: Vec::new(),
            patching: Arc::clone(&self.patching),
            absences: Vec::new(),
            judged: Vec::new(),
            kind: u32::try_from(platform * VARIANTS + variant).ok(),
        }
    }

    fn hours_ago(&self, hours: i64) -> Timestamp {
        self.seeded
            .checked_sub(SignedDuration::from_hours(hours))
            .unwrap_or(self.seeded)
    }

    /// The association that gathers the inventory of every node.
    fn inventory(&self) -> Association {
        Association {
            name: "inventory".to_owned(),
            parameters: BTreeMap::new(),
            id: self.inventory.clone(),
            document: "AWS-GatherSoftwareInventory".to_owned(),
            severity: ComplianceLevel::Unspecified,
            status: "Success",
            at: self.hours_ago(1),
        }
    }

    /// Every catalogue of the platforms.
    pub(super) fn catalogues(&self) -> impl Iterator<Item = Arc<Catalogue>> {
        (0..PLATFORMS).map(|platform| self.catalogue(platform))
    }

    /// Whether any node was scanned after one moment and up to another; makes no node to find out.
    pub(in crate::sandbox) fn scanned_between(
        &self,
        after: Option<Timestamp>,
        until: Timestamp,
    ) -> bool {
        // All of them were scanned before the seed.
        if after.is_some_and(|after| after >= self.seeded) {
            return false;
        }

        let inside = |at: Timestamp| after.is_none_or(|after| after < at) && at <= until;
        let variant = |number: u32| (number as usize / PLATFORMS) % VARIANTS;

        // Up to ten million nodes are asked, on each change of a baseline.
        (0..self.count).any(|number| self.scanned_at(number, variant(number)).is_some_and(inside))
    }

    /// Of sixteen nodes one never reported, one reported a month ago, one failed to install, the
    /// others were scanned last night.
    fn scanned_at(&self, number: u32, variant: usize) -> Option<Timestamp> {
        let hours = match variant {
            15 => return None,
            14 => 24 * 30,
            _ => 6,
        };
        let ago =
            SignedDuration::from_hours(hours) + SignedDuration::from_secs(i64::from(number % 3600));
        Some(self.seeded.checked_sub(ago).unwrap_or(self.seeded))
    }

    fn scans(&self, number: u32, variant: usize) -> Vec<Scan> {
        // Variant 12 is the one whose installation failed.
        let operation = if variant == 12 {
            Operation::Install
        } else {
            Operation::Scan
        };

        let at = self.scanned_at(number, variant);
        at.into_iter()
            .map(|at| Scan {
                at,
                operation,
                by: ScannedBy::Command,
                baseline: None,
                reboot: "NoReboot",
                machine: None,
                ran: None,
            })
            .collect()
    }

    fn catalogue(&self, platform: usize) -> Arc<Catalogue> {
        Arc::clone(
            self.catalogues[platform].get_or_init(|| Arc::new(catalogue(platform, self.seeded))),
        )
    }

    fn machine(&self, platform: usize, variant: usize) -> Arc<Machine> {
        Arc::clone(
            self.machines[platform][variant]
                .get_or_init(|| Arc::new(self.make_machine(platform, variant))),
        )
    }

    fn make_machine(&self, platform: usize, variant: usize) -> Machine {
        // Most are up to date to a day; three have missed the last forty days, one almost half a
        // year.
        let catalogue = self.catalogue(platform);
        let up_to = match variant {
            0..=7 | 13..=15 => "-1d",
            8..=10 => "-40d",
            11 => "-150d",
            _ => "-25d",
        };
        let file = InstalledFile {
            up_to: Some(up_to.to_owned()),
            ..InstalledFile::default()
        };
        let installed = catalogue.installed(&file, self.seeded);

        // Only variant 13 waits for a reboot, with some of its patches.
        let waiting = installed
            .iter()
            .filter(|_| variant == 13)
            .map(|item| item.patch.id.clone());
        let pending_reboot: HashSet<String> = waiting.skip(3).step_by(40).collect();

        let not_applicable = not_applicable(&catalogue, &installed);
        Machine {
            installed,
            pending_reboot,
            not_applicable,
        }
    }
}

/// Every 25th update of Windows belongs to a feature that the node does not have. Other systems
/// report no such patches (User Guide, "Patch compliance state values").
fn not_applicable(catalogue: &Catalogue, installed: &[Installed]) -> HashSet<String> {
    if catalogue.os.family() != Family::Windows {
        return HashSet::new();
    }

    // What is installed was of use once, and so cannot be without any.
    let have: HashSet<&str> = installed
        .iter()
        .map(|item| item.patch.id.as_str())
        .collect();
    catalogue
        .updates
        .iter()
        .skip(7)
        .step_by(25)
        .map(|patch| patch.id.clone())
        .filter(|id| !have.contains(id.as_str()))
        .collect()
}

fn tags(number: u32) -> BTreeMap<String, String> {
    let group = ["web", "app", "database", "batch"][number as usize % 4];
    BTreeMap::from([
        ("Name".to_owned(), format!("node-{number:06}")),
        ("PatchGroup".to_owned(), group.to_owned()),
    ])
}
