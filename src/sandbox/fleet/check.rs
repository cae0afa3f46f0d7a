//! Checks a fleet file: every mistake with its place, so that they can be corrected in one go.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;

use super::catalogue::Catalogue;
use super::file::{
    AccountFile, CustomFile, FleetFile, NodeAssociationFile, NodeFile, OrganizationFile,
    RecorderFile, RoleFile, ScanFile, UnitFile,
};
use super::mistakes::Check;
use super::{check_baselines, check_commands, check_trail, when};
use crate::document::{Path, Violation};
use crate::domain::baseline::ComplianceLevel;
use crate::domain::id::{AccountId, NodeId};
use crate::sandbox::constraint::is_id;
use crate::sandbox::denial::Denial;
use crate::sandbox::world::node::Presence;

/// What is wrong with a fleet file; empty when nothing is.
pub(in crate::sandbox) fn check(fleet: &FleetFile) -> Vec<Violation> {
    let mut check = Check {
        fleet,
        violations: Vec::new(),
        catalogues: HashMap::new(),
    };

    // Catalogues and baselines before nodes, which name them.
    check.header();
    check.accounts();
    check.catalogues();
    check_baselines::check(&mut check);
    check.associations_and_buckets();
    check_commands::check(&mut check);
    check_trail::check(&mut check);
    check.nodes();
    check.violations
}

/// The services whose actions can be denied, as IAM calls them.
const SERVICES: [&str; 15] = [
    "ssm",
    "ssm-quicksetup",
    "s3",
    "sts",
    "organizations",
    "tag",
    "ec2",
    "resource-groups",
    "iam",
    "config",
    "events",
    "cloudtrail",
    "securityhub",
    // Those of the roles of nodes.
    "ssmmessages",
    "ec2messages",
];

impl Check<'_> {
    fn header(&mut self) {
        let top = Path::default();
        if self.fleet.fleet.trim().is_empty() {
            self.wrong(&top.key("fleet"), "a fleet needs a name");
        }
        if self.fleet.regions.is_empty() {
            self.wrong(&top.key("regions"), "a fleet needs at least one Region");
        }
        for (index, region) in self.fleet.regions.iter().enumerate() {
            self.region(&top.key("regions").index(index), region, None);
        }

        if let Some(organization) = &self.fleet.organization {
            self.organization(&top.key("organization"), organization);
        }
    }

    /// The forms of the ids are those of the Organizations API (shapes OrganizationId, RootId and
    /// OrganizationalUnitId).
    fn organization(&mut self, at: &Path, organization: &OrganizationFile) {
        // The forms of the Organizations API.
        let id = organization.id.strip_prefix("o-");
        if !id.is_some_and(|rest| is_id(rest, 10..=32)) {
            self.wrong(
                &at.key("id"),
                "an organization id is o- and 10 to 32 small letters and digits",
            );
        }
        let root = organization.root.strip_prefix("r-");
        if !root.is_some_and(|rest| is_id(rest, 4..=32)) {
            self.wrong(
                &at.key("root"),
                "a root id is r- and 4 to 32 small letters and digits",
            );
        }

        for (index, unit) in organization.units.iter().enumerate() {
            let at = at.key("units").index(index);

            // Only those before it: a unit has its parent above itself, which rules out circles.
            self.unit(&at, unit, &organization.units[..index]);
        }
    }

    fn unit(&mut self, at: &Path, unit: &UnitFile, earlier: &[UnitFile]) {
        let parts = unit
            .id
            .strip_prefix("ou-")
            .and_then(|rest| rest.split_once('-'));
        if !parts.is_some_and(|(root, rest)| is_id(root, 4..=32) && is_id(rest, 8..=32)) {
            self.wrong(&at.key("id"), "a unit id is ou-, 4 to 32 letters of the root, - and 8 to 32 small letters and digits");
        }

        // Earlier, so that no unit can be above itself.
        let parent = unit.parent.as_deref();
        if parent.is_some_and(|parent| !earlier.iter().any(|unit| unit.id == parent)) {
            self.wrong(&at.key("parent"), "the unit above must be listed earlier");
        }
    }

    fn accounts(&mut self) {
        let at = Path::default().key("accounts");
        let managers = self
            .fleet
            .accounts
            .iter()
            .filter(|account| account.management)
            .count();
        // One account answers the calls of Organizations, and is trusted by the roles of the
        // others.
        if self.fleet.accounts.is_empty() {
            self.wrong(&at, "a fleet needs at least one account");
        } else if managers != 1 {
            self.wrong(
                &at,
                format!("exactly one account must have `management: true`, and {managers} have"),
            );
        }

        // Ids and names are one set: a reference may be either.
        let mut seen = HashSet::new();
        for (index, account) in self.fleet.accounts.iter().enumerate() {
            let at = at.index(index);
            self.account_id(&at.key("id"), &account.id);
            for (key, value) in [("id", &account.id), ("name", &account.name)] {
                if !seen.insert(value) {
                    self.wrong(
                        &at.key(key),
                        format!("`{}` is used twice", value.escape_debug()),
                    );
                }
            }
            self.one_account(&at, account);
        }
    }

    fn one_account(&mut self, at: &Path, account: &AccountFile) {
        self.account_name(at, &account.name);
        if let Some(key) = &account.access_key
            && !((16..=128).contains(&key.len())
                && key.starts_with("AKIA")
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            self.wrong(
                &at.key("access_key"),
                "an access key id is AKIA and 12 or more letters and digits",
            );
        }
        if let Some(unit) = &account.unit {
            self.account_unit(&at.key("unit"), unit);
        }

        // Checked for its form only: a Region cannot need to be enabled where it is enabled.
        for (index, region) in account.enabled_regions.iter().enumerate() {
            self.region(&at.key("enabled_regions").index(index), region, None);
        }
        for (region, reason) in &account.failing_stacks {
            let at = at.key("failing_stacks").key(region);
            self.region(&at, region, Some(account));
            if reason.trim().is_empty() {
                self.wrong(&at, "say why the stacks fail there");
            }
        }
        for (index, recorder) in account.recorders.iter().enumerate() {
            self.recorder(&at.key("recorders").index(index), recorder, account);
        }
        for (index, region) in account.security_hub.iter().enumerate() {
            self.region(&at.key("security_hub").index(index), region, Some(account));
        }
        self.denials(&at.key("deny"), &account.deny);
        for (index, role) in account.roles.iter().enumerate() {
            self.role(&at.key("roles").index(index), role);
        }
    }

    fn recorder(&mut self, at: &Path, recorder: &RecorderFile, account: &AccountFile) {
        for (index, region) in recorder.regions.iter().enumerate() {
            self.region(&at.key("regions").index(index), region, Some(account));
        }
        if !recorder.types.is_empty() && !recorder.excluded.is_empty() {
            self.wrong(at, "write `types` or `excluded`, not both");
        }
    }

    fn role(&mut self, at: &Path, role: &RoleFile) {
        if let Some(path) = &role.path
            && !(path.starts_with('/') && path.ends_with('/'))
        {
            self.wrong(&at.key("path"), "a path begins and ends with a slash");
        }
        for (index, trusted) in role.trusts.iter().flatten().enumerate() {
            self.account(&at.key("trusts").index(index), trusted);
        }
        self.denials(&at.key("deny"), &role.deny);
    }

    fn account_id(&mut self, at: &Path, id: &str) {
        if id.parse::<AccountId>().is_err() {
            self.wrong(
                at,
                format!(
                    "`{}` is not an AWS account id (12 digits, in quotes)",
                    id.escape_debug()
                ),
            );
        }
    }

    /// The name of an account is the name of its profile in the files that the sandbox writes,
    /// where `default` is taken.
    fn account_name(&mut self, at: &Path, name: &str) {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || name == "default" || !name.chars().all(fits) {
            self.wrong(&at.key("name"), "an account name becomes a profile: letters, digits and -_. only, and not `default`");
        }
    }

    fn account_unit(&mut self, at: &Path, unit: &str) {
        let organization = self.fleet.organization.as_ref();
        let known = organization.is_some_and(|organization| {
            organization
                .units
                .iter()
                .any(|known| known.id == unit || known.name == unit)
        });
        if !known {
            self.wrong(
                at,
                format!("there is no organizational unit `{}`", unit.escape_debug()),
            );
        }
    }

    fn denials(&mut self, at: &Path, denials: &[String]) {
        for (index, rule) in denials.iter().enumerate() {
            let denial = Denial::read(rule);
            let action = denial.as_ref().map(Denial::action);
            let service = action.and_then(|action| action.split_once(':'));
            if !service.is_some_and(|(service, _)| SERVICES.contains(&service)) {
                self.wrong(
                    &at.index(index),
                    "write an action such as ssm:DescribeInstancePatchStates or ssm:*, with `unless KEY=VALUE|…` for a condition",
                );
            }
        }
    }

    fn catalogues(&mut self) {
        let at = Path::default().key("catalogues");
        let fleet = self.fleet;

        // Only whether times can be read matters here, so that any moment does for the seed.
        for (name, file) in &fleet.catalogues {
            if let Some(catalogue) = Catalogue::read(
                file,
                Timestamp::UNIX_EPOCH,
                &at.key(name),
                &mut self.violations,
            ) {
                self.catalogues.insert(name, catalogue);
            }
        }
    }

    fn associations_and_buckets(&mut self) {
        let at = Path::default().key("associations");
        for (index, association) in self.fleet.associations.iter().enumerate() {
            self.optional_one_of(
                &at.index(index).key("severity"),
                association.severity.as_ref(),
                ComplianceLevel::NAMES,
            );
        }

        let at = Path::default().key("buckets");
        for (index, bucket) in self.fleet.buckets.iter().enumerate() {
            let at = at.index(index);

            // S3's own rules for names, as the server of the sandbox has them.
            if !s3s::path::check_bucket_name(&bucket.name) {
                self.wrong(
                    &at.key("name"),
                    format!("`{}` is not a bucket name", bucket.name.escape_debug()),
                );
            }

            let account = self.account(&at.key("account"), &bucket.account);
            self.region(&at.key("region"), &bucket.region, account);
        }
    }

    fn nodes(&mut self) {
        let at = Path::default().key("nodes");
        let mut seen = BTreeSet::new();
        for (index, node) in self.fleet.nodes.iter().enumerate() {
            let at = at.index(index);

            // The form is that of the API, so that every operation takes the id.
            if node.id.parse::<NodeId>().is_err() {
                let message = format!(
                    "`{}` is not a node id (i- and 8 or 17 hexadecimal digits, or mi- and 17)",
                    node.id.escape_debug()
                );
                self.wrong(&at.key("id"), message);
            }

            if !seen.insert(&node.id) {
                self.wrong(
                    &at.key("id"),
                    format!("`{}` is used twice", node.id.escape_debug()),
                );
            }

            self.node(&at, node);
        }
    }

    fn node(&mut self, at: &Path, node: &NodeFile) {
        let account = self.account(&at.key("account"), &node.account);
        self.region(&at.key("region"), &node.region, account);
        self.optional_one_of(
            &at.key("ping"),
            node.ping.as_ref(),
            &["Online", "ConnectionLost", "Inactive"],
        );
        self.optional_when(&at.key("last_ping"), node.last_ping.as_ref());
        self.optional_when(&at.key("registered"), node.registered.as_ref());
        self.presence(at, node);
        self.optional_when(
            &at.key("installed").key("up_to"),
            node.installed.up_to.as_ref(),
        );

        // The quota of tags of one resource (AWS General Reference).
        if node.tags.len() > 50 {
            self.wrong(&at.key("tags"), "a node has at most 50 tags");
        }

        self.node_patches(at, node);
        check_commands::node(self, at, node);
        for (index, scan) in node.scans.iter().enumerate() {
            self.scan(&at.key("scans").index(index), scan);
        }
        for (index, association) in node.associations.iter().enumerate() {
            self.node_association(&at.key("associations").index(index), association);
        }
        for (index, item) in node.compliance.iter().enumerate() {
            self.custom(&at.key("compliance").index(index), item);
        }
    }

    fn presence(&mut self, at: &Path, node: &NodeFile) {
        self.optional_when(&at.key("launched"), node.launched.as_ref());

        // `running` is what a node is anyway; it may be written out.
        let mut states = vec!["running"];
        states.extend(Presence::STATES);
        self.optional_one_of(&at.key("ec2"), node.ec2.as_ref(), &states);
        if node.id.starts_with("mi-") && node.ec2.is_some() {
            self.wrong(
                &at.key("ec2"),
                "EC2 knows no hybrid nodes; write `managed: false`",
            );
        }
        let clock = node.clock.as_deref();
        if clock.is_some_and(|text| when::signed(text).is_none()) {
            self.wrong(
                &at.key("clock"),
                "write a length of time with its sign, such as +3d or -2h",
            );
        }
    }

    fn node_association(&mut self, at: &Path, association: &NodeAssociationFile) {
        let known = &self.fleet.associations;

        // The association must be in the file: its name alone says nothing of its document.
        if !known.iter().any(|known| known.name == association.name) {
            self.wrong(
                &at.key("name"),
                format!(
                    "there is no association `{}`",
                    association.name.escape_debug()
                ),
            );
        }
        self.optional_one_of(
            &at.key("status"),
            association.status.as_ref(),
            &["Success", "Failed", "Pending"],
        );
        self.when(&at.key("at"), &association.at);
    }

    fn custom(&mut self, at: &Path, item: &CustomFile) {
        // The beginning is how the API tells types of users from its own (SSM API reference,
        // PutComplianceItems); two more characters are ours.
        if !item.kind.starts_with("Custom:") || item.kind.len() < 9 {
            self.wrong(
                &at.key("type"),
                "a compliance type of your own begins with Custom:",
            );
        }
        self.one_of(
            &at.key("status"),
            &item.status,
            &["COMPLIANT", "NON_COMPLIANT"],
        );

        self.optional_one_of(
            &at.key("severity"),
            item.severity.as_ref(),
            ComplianceLevel::NAMES,
        );
        self.when(&at.key("at"), &item.at);
    }

    /// The catalogue, and that the patches named exist in it.
    fn node_patches(&mut self, at: &Path, node: &NodeFile) {
        // Of an unknown catalogue nothing more can be said.
        if !self.fleet.catalogues.contains_key(&node.catalogue) {
            let names: Vec<&str> = self.fleet.catalogues.keys().map(String::as_str).collect();
            self.one_of(&at.key("catalogue"), &node.catalogue, &names);
            return;
        }

        let installed = at.key("installed");
        let lists = [
            (installed.key("except"), &node.installed.except),
            (installed.key("also"), &node.installed.also),
            (installed.key("without"), &node.installed.without),
            (at.key("pending_reboot"), &node.pending_reboot),
            (at.key("not_applicable"), &node.not_applicable),
        ];

        for (at, names) in lists {
            for (index, name) in names.iter().enumerate() {
                if !self.knows_patch(&node.catalogue, name) {
                    let message = format!(
                        "catalogue `{}` has no patch `{}`",
                        node.catalogue,
                        name.escape_debug()
                    );
                    self.wrong(&at.index(index), message);
                }
            }
        }
    }

    fn scan(&mut self, at: &Path, scan: &ScanFile) {
        self.when(&at.key("at"), &scan.at);
        self.optional_one_of(
            &at.key("operation"),
            scan.operation.as_ref(),
            &["Scan", "Install"],
        );
        self.optional_one_of(
            &at.key("by"),
            scan.by.as_ref(),
            &[
                "command",
                "maintenance-window",
                "patch-policy",
                "association",
            ],
        );
        self.optional_one_of(
            &at.key("reboot"),
            scan.reboot.as_ref(),
            &["RebootIfNeeded", "NoReboot"],
        );

        // A policy brings its baseline by name, from any account and Region of the fleet.
        if let Some(name) = &scan.baseline
            && !self
                .fleet
                .baselines
                .iter()
                .any(|baseline| baseline.name == *name)
        {
            self.wrong(
                &at.key("baseline"),
                format!("there is no baseline `{}`", name.escape_debug()),
            );
        }
    }
}
