//! The baselines that AWS provides in every Region, with their names, ARNs and rules.
//!
//! Rules: public dump of us-east-1; ARNs: `data/aws-default-baselines.json` (34 Regions, 15
//! operating systems).

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

use jiff::Timestamp;

use super::baselines::Stored;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Filter, FilterKey, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::derive;

type Arns = HashMap<String, HashMap<String, String>>;

static ARNS: LazyLock<Arns> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/aws-default-baselines.json"))
        .expect("the embedded file is valid")
});

static BY_REGION: LazyLock<Mutex<HashMap<String, Vec<Arc<Stored>>>>> =
    LazyLock::new(Mutex::default);

/// The baselines of AWS in a Region; none in a Region that is not known.
pub(super) fn of_region(region: &str) -> Vec<Arc<Stored>> {
    let mut cache = BY_REGION
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    cache
        .entry(region.to_owned())
        .or_insert_with(|| make(region))
        .clone()
}

/// Whether it is the one that applies when an account has chosen nothing; Windows has three of AWS.
pub(super) fn is_default(stored: &Stored) -> bool {
    stored.aws_owned && stored.name.ends_with("PatchBaseline")
}

fn make(region: &str) -> Vec<Arc<Stored>> {
    let Some(arns) = ARNS.get(region) else {
        return Vec::new();
    };
    let mut all: Vec<Stored> = OperatingSystem::ALL
        .into_iter()
        .filter_map(|os| {
            Some(stored(
                arns.get(os.as_str())?.clone(),
                format!("AWS-{}DefaultPatchBaseline", word(os)),
                rules(os),
            ))
        })
        .collect();
    if let Some(default) = arns.get(OperatingSystem::Windows.as_str()) {
        let prefix = default
            .rsplit_once('/')
            .map(|(prefix, _)| prefix)
            .unwrap_or_default();
        for (name, known, rules) in [
            (
                "AWS-WindowsPredefinedPatchBaseline-OS",
                "pb-096d816473f2bdb03",
                windows_os(),
            ),
            (
                "AWS-WindowsPredefinedPatchBaseline-OS-Applications",
                "pb-0fafa8379afee7c83",
                windows_applications(),
            ),
        ] {
            let id = if region == "us-east-1" {
                known.to_owned()
            } else {
                format!("pb-0{}", derive::hex_id(&[region, name], 16))
            };
            all.push(stored(format!("{prefix}/{id}"), name.to_owned(), rules));
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.into_iter().map(Arc::new).collect()
}

fn stored(id: String, name: String, rules: Baseline) -> Stored {
    let made: Timestamp = "2020-01-01T00:00:00Z".parse().expect("a fixed time");
    let description = match name.as_str() {
        "AWS-DefaultPatchBaseline" => "Default Patch Baseline Provided by AWS.".to_owned(),
        _ => format!(
            "Default Patch Baseline for {} Provided by AWS.",
            human(rules.os)
        ),
    };
    Stored {
        id,
        name,
        description: Some(description),
        rules,
        sources: Vec::new(),
        tags: BTreeMap::new(),
        created: made,
        modified: made,
        aws_owned: true,
    }
}

/// The word in the baseline's name.
fn word(os: OperatingSystem) -> &'static str {
    match os {
        OperatingSystem::Windows => "",
        OperatingSystem::AmazonLinux => "AmazonLinux",
        OperatingSystem::AmazonLinux2 => "AmazonLinux2",
        OperatingSystem::AmazonLinux2022 => "AmazonLinux2022",
        OperatingSystem::AmazonLinux2023 => "AmazonLinux2023",
        OperatingSystem::Ubuntu => "Ubuntu",
        OperatingSystem::RedHat => "RedHat",
        OperatingSystem::Suse => "Suse",
        OperatingSystem::CentOs => "CentOS",
        OperatingSystem::Oracle => "OracleLinux",
        OperatingSystem::Debian => "Debian",
        OperatingSystem::MacOs => "MacOS",
        OperatingSystem::Raspbian => "Raspbian",
        OperatingSystem::Rocky => "RockyLinux",
        OperatingSystem::Alma => "AlmaLinux",
    }
}

fn human(os: OperatingSystem) -> &'static str {
    match os {
        OperatingSystem::Windows => "Windows",
        OperatingSystem::AmazonLinux => "Amazon Linux",
        OperatingSystem::AmazonLinux2 => "Amazon Linux 2",
        OperatingSystem::AmazonLinux2022 => "Amazon Linux 2022",
        OperatingSystem::AmazonLinux2023 => "Amazon Linux 2023",
        OperatingSystem::RedHat => "Redhat Enterprise Linux",
        OperatingSystem::Oracle => "Oracle Linux",
        OperatingSystem::Rocky => "Rocky Linux",
        OperatingSystem::MacOs => "macOS",
        os => word(os),
    }
}

fn filter(key: FilterKey, values: &[&str]) -> Filter {
    Filter {
        key,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn rule(filters: Vec<Filter>) -> Rule {
    Rule {
        filters,
        approval: Approval::AfterDays(7),
        level: ComplianceLevel::Unspecified,
        enable_non_security: false,
    }
}

fn baseline(os: OperatingSystem, rules: Vec<Rule>) -> Baseline {
    Baseline {
        global_filters: vec![filter(FilterKey::Product, &["*"])],
        rules,
        ..Baseline::empty(os)
    }
}

fn rules(os: OperatingSystem) -> Baseline {
    use FilterKey::{Classification, MsrcSeverity, Priority, Product, Severity};
    use OperatingSystem as Os;
    let security = |severities: &[&str]| {
        rule(vec![
            filter(Classification, &["Security"]),
            filter(Severity, severities),
        ])
    };
    let of = |values: &[&str]| rule(vec![filter(Classification, values)]);
    match os {
        Os::Windows => {
            let filters = vec![
                filter(Classification, &["CriticalUpdates", "SecurityUpdates"]),
                filter(MsrcSeverity, &["Critical", "Important"]),
            ];
            baseline(os, vec![rule(filters)])
        }
        Os::Suse => baseline(os, vec![security(&["Critical", "Important"])]),
        Os::Oracle => baseline(
            os,
            vec![
                security(&["Critical", "Important", "Moderate"]),
                of(&["Enhancement", "Bugfix"]),
            ],
        ),
        Os::CentOs => {
            let any = Rule {
                enable_non_security: true,
                ..rule(vec![filter(Product, &["*"])])
            };
            Baseline {
                global_filters: Vec::new(),
                ..baseline(os, vec![any])
            }
        }
        Os::Debian | Os::Ubuntu | Os::Raspbian => {
            let priorities = filter(
                Priority,
                &["Required", "Important", "Standard", "Optional", "Extra"],
            );
            baseline(os, vec![rule(vec![priorities])])
        }
        Os::MacOs => baseline(
            os,
            vec![of(&["softwareupdate", "installer", "brew", "brew_cask"])],
        ),
        _ => baseline(
            os,
            vec![security(&["Critical", "Important"]), of(&["Bugfix"])],
        ),
    }
}

fn windows_rule(set: &str) -> Rule {
    rule(vec![
        filter(FilterKey::PatchSet, &[set]),
        filter(
            FilterKey::Classification,
            &["CriticalUpdates", "SecurityUpdates"],
        ),
        filter(FilterKey::MsrcSeverity, &["Critical", "Important"]),
    ])
}

fn windows_os() -> Baseline {
    let available_security_updates = Some(AvailableSecurityUpdates::NonCompliant);
    Baseline {
        available_security_updates,
        ..baseline(OperatingSystem::Windows, vec![windows_rule("OS")])
    }
}

fn windows_applications() -> Baseline {
    let applications = rule(vec![filter(FilterKey::PatchSet, &["APPLICATION"])]);
    Baseline {
        rules: vec![windows_rule("OS"), applications],
        ..windows_os()
    }
}
