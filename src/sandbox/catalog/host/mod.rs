//! This machine, or the system below a folder, as a managed node. Everything is read, and nothing
//! is changed.

mod dpkg;
mod inventory;
mod os_release;
mod rpmdb;

use std::path::Path;

use crate::domain::fleet::platform::Family;
use crate::error::{Error, Result};
use crate::process::input;
use crate::sandbox::derive;
use crate::sandbox::fleet::FleetFile;
use crate::sandbox::fleet::file::{CatalogueFile, InstalledFile, NodeFile, ScanFile};
use crate::sandbox::fleet::when::utc_day;

/// The name of the catalogue and of the node.
const NAME: &str = "this-host";

/// A fleet with nothing in it yet but an account and a Region.
const EMPTY_FLEET: &str = "
fleet: this-host
regions: [us-east-1]
accounts:
  - {id: '111122223333', name: this-host, email: root@localhost, management: true}
";

/// What was found of a system.
#[derive(Debug)]
pub struct Host {
    id: String,
    computer_name: String,
    catalogue: CatalogueFile,
    notes: Vec<String>,
}

impl Host {
    /// Reads the system below a folder; `/` is this machine.
    ///
    /// # Errors
    /// An operating system that Patch Manager does not know, no package database, or a damaged
    /// index.
    pub fn read(root: &Path) -> Result<Self> {
        let (os, version) = os_release::read(root)?;
        let inventory = match os.family() {
            Family::Apt => dpkg::read(root)?,
            _ => rpmdb::read(root, os)?,
        };
        let mut notes = inventory.notes;
        if inventory.updates.is_empty() {
            notes.push(nothing_published(os.family()).to_owned());
        }

        let computer_name = line(root, "etc/hostname");
        let catalogue = CatalogueFile {
            os: os.as_str().to_owned(),
            platform_name: version.name,
            product: super::product::product(os, &version.number),
            platform_version: version.number,
            product_family: None,
            // Since the package database changed last, nothing was installed: it is the image.
            image: utc_day(inventory.changed).to_string(),
            base: inventory.base,
            updates: inventory.updates,
        };
        Ok(Self {
            id: id_of(root, &computer_name),
            computer_name,
            catalogue,
            notes,
        })
    }

    /// What a user should know.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What was found, in one line.
    pub fn summary(&self) -> String {
        let published: usize = self
            .catalogue
            .updates
            .iter()
            .map(|update| update.packages.len())
            .sum();

        let platform = format!(
            "{} {}",
            self.catalogue.platform_name, self.catalogue.platform_version
        );
        format!(
            "{}: {}, {} packages, {published} published versions of them",
            self.id,
            platform.trim(),
            self.catalogue.base.len()
        )
    }

    /// Adds the machine to the first account and Region of a fleet.
    pub(in crate::sandbox) fn join(&self, fleet: &mut FleetFile) -> Result<()> {
        // What is taken would hide a catalogue or a node of the fleet file.
        let taken = fleet.catalogues.contains_key(NAME)
            || fleet.nodes.iter().any(|node| node.id == self.id);
        let (Some(account), Some(region), false) =
            (fleet.accounts.first(), fleet.regions.first(), taken)
        else {
            return Err(Error::usage(format!(
                "the fleet already has a catalogue `{NAME}`, or the node {}",
                self.id
            ))
            .hint("give them other names in the fleet file"));
        };

        let node = self.node(&account.id, region);
        fleet
            .catalogues
            .insert(NAME.to_owned(), self.catalogue.clone());
        fleet.nodes.push(node);
        Ok(())
    }

    /// The node in a fleet file. It was registered and scanned just now: what it reports is what
    /// was found.
    fn node(&self, account: &str, region: &str) -> NodeFile {
        let computer_name = known(&self.computer_name);
        NodeFile {
            patching: None,
            id: self.id.clone(),
            account: account.to_owned(),
            region: region.to_owned(),
            catalogue: NAME.to_owned(),
            name: computer_name.clone().or_else(|| known(NAME)),
            computer_name: computer_name.or_else(|| known("localhost")),
            ip: known("127.0.0.1"),
            // The platform is that of the catalogue.
            platform_name: None,
            platform_version: None,
            agent_version: None,
            ping: None,
            last_ping: None,
            role: None,
            probe: std::collections::BTreeMap::new(),
            instance_profile: true,
            registered: known("-0s"),
            launched: None,
            managed: true,
            ec2: None,
            clock: None,
            tags: std::collections::BTreeMap::new(),
            installed: InstalledFile::default(),
            pending_reboot: Vec::new(),
            not_applicable: Vec::new(),
            scans: vec![ScanFile {
                at: "-0s".to_owned(),
                operation: None,
                by: None,
                baseline: None,
                reboot: None,
            }],
            associations: Vec::new(),
            compliance: Vec::new(),
        }
    }
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The largest file of one line, in bytes.
const LARGEST_LINE: u64 = 4096;

/// A file of one line below the root; empty when it cannot be read.
fn line(root: &Path, name: &str) -> String {
    input::read_text(&root.join(name), LARGEST_LINE)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// An id that stays the same for the same machine.
fn id_of(root: &Path, computer_name: &str) -> String {
    let place = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let machine = line(root, "etc/machine-id");
    let parts = [
        "this-host",
        &machine,
        computer_name,
        &place.display().to_string(),
    ];

    // The machine id names a machine wherever its files lie. An image may have none; then its name
    // and its place have to do.
    let parts = if machine.is_empty() {
        &parts[..]
    } else {
        &parts[..2]
    };
    format!("mi-0{}", derive::hex_id(parts, 16))
}

fn nothing_published(family: Family) -> &'static str {
    match family {
        Family::Apt => {
            "no package index names an installed package, so that nothing can be missing: run apt-get update first"
        }
        _ => {
            "no repository metadata names an installed package, so that nothing can be missing: run dnf makecache first"
        }
    }
}

/// The fleet that a host joins when no other is named.
pub(in crate::sandbox) fn empty_fleet() -> Result<FleetFile> {
    crate::sandbox::fleet::read("this-host", EMPTY_FLEET)
}
