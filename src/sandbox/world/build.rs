//! Builds the fleet in memory from the checked documents of a fleet file.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::baselines::{Baselines, Source, Stored};
use super::documents::Definition;
use super::generated::Generated;
use super::node::{Association, Custom, Machine, Node, Ping, Scan, ScannedBy};
use super::patching::Patching;
use super::{Account, Bucket, Organization, Role, ScopeState, Seeded, Unit, Window, reports};
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
    AccountFile, BaselineFile, FleetFile, NodeFile, RuleFile, WindowFile,
};
use crate::sandbox::fleet::when::When;

/// The newest agent; nodes whose file names none have it.
pub(in crate::sandbox) const LATEST_AGENT: &str = "3.3.1957.0";

/// Builds what a fleet file says. The fleet was checked before it was stored, so that what does not
/// fit is left out rather than reported.
pub(in crate::sandbox) fn build(
    fleet: &FleetFile,
    seeded: Timestamp,
    generated_nodes: Option<u32>,
) -> Seeded {
    let builder = Builder { fleet, seeded };
    let mut scopes: BTreeMap<Scope, ScopeState> = BTreeMap::new();
    for account in &fleet.accounts {
        for region in &fleet.regions {
            builder.state(&mut scopes, &account.id, region);
        }
    }
    builder.baselines(&mut scopes);
    let catalogues = builder.catalogues();
    builder.nodes(&mut scopes, &catalogues);
    let management = fleet.accounts.iter().find(|account| account.management);
    let generated = generated_nodes
        .zip(management)
        .zip(fleet.regions.first())
        .map(|((count, account), region)| {
            let scope = Scope {
                account: AccountId::trusted(&account.id),
                region: Region::trusted(region),
            };
            Generated::new(
                scope,
                count,
                seeded,
                Patching::new(None, fleet.patching.as_ref(), seeded),
            )
        });
    Seeded {
        fleet: fleet.fleet.clone(),
        regions: fleet.regions.clone(),
        organization: builder.organization(),
        accounts: fleet
            .accounts
            .iter()
            .map(|account| builder.account(account))
            .collect(),
        generated,
        catalogues: catalogues.into_values().collect(),
        scopes,
        buckets: builder.buckets(),
        documents: builder.documents(),
        windows: builder.by_scope(
            &fleet.windows,
            |file| (&file.account, &file.region),
            |scope, file| builder.window(scope, file),
        ),
        groups: builder.by_scope(
            &fleet.resource_groups,
            |file| (&file.account, &file.region),
            |_, file| file.clone(),
        ),
        reports: reports::Cache::default(),
    }
}

struct Builder<'a> {
    fleet: &'a FleetFile,
    seeded: Timestamp,
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

    fn organization(&self) -> Option<Organization> {
        let file = self.fleet.organization.as_ref()?;
        let unit = |unit: &super::super::fleet::file::UnitFile| Unit {
            id: unit.id.clone(),
            name: unit.name.clone(),
            parent: unit.parent.clone().unwrap_or_else(|| file.root.clone()),
        };
        Some(Organization {
            id: file.id.clone(),
            root: file.root.clone(),
            units: file.units.iter().map(unit).collect(),
        })
    }

    fn account(&self, file: &AccountFile) -> Account {
        let management = self
            .fleet
            .accounts
            .iter()
            .find(|account| account.management)
            .map(|account| account.id.clone());
        let trusted = |trusts: &Option<Vec<String>>| match trusts {
            Some(list) => list
                .iter()
                .map(|reference| self.account_id(reference))
                .collect(),
            None => management.iter().cloned().collect(),
        };
        let roles = file.roles.iter();
        let roles = roles.map(|role| Role {
            name: role.name.clone(),
            trusts: trusted(&role.trusts),
            deny: role.deny.clone(),
        });
        let organization = self.fleet.organization.as_ref();
        let unit = organization
            .zip(file.unit.as_ref())
            .and_then(|(organization, wanted)| {
                organization
                    .units
                    .iter()
                    .find(|unit| unit.id == *wanted || unit.name == *wanted)
                    .map(|unit| unit.id.clone())
            });
        let root = organization
            .map(|organization| organization.root.clone())
            .unwrap_or_default();
        Account {
            id: file.id.clone(),
            name: file.name.clone(),
            email: file.email.clone(),
            management: file.management,
            suspended: file.suspended,
            parent: unit.unwrap_or(root),
            access_key: file
                .access_key
                .clone()
                .unwrap_or_else(|| format!("AKIA{}", derive::capitals(&["key", &file.id], 16))),
            roles: roles.collect(),
            enabled_regions: file.enabled_regions.clone(),
            deny: file.deny.clone(),
            joined: self.before_seed(400),
        }
    }

    fn buckets(&self) -> BTreeMap<String, Bucket> {
        let bucket = |file: &super::super::fleet::file::BucketFile| {
            (
                file.name.clone(),
                Bucket {
                    account: self.account_id(&file.account),
                    region: file.region.clone(),
                },
            )
        };
        self.fleet.buckets.iter().map(bucket).collect()
    }

    fn by_scope<F, T>(
        &self,
        files: &[F],
        place: impl Fn(&F) -> (&String, &String),
        make: impl Fn(&Scope, &F) -> T,
    ) -> BTreeMap<Scope, Vec<T>> {
        let mut all: BTreeMap<Scope, Vec<T>> = BTreeMap::new();
        for file in files {
            let (account, region) = place(file);
            let scope = self.scope(account, region);
            let thing = make(&scope, file);
            all.entry(scope).or_default().push(thing);
        }
        all
    }

    fn documents(&self) -> BTreeMap<Scope, Vec<Arc<Definition>>> {
        let mut all: BTreeMap<Scope, Vec<Arc<Definition>>> = BTreeMap::new();
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

    fn window(&self, scope: &Scope, file: &WindowFile) -> Window {
        let id = format!(
            "mw-0{}",
            derive::hex_id(
                &[
                    "window",
                    scope.account.as_str(),
                    scope.region.as_str(),
                    &file.name
                ],
                16
            )
        );
        Window {
            id,
            file: file.clone(),
            next: self.at(&file.next),
            created: self.before_seed(60),
        }
    }

    fn baselines(&self, scopes: &mut BTreeMap<Scope, ScopeState>) {
        for file in &self.fleet.baselines {
            let Some(rules) = rules(file) else { continue };
            for region in &file.regions {
                let account = self.account_id(&file.account);
                let stored = Arc::new(self.baseline(file, rules.clone(), &account, region));
                let os = rules.os;
                let baselines = &mut self.state(scopes, &account, region).baselines;
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
        let created = file
            .created
            .as_deref()
            .map_or_else(|| self.before_seed(90), |text| self.at(text));
        let source = |source: &super::super::fleet::file::SourceFile| Source {
            name: source.name.clone(),
            products: source.products.clone(),
            configuration: source.configuration.clone(),
        };
        Stored {
            id: format!(
                "pb-0{}",
                derive::hex_id(&["baseline", account, region, &file.os, &file.name], 16)
            ),
            name: file.name.clone(),
            description: file.description.clone(),
            rules,
            sources: file.sources.iter().map(source).collect(),
            tags: file.tags.clone(),
            created,
            modified: created,
            aws_owned: false,
        }
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
        let hybrid = file.id.starts_with("mi-");
        let mut tags = file.tags.clone();
        if let Some(name) = file.name.as_ref().filter(|_| !hybrid) {
            tags.insert("Name".to_owned(), name.clone());
        }
        let number = derive::digest(&["ip", &file.id]);
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
        let machine = Machine {
            installed: catalogue.installed(&file.installed, self.seeded),
            pending_reboot: catalogue.ids(&file.pending_reboot),
            not_applicable: catalogue.ids(&file.not_applicable),
        };
        Node {
            id: file.id.clone(),
            name: file.name.clone(),
            computer_name: file
                .computer_name
                .clone()
                .unwrap_or_else(|| format!("ip-10-0-{}-{}.ec2.internal", number[0], number[1])),
            ip: file
                .ip
                .clone()
                .unwrap_or_else(|| format!("10.0.{}.{}", number[0], number[1])),
            platform_name: file
                .platform_name
                .clone()
                .unwrap_or_else(|| catalogue.platform_name.clone()),
            platform_version: file
                .platform_version
                .clone()
                .unwrap_or_else(|| catalogue.platform_version.clone()),
            agent_version: file
                .agent_version
                .clone()
                .unwrap_or_else(|| LATEST_AGENT.to_owned()),
            ping,
            last_ping,
            role: file
                .role
                .clone()
                .unwrap_or_else(|| "SSMInstanceProfile".to_owned()),
            registered: file
                .registered
                .as_deref()
                .map_or_else(|| self.before_seed(200), |text| self.at(text)),
            tags,
            catalogue: Arc::clone(catalogue),
            machine: Arc::new(machine),
            scans: file.scans.iter().map(|scan| self.scan(scan)).collect(),
            associations: self.associations(file),
            custom: file
                .compliance
                .iter()
                .map(|item| self.custom(item))
                .collect(),
            patching: Arc::new(Patching::new(
                file.patching.as_ref(),
                self.fleet.patching.as_ref(),
                self.seeded,
            )),
            absences: Vec::new(),
            judged: Vec::new(),
            kind: None,
        }
    }

    fn scan(&self, file: &super::super::fleet::file::ScanFile) -> Scan {
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
        let mut all = Vec::new();
        for association in &self.fleet.associations {
            let named = file
                .associations
                .iter()
                .find(|named| named.name == association.name);
            if named.is_none() && !association.every_node {
                continue;
            }
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
                at: named.map_or_else(
                    || {
                        self.seeded
                            .checked_sub(SignedDuration::from_mins(30))
                            .unwrap_or(self.seeded)
                    },
                    |named| self.at(&named.at),
                ),
            });
        }
        all
    }

    fn custom(&self, file: &super::super::fleet::file::CustomFile) -> Custom {
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
    let filter = |(key, values): (&String, &Vec<String>)| {
        Some(Filter {
            key: FilterKey::of_wire(key)?,
            values: values.clone(),
        })
    };
    filters.iter().filter_map(filter).collect()
}
