//! Builds the fleet in memory from the checked documents of a fleet file.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::baselines::Baselines;
use super::documents::Definition;
use super::generated::{Generated, LATEST_AGENT};
use super::node::{Association, Custom, Machine, Node, Ping, Presence, Scan, ScannedBy};
use super::patching::Patching;
use super::report;
use super::state::{Account, Bucket, Organization, Role, ScopeState, Seeded, Unit};
use super::stored::{Source, Stored};
use super::windows::Window;
use crate::document::Path;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Filter, FilterKey,
    RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::{AccountId, Region, Scope};
use crate::domain::run::operation::Operation;
use crate::sandbox::derive;
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::fleet::file::{
    AccountFile, BaselineFile, CustomFile, EventRuleFile, FleetFile, GroupFile, NodeFile, RuleFile,
    ScanFile, VpcEndpointFile,
};
use crate::sandbox::fleet::patching::PatchingFile;
use crate::sandbox::fleet::when::{self, When};
use crate::sandbox::secret;

/// Builds what a fleet file says. The fleet was checked before it was stored, so that what does not
/// fit is left out rather than reported.
pub(in crate::sandbox) fn build(
    fleet: &FleetFile,
    seeded: Timestamp,
    generated_nodes: Option<u32>,
) -> Seeded {
    let builder = Builder { fleet, seeded };

    // Every account has AWS's baselines in every Region of the fleet, also where the file puts
    // neither a node nor a baseline.
    let mut scopes: BTreeMap<Scope, ScopeState> = BTreeMap::new();
    for account in &fleet.accounts {
        for region in &fleet.regions {
            builder.state(&mut scopes, &account.id, region);
        }
    }
    builder.baselines(&mut scopes);
    let catalogues = builder.catalogues();
    builder.nodes(&mut scopes, &catalogues);

    Seeded {
        secret: secret::OLD.to_owned(),
        fleet: fleet.fleet.clone(),
        regions: fleet.regions.clone(),
        organization: builder.organization(),
        accounts: builder.accounts(),
        generated: builder.generated(generated_nodes),
        catalogues: catalogues.into_values().collect(),
        scopes,
        buckets: builder.buckets(),
        documents: builder.documents(),
        windows: builder.windows(),
        groups: builder.groups(),
        event_rules: builder.event_rules(),
        vpc_endpoints: builder.vpc_endpoints(),
        reports: report::Cache::default(),
    }
}

struct Builder<'a> {
    fleet: &'a FleetFile,
    seeded: Timestamp,
}

/// What was checked to be a length of time when the file was read.
fn clock_off(file: &NodeFile) -> SignedDuration {
    let off = file.clock.as_deref().and_then(when::signed);
    off.unwrap_or_default()
}

impl Builder<'_> {
    fn at(&self, text: &str) -> Timestamp {
        When::parse(text).map_or(self.seeded, |when| when.resolve(self.seeded))
    }

    fn before_seed(&self, days: i64) -> Timestamp {
        self.seeded
            .checked_sub(SignedDuration::from_hours(days * 24))
            .unwrap_or(self.seeded)
    }

    fn account_id(&self, reference: &str) -> String {
        let found = self
            .fleet
            .accounts
            .iter()
            .find(|account| account.id == reference || account.name == reference);
        found.map_or_else(|| reference.to_owned(), |account| account.id.clone())
    }

    fn scope(&self, account: &str, region: &str) -> Scope {
        Scope {
            account: AccountId::trusted(&self.account_id(account)),
            region: Region::trusted(region),
        }
    }

    fn state<'s>(
        &self,
        scopes: &'s mut BTreeMap<Scope, ScopeState>,
        account: &str,
        region: &str,
    ) -> &'s mut ScopeState {
        let scope = self.scope(account, region);
        let baselines = Baselines::of_aws(&scope);
        scopes.entry(scope).or_insert_with(|| ScopeState {
            nodes: Vec::new(),
            index: HashMap::new(),
            baselines,
        })
    }

    /// Generated nodes stand in the management account and the first Region; a fleet without
    /// either has none.
    fn generated(&self, count: Option<u32>) -> Option<Generated> {
        let scope = Scope {
            account: AccountId::trusted(self.management()?),
            region: Region::trusted(self.fleet.regions.first()?),
        };
        Some(Generated::new(
            scope,
            count?,
            self.seeded,
            self.patching(None),
        ))
    }

    fn patching(&self, of_node: Option<&PatchingFile>) -> Patching {
        Patching::new(of_node, self.fleet.patching.as_ref(), self.seeded)
    }

    fn organization(&self) -> Option<Organization> {
        let file = self.fleet.organization.as_ref()?;
        let units = file.units.iter().map(|unit| Unit {
            id: unit.id.clone(),
            name: unit.name.clone(),
            // A unit without a parent hangs below the root.
            parent: unit.parent.clone().unwrap_or_else(|| file.root.clone()),
        });

        Some(Organization {
            id: file.id.clone(),
            root: file.root.clone(),
            units: units.collect(),
        })
    }

    fn management(&self) -> Option<&str> {
        self.fleet
            .accounts
            .iter()
            .find(|account| account.management)
            .map(|account| account.id.as_str())
    }

    fn accounts(&self) -> Vec<Account> {
        self.fleet
            .accounts
            .iter()
            .map(|account| self.account(account))
            .collect()
    }

    fn account(&self, file: &AccountFile) -> Account {
        let roles = file.roles.iter().map(|role| Role {
            name: role.name.clone(),
            path: given(role.path.as_ref(), || "/".to_owned()),
            trusts: self.trusted(role.trusts.as_deref()),
            deny: role.deny.clone(),
        });

        // Twenty characters with this beginning: a long-term key (IAM User Guide, "Unique
        // identifiers"). The credentials of an account are found by it.
        let access_key = given(file.access_key.as_ref(), || {
            format!("AKIA{}", derive::capitals(&["key", &file.id], 16))
        });
        Account {
            id: file.id.clone(),
            name: file.name.clone(),
            email: file.email.clone(),
            management: file.management,
            suspended: file.suspended,
            parent: self.parent(file),
            access_key,
            roles: roles.collect(),
            enabled_regions: file.enabled_regions.clone(),
            failing_stacks: file.failing_stacks.clone(),
            security_hub: file.security_hub.clone(),
            default_host_role: file.default_host_role.clone(),
            recorders: file.recorders.clone(),
            deny: file.deny.clone(),
            joined: self.before_seed(400),
        }
    }

    /// The accounts that may assume a role: those that it names, else the management account.
    fn trusted(&self, trusts: Option<&[String]>) -> Vec<String> {
        let Some(list) = trusts else {
            return self.management().into_iter().map(str::to_owned).collect();
        };
        list.iter()
            .map(|reference| self.account_id(reference))
            .collect()
    }

    /// The unit that holds an account, by id or name, else the root. The file was checked, so that
    /// a unit which is not found was not named.
    fn parent(&self, file: &AccountFile) -> String {
        let Some(organization) = &self.fleet.organization else {
            return String::new();
        };
        let units = organization.units.iter();
        let unit = file.unit.as_ref().and_then(|wanted| {
            units
                .into_iter()
                .find(|unit| unit.id == *wanted || unit.name == *wanted)
        });
        unit.map_or_else(|| organization.root.clone(), |unit| unit.id.clone())
    }

    fn buckets(&self) -> BTreeMap<String, Bucket> {
        let buckets = self.fleet.buckets.iter().map(|file| {
            let bucket = Bucket {
                account: self.account_id(&file.account),
                region: file.region.clone(),
            };
            (file.name.clone(), bucket)
        });
        buckets.collect()
    }

    fn windows(&self) -> BTreeMap<Scope, Vec<Arc<Window>>> {
        let mut all: BTreeMap<Scope, Vec<Arc<Window>>> = BTreeMap::new();
        for file in &self.fleet.windows {
            let scope = self.scope(&file.account, &file.region);
            let here = all.entry(scope.clone()).or_default();

            // Numbered in the order of the file, before what users make.
            let (number, first) = (here.len() as u64, self.at(&file.next));
            let window = Window::of_file(&scope, number, file, first, self.before_seed(60));
            here.push(Arc::new(window));
        }
        all
    }

    fn groups(&self) -> BTreeMap<Scope, Vec<GroupFile>> {
        self.by_scope(
            &self.fleet.resource_groups,
            |file| (&file.account, &file.region),
            |_, file| file.clone(),
        )
    }

    fn vpc_endpoints(&self) -> BTreeMap<Scope, Vec<VpcEndpointFile>> {
        self.by_scope(
            &self.fleet.vpc_endpoints,
            |file| (&file.account, &file.region),
            |_, file| file.clone(),
        )
    }

    fn event_rules(&self) -> BTreeMap<Scope, Vec<EventRuleFile>> {
        self.by_scope(
            &self.fleet.event_rules,
            |file| (&file.account, &file.region),
            |_, file| file.clone(),
        )
    }

    fn by_scope<F, T>(
        &self,
        files: &[F],
        place: impl Fn(&F) -> (&String, &String),
        make: impl Fn(&Scope, &F) -> T,
    ) -> BTreeMap<Scope, Vec<T>> {
        let mut all: BTreeMap<Scope, Vec<T>> = BTreeMap::new();
        for file in files {
            // Files name accounts by id or name; scopes have ids.
            let (account, region) = place(file);
            let scope = self.scope(account, region);
            let thing = make(&scope, file);
            all.entry(scope).or_default().push(thing);
        }

        all
    }

    fn documents(&self) -> BTreeMap<Scope, Vec<Arc<Definition>>> {
        let mut all: BTreeMap<Scope, Vec<Arc<Definition>>> = BTreeMap::new();

        // A document that cannot be read was reported when the file was checked.
        for file in &self.fleet.documents {
            let Ok(definition) = file.read(self.before_seed(90)) else {
                continue;
            };

            let definition = Arc::new(definition);
            for region in &file.regions {
                all.entry(self.scope(&file.account, region))
                    .or_default()
                    .push(Arc::clone(&definition));
            }
        }

        all
    }

    fn baselines(&self, scopes: &mut BTreeMap<Scope, ScopeState>) {
        for file in &self.fleet.baselines {
            let Some(rules) = rules(file) else { continue };
            for region in &file.regions {
                let account = self.account_id(&file.account);
                let stored = Arc::new(self.baseline(file, rules.clone(), &account, region));
                let os = rules.os;

                let baselines = &mut self.state(scopes, &account, region).baselines;

                // One baseline for each group and operating system; that two of the file do not
                // claim the same one was checked.
                for group in &file.groups {
                    baselines
                        .groups
                        .insert((group.clone(), os), stored.id.clone());
                }
                if file.default {
                    baselines.defaults.insert(os, stored.id.clone());
                }

                baselines.all.push(stored);
            }
        }
    }

    fn baseline(
        &self,
        file: &BaselineFile,
        rules: Baseline,
        account: &str,
        region: &str,
    ) -> Stored {
        let created = self.at_or_before(file.created.as_deref(), 90);
        let sources = file.sources.iter().map(|source| Source {
            name: source.name.clone(),
            products: source.products.clone(),
            configuration: source.configuration.clone(),
        });

        // The operating system is a part of the id, because names are not unique: the API knows no
        // error for a name that exists already.
        let parts = ["baseline", account, region, &file.os, &file.name];
        Stored {
            id: format!("pb-0{}", derive::hex_id(&parts, 16)),
            name: file.name.clone(),
            description: file.description.clone(),
            rules,
            sources: sources.collect(),
            tags: file.tags.clone(),
            created,
            modified: created,
            aws_owned: false,
        }
    }

    fn at_or_before(&self, text: Option<&str>, days: i64) -> Timestamp {
        text.map_or_else(|| self.before_seed(days), |text| self.at(text))
    }

    fn catalogues(&self) -> BTreeMap<&str, Arc<Catalogue>> {
        let read = |file| Catalogue::read(file, self.seeded, &Path::default(), &mut Vec::new());
        self.fleet
            .catalogues
            .iter()
            .filter_map(|(name, file)| Some((name.as_str(), Arc::new(read(file)?))))
            .collect()
    }

    fn nodes(
        &self,
        scopes: &mut BTreeMap<Scope, ScopeState>,
        catalogues: &BTreeMap<&str, Arc<Catalogue>>,
    ) {
        for file in &self.fleet.nodes {
            let Some(catalogue) = catalogues.get(file.catalogue.as_str()) else {
                continue;
            };
            let node = self.node(file, catalogue);
            self.state(scopes, &file.account, &file.region)
                .nodes
                .push(node);
        }

        // By id, so that pages and their tokens do not depend on the order of the file.
        for state in scopes.values_mut() {
            state.nodes.sort_by(|a, b| a.id.cmp(&b.id));
            state.index = state
                .nodes
                .iter()
                .enumerate()
                .map(|(position, node)| (node.id.clone(), position))
                .collect();
        }
    }

    fn node(&self, file: &NodeFile, catalogue: &Arc<Catalogue>) -> Node {
        let (computer_name, ip) = address(file);
        let (ping, last_ping) = self.ping(file);
        let machine = Machine {
            installed: catalogue.installed(&file.installed, self.seeded),
            pending_reboot: catalogue.ids(&file.pending_reboot),
            not_applicable: catalogue.ids(&file.not_applicable),
        };

        // What the file leaves out comes from the catalogue, so that a short file makes nodes that
        // could be real.
        let platform_name = given(file.platform_name.as_ref(), || {
            catalogue.platform_name.clone()
        });
        let platform_version = given(file.platform_version.as_ref(), || {
            catalogue.platform_version.clone()
        });
        Node {
            id: file.id.clone(),
            name: file.name.clone(),
            computer_name,
            ip,
            platform_name,
            platform_version,
            agent_version: given(file.agent_version.as_ref(), || LATEST_AGENT.to_owned()),
            ping,
            last_ping,
            role: given(file.role.as_ref(), || "SSMInstanceProfile".to_owned()),
            probe: file.probe.clone(),
            profile: file.instance_profile,
            registered: self.at_or_before(file.registered.as_deref(), 200),
            launched: file.launched.as_ref().map(|text| self.at(text)),
            presence: Presence::of(file.managed, file.ec2.as_deref()),
            clock_off: clock_off(file),
            tags: tags(file),
            catalogue: Arc::clone(catalogue),
            machine: Arc::new(machine),
            scans: file.scans.iter().map(|scan| self.scan(scan)).collect(),
            associations: self.associations(file),
            custom: file.compliance.iter().map(|one| self.custom(one)).collect(),
            patching: Arc::new(self.patching(file.patching.as_ref())),
            absences: Vec::new(),
            judged: Vec::new(),
            kind: None,
        }
    }

    /// Whether the agent answers, and when it last did; `None` for a node that is online.
    fn ping(&self, file: &NodeFile) -> (Ping, Option<Timestamp>) {
        let ping = match file.ping.as_deref() {
            Some("ConnectionLost") => Ping::ConnectionLost,
            Some("Inactive") => Ping::Inactive,
            _ => Ping::Online,
        };
        let last_ping = match (&file.last_ping, ping) {
            (Some(text), _) => Some(self.at(text)),
            (None, Ping::Online) => None,
            (None, _) => Some(self.before_seed(3)),
        };
        (ping, last_ping)
    }

    fn scan(&self, file: &ScanFile) -> Scan {
        Scan {
            at: self.at(&file.at),
            operation: if file.operation.as_deref() == Some("Install") {
                Operation::Install
            } else {
                Operation::Scan
            },
            by: match file.by.as_deref() {
                Some("patch-policy") => ScannedBy::PatchPolicy,
                Some("association") => ScannedBy::Association,
                _ => ScannedBy::Command,
            },
            baseline: file.baseline.clone(),
            // NoReboot is the default of patch policies, and a scan reboots under neither. AWS's
            // patch document has the opposite default (RebootIfNeeded).
            reboot: if file.reboot.as_deref() == Some("RebootIfNeeded") {
                "RebootIfNeeded"
            } else {
                "NoReboot"
            },
            machine: None,
            ran: None,
        }
    }

    fn associations(&self, file: &NodeFile) -> Vec<Association> {
        let account = self.account_id(&file.account);
        let shortly_before = self
            .seeded
            .checked_sub(SignedDuration::from_mins(30))
            .unwrap_or(self.seeded);

        let mut all = Vec::new();
        for association in &self.fleet.associations {
            let named = file
                .associations
                .iter()
                .find(|named| named.name == association.name);
            if named.is_none() && !association.every_node {
                continue;
            }

            // The id leaves the node out: one association has many nodes.
            all.push(Association {
                id: derive::uuid(&["association", &account, &file.region, &association.name]),
                name: association.name.clone(),
                parameters: association.parameters.clone(),
                document: association.document.clone(),
                severity: level(association.severity.as_ref()),
                status: match named.and_then(|named| named.status.as_deref()) {
                    Some("Failed") => "Failed",
                    Some("Pending") => "Pending",
                    _ => "Success",
                },
                at: named.map_or(shortly_before, |named| self.at(&named.at)),
            });
        }

        all
    }

    fn custom(&self, file: &CustomFile) -> Custom {
        Custom {
            kind: file.kind.clone(),
            id: file.id.clone(),
            title: file.title.clone(),
            compliant: file.status == "COMPLIANT",
            severity: level(file.severity.as_ref()),
            at: self.at(&file.at),
        }
    }
}

/// What the file gives, else the default.
fn given(text: Option<&String>, default: impl FnOnce() -> String) -> String {
    text.cloned().unwrap_or_else(default)
}

/// The computer name and the address of a node, in the form of EC2's private names.
fn address(file: &NodeFile) -> (String, String) {
    let number = derive::digest(&["ip", &file.id]);
    let (high, low) = (number[0], number[1]);
    (
        given(file.computer_name.as_ref(), || {
            format!("ip-10-0-{high}-{low}.ec2.internal")
        }),
        given(file.ip.as_ref(), || format!("10.0.{high}.{low}")),
    )
}

/// The tags of a node. The name of an EC2 instance is its tag `Name`; that of a hybrid node is kept
/// by Systems Manager itself (SSM API reference, InstanceInformation).
fn tags(file: &NodeFile) -> BTreeMap<String, String> {
    let mut tags = file.tags.clone();
    let hybrid = file.id.starts_with("mi-");
    if let Some(name) = file.name.as_ref().filter(|_| !hybrid) {
        tags.insert("Name".to_owned(), name.clone());
    }
    tags
}

fn level(text: Option<&String>) -> ComplianceLevel {
    text.and_then(|text| ComplianceLevel::of_wire(text))
        .unwrap_or(ComplianceLevel::Unspecified)
}

/// The rules of a baseline in a fleet file; `None` when its operating system is unknown.
fn rules(file: &BaselineFile) -> Option<Baseline> {
    let os: OperatingSystem = file.os.parse().ok()?;
    Some(Baseline {
        os,
        global_filters: filters(&file.global_filters),
        rules: file.rules.iter().filter_map(rule).collect(),
        approved: file.approved.clone(),
        approved_level: level(file.approved_level.as_ref()),
        approved_non_security: file.approved_non_security,
        rejected: file.rejected.clone(),
        // The API's defaults for the action and, in `level`, for levels.
        rejected_action: file
            .rejected_action
            .as_deref()
            .and_then(RejectedAction::of_wire)
            .unwrap_or(RejectedAction::AllowAsDependency),
        available_security_updates: file
            .available_security_updates
            .as_deref()
            .and_then(AvailableSecurityUpdates::of_wire),
    })
}

fn rule(file: &RuleFile) -> Option<Rule> {
    // The SSM API reference asks for one of the two in every rule, and the check of the file did too.
    let approval = match (file.approve_after_days, &file.approve_until_date) {
        (Some(days), _) => Approval::AfterDays(days),
        (None, Some(date)) => Approval::UntilDate(date.parse().ok()?),
        (None, None) => return None,
    };

    let level = level(file.level.as_ref());
    Some(Rule {
        filters: filters(&file.filters),
        approval,
        level,
        enable_non_security: file.enable_non_security,
    })
}

fn filters(filters: &BTreeMap<String, Vec<String>>) -> Vec<Filter> {
    let known = filters.iter().filter_map(|(key, values)| {
        Some(Filter {
            key: FilterKey::of_wire(key)?,
            values: values.clone(),
        })
    });
    known.collect()
}
