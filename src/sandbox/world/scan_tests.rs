use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Installed, Machine, Operation, Report, ScanState, scan};
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Filter, FilterKey,
    RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem as Os;
use crate::domain::patch::{Package, Patch, PatchSet};

const TODAY: Date = date(2024, 7, 15);

fn blank(id: &str) -> Patch {
    Patch {
        id: id.to_owned(),
        title: id.to_owned(),
        package: None,
        classification: None,
        severity: None,
        product: "P".to_owned(),
        product_family: None,
        patch_set: PatchSet::Os,
        advisory: None,
        bugzilla: Vec::new(),
        cves: Vec::new(),
        bulletin: None,
        priority: None,
        section: None,
        repository: None,
        released: None,
        supersedes: Vec::new(),
    }
}

fn rpm(text: &str, classification: Option<&str>, released: Date) -> Arc<Patch> {
    let package = Package::parse_rpm(text).unwrap();
    let id = format!("{}.{}", package.name, package.arch);
    let classification = classification.map(str::to_owned);
    Arc::new(Patch {
        title: text.to_owned(),
        package: Some(package),
        classification,
        released: Some(released),
        ..blank(&id)
    })
}

fn windows(kb: &str, severity: &str, released: Date, supersedes: &[&str]) -> Arc<Patch> {
    let supersedes = supersedes.iter().map(|kb| (*kb).to_owned()).collect();
    let classification = Some("SecurityUpdates".to_owned());
    Arc::new(Patch {
        classification,
        severity: Some(severity.to_owned()),
        released: Some(released),
        supersedes,
        ..blank(kb)
    })
}

fn baseline(os: Os, key: FilterKey, value: &str, days: u16) -> Baseline {
    let filters = vec![Filter {
        key,
        values: vec![value.to_owned()],
    }];
    let rule = Rule {
        filters,
        approval: Approval::AfterDays(days),
        level: ComplianceLevel::Critical,
        enable_non_security: false,
    };
    Baseline {
        os,
        global_filters: Vec::new(),
        rules: vec![rule],
        approved: Vec::new(),
        approved_level: ComplianceLevel::Unspecified,
        approved_non_security: false,
        rejected: Vec::new(),
        rejected_action: RejectedAction::AllowAsDependency,
        available_security_updates: None,
    }
}

fn security(days: u16) -> Baseline {
    baseline(Os::RedHat, FilterKey::Classification, "Security", days)
}

#[derive(Default)]
struct Node {
    installed: Vec<Installed>,
    pending: HashSet<String>,
    not_applicable: HashSet<String>,
}

impl Node {
    fn with(patches: &[&Arc<Patch>]) -> Self {
        let installed = patches.iter().map(|patch| Installed {
            patch: Arc::clone(patch),
            at: None,
        });
        Self {
            installed: installed.collect(),
            ..Self::default()
        }
    }

    fn scan(&self, baseline: &Baseline, catalogue: &[Arc<Patch>], operation: Operation) -> Report {
        let machine = Machine {
            installed: &self.installed,
            pending_reboot: &self.pending,
            not_applicable: &self.not_applicable,
        };
        scan(baseline, catalogue, &machine, operation, TODAY)
    }
}

fn states(report: &Report) -> Vec<(&str, ScanState)> {
    report
        .findings
        .iter()
        .map(|finding| (finding.patch.title.as_str(), finding.state))
        .collect()
}

#[test]
fn the_newest_approved_version_is_missing_and_not_the_newest_of_all() {
    let base = rpm("bash-1-1.x86_64", None, date(2024, 1, 1));
    let catalogue = [
        rpm("bash-1-10.x86_64", Some("Security"), date(2024, 7, 1)),
        rpm("bash-1-9.x86_64", Some("Security"), date(2024, 6, 1)),
        rpm("bash-2-1.x86_64", Some("Security"), date(2024, 7, 14)),
        rpm("bash-3-1.x86_64", Some("Bugfix"), date(2024, 7, 1)),
        rpm("bash-4-1.x86_64", Some("Security"), date(2024, 7, 16)),
        rpm("zsh-1-1.x86_64", Some("Security"), date(2024, 7, 1)),
    ];
    let node = Node::with(&[&base]);
    assert_eq!(
        states(&node.scan(&security(7), &catalogue, Operation::Scan)),
        [("bash-1-10.x86_64", ScanState::Missing)]
    );
    assert_eq!(
        states(&node.scan(&security(7), &catalogue, Operation::Install)),
        [("bash-1-10.x86_64", ScanState::Failed)]
    );
    assert_eq!(
        states(&node.scan(&security(0), &catalogue, Operation::Scan)),
        [("bash-2-1.x86_64", ScanState::Missing)]
    );
    let report = Node::with(&[&catalogue[0]]).scan(&security(7), &catalogue, Operation::Scan);
    assert_eq!(
        states(&report),
        [("bash-1-10.x86_64", ScanState::Installed)]
    );
}

#[test]
fn what_is_installed_is_approved_or_other_or_waits_or_is_rejected() {
    let catalogue = [
        rpm("bash-1-10.x86_64", Some("Security"), date(2024, 7, 1)),
        rpm("zsh-1-1.x86_64", None, date(2024, 7, 1)),
    ];
    let mut node = Node::with(&[&catalogue[0], &catalogue[1]]);
    let of = |node: &Node, baseline: &Baseline| {
        let report = node.scan(baseline, &catalogue, Operation::Scan);
        report
            .findings
            .iter()
            .map(|finding| (finding.state, finding.violation))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(&node, &security(0)),
        [
            (ScanState::Installed, false),
            (ScanState::InstalledOther, false)
        ]
    );
    node.pending.insert("bash.x86_64".to_owned());
    assert_eq!(
        of(&node, &security(0))[0],
        (ScanState::InstalledPendingReboot, true)
    );
    let allowed = Baseline {
        rejected: vec!["bash".to_owned()],
        ..security(0)
    };
    node.pending.clear();
    assert_eq!(of(&node, &allowed)[0], (ScanState::InstalledOther, false));
    let blocked = Baseline {
        rejected_action: RejectedAction::Block,
        ..allowed
    };
    assert_eq!(of(&node, &blocked)[0], (ScanState::InstalledRejected, true));
}

#[test]
fn an_installed_package_is_what_was_published_of_its_version() {
    let installed = rpm("bash-1-10.x86_64", None, date(2024, 1, 1));
    let of = |published: &[Arc<Patch>], baseline: &Baseline| {
        let report = Node::with(&[&installed]).scan(baseline, published, Operation::Scan);
        (
            report.findings[0].state,
            report.findings[0].patch.classification.clone(),
        )
    };
    let security = security(0);
    assert_eq!(of(&[], &security), (ScanState::InstalledOther, None));
    let notices = [
        rpm("bash-1-10.x86_64", Some("Bugfix"), TODAY),
        rpm("bash-1-10.x86_64", Some("Security"), TODAY),
    ];
    assert_eq!(
        of(&notices, &security),
        (ScanState::Installed, Some("Security".to_owned()))
    );
    assert_eq!(
        of(&notices[..1], &security),
        (ScanState::InstalledOther, Some("Bugfix".to_owned()))
    );
    let others = [
        rpm("bash-1-10.i686", Some("Security"), TODAY),
        rpm("bash-1-9.x86_64", Some("Security"), TODAY),
    ];
    assert_eq!(
        of(&others, &security),
        (ScanState::InstalledOther, None),
        "another architecture or version says nothing"
    );
}

#[test]
fn a_version_with_two_notices_is_missing_once_at_the_gravest_level() {
    let base = rpm("bash-1-1.x86_64", None, date(2024, 1, 1));
    let mut baseline = security(0);
    baseline.rules.insert(
        0,
        Rule {
            filters: vec![Filter {
                key: FilterKey::Classification,
                values: vec!["Bugfix".to_owned()],
            }],
            level: ComplianceLevel::Low,
            ..baseline.rules[0].clone()
        },
    );
    let notices = [
        rpm("bash-1-2.x86_64", Some("Bugfix"), TODAY),
        rpm("bash-1-2.x86_64", Some("Security"), TODAY),
    ];
    for published in [
        notices.clone(),
        [Arc::clone(&notices[1]), Arc::clone(&notices[0])],
    ] {
        let report = Node::with(&[&base]).scan(&baseline, &published, Operation::Scan);
        let found: Vec<_> = report
            .findings
            .iter()
            .map(|finding| (finding.state, finding.level))
            .collect();
        assert_eq!(found, [(ScanState::Missing, ComplianceLevel::Critical)]);
    }
}

#[test]
fn a_package_may_become_independent_of_the_architecture_but_not_another() {
    let of = |installed: &str, published: &str| {
        let node = Node::with(&[&rpm(installed, None, date(2024, 1, 1))]);
        let report = node.scan(
            &security(0),
            &[rpm(published, Some("Security"), TODAY)],
            Operation::Scan,
        );
        report.counts.of(ScanState::Missing)
    };
    assert_eq!(of("a-1-1.x86_64", "a-2-1.noarch"), 1);
    assert_eq!(of("a-1-1.noarch", "a-2-1.x86_64"), 1);
    assert_eq!(of("a-1-1.i686", "a-2-1.x86_64"), 0);
}

#[test]
fn counters_overlap_and_count_violations_only() {
    let base = [
        rpm("a-1-1.x86_64", None, TODAY),
        rpm("b-1-1.x86_64", None, TODAY),
    ];
    let catalogue = [
        rpm("a-2-1.x86_64", Some("Security"), TODAY),
        rpm("b-2-1.x86_64", Some("Bugfix"), TODAY),
    ];
    let mut baseline = security(0);
    baseline.rules.push(Rule {
        filters: vec![Filter {
            key: FilterKey::Classification,
            values: vec!["Bugfix".to_owned()],
        }],
        level: ComplianceLevel::Low,
        ..baseline.rules[0].clone()
    });
    let report = Node::with(&[&base[0], &base[1]]).scan(&baseline, &catalogue, Operation::Scan);
    let counts = report.counts;
    assert_eq!(
        (
            counts.of(ScanState::Missing),
            counts.critical,
            counts.security,
            counts.other
        ),
        (2, 1, 1, 1)
    );
}

#[test]
fn windows_offers_only_what_no_newer_update_replaces() {
    let catalogue = [
        windows("KB1", "Critical", date(2024, 5, 1), &[]),
        windows("KB2", "Critical", date(2024, 6, 1), &["KB1"]),
        windows("KB3", "Low", date(2024, 6, 1), &[]),
        windows("KB4", "Critical", date(2024, 6, 1), &[]),
        windows("KB5", "Critical", date(2024, 6, 1), &[]),
    ];
    let mut node = Node::with(&[&catalogue[4]]);
    node.not_applicable.insert("KB4".to_owned());
    let mut baseline = baseline(Os::Windows, FilterKey::MsrcSeverity, "Critical", 7);
    let report = node.scan(&baseline, &catalogue, Operation::Scan);
    let expected = [
        ("KB1", ScanState::NotApplicable),
        ("KB2", ScanState::Missing),
        ("KB3", ScanState::AvailableSecurityUpdate),
        ("KB4", ScanState::NotApplicable),
        ("KB5", ScanState::Installed),
    ];
    assert_eq!(states(&report), expected);
    assert_eq!(
        report.counts.security, 1,
        "an available update is no violation unless the baseline says so"
    );
    baseline.available_security_updates = Some(AvailableSecurityUpdates::NonCompliant);
    assert_eq!(
        node.scan(&baseline, &catalogue, Operation::Scan)
            .counts
            .security,
        2
    );
    baseline.rejected = vec!["KB2".to_owned(), "KB3".to_owned()];
    let report = node.scan(&baseline, &catalogue, Operation::Scan);
    assert!(
        !states(&report)
            .iter()
            .any(|(kb, _)| matches!(*kb, "KB2" | "KB3")),
        "a rejected update that is not there is skipped"
    );
}

#[test]
fn a_long_delay_on_windows_can_approve_nothing() {
    let catalogue = [
        windows("KB1", "Critical", date(2024, 5, 1), &[]),
        windows("KB2", "Critical", date(2024, 7, 9), &["KB1"]),
    ];
    let baseline = baseline(Os::Windows, FilterKey::MsrcSeverity, "Critical", 30);
    let report = Node::default().scan(&baseline, &catalogue, Operation::Scan);
    assert_eq!(
        states(&report),
        [
            ("KB1", ScanState::NotApplicable),
            ("KB2", ScanState::AvailableSecurityUpdate)
        ]
    );
}
