//! The baselines that AWS provides in every Region, with their names, ARNs and rules.
//!
//! Rules: public dump of us-east-1; ARNs: `data/aws-default-baselines.json` (34 Regions, 15
//! operating systems).

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

use jiff::Timestamp;

use super::stored::Stored;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Filter, FilterKey, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::{derive, regions};

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
    let made_up;
    let arns = match ARNS.get(region) {
        Some(arns) => arns,
        None if regions::partition(region) == "aws" => return Vec::new(),
        None => {
            made_up = elsewhere(region);
            &made_up
        }
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
        all.extend(windows_predefined(region, default));
    }

    // The API documents no order. By name the answers are the same in every Region.
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.into_iter().map(Arc::new).collect()
}

/// The ARNs in another partition: which there are is known, their owners and ids are made up.
fn elsewhere(region: &str) -> HashMap<String, String> {
    let partition = regions::partition(region);
    let owner = derive::digits(&["aws baselines", partition], 12);
    let mut arns = HashMap::new();
    for system in ARNS.get("us-east-1").into_iter().flat_map(HashMap::keys) {
        let id = derive::hex_id(&[region, system], 16);
        let arn = format!("arn:{partition}:ssm:{region}:{owner}:patchbaseline/pb-0{id}");
        arns.insert(system.clone(), arn);
    }
    arns
}

/// A baseline by its name, its id in us-east-1 and its rules.
type Predefined = (&'static str, &'static str, fn() -> Baseline);

/// What AWS has for Windows beside the default.
const WINDOWS_PREDEFINED: [Predefined; 2] = [
    (
        "AWS-WindowsPredefinedPatchBaseline-OS",
        "pb-096d816473f2bdb03",
        windows_os,
    ),
    (
        "AWS-WindowsPredefinedPatchBaseline-OS-Applications",
        "pb-0fafa8379afee7c83",
        windows_applications,
    ),
];

fn windows_predefined(region: &str, default: &str) -> [Stored; 2] {
    let prefix = default
        .rsplit_once('/')
        .map(|(prefix, _)| prefix)
        .unwrap_or_default();

    WINDOWS_PREDEFINED.map(|(name, known, rules)| {
        // The list of ARNs has the default baselines only, and the dump the ids of one Region.
        // Elsewhere the owner is real and the id is made up.
        let id = if region == "us-east-1" {
            known.to_owned()
        } else {
            format!("pb-0{}", derive::hex_id(&[region, name], 16))
        };
        stored(format!("{prefix}/{id}"), name.to_owned(), rules())
    })
}

fn stored(id: String, name: String, rules: Baseline) -> Stored {
    // One fixed day, so that answers about AWS's baselines do not change with the seed.
    let made: Timestamp = "2020-01-01T00:00:00Z".parse().expect("a fixed time");

    // The default for Windows does not name its system there (samples of the AWS CLI reference).
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

/// Approves what is security, of some severities.
fn security(severities: &[&str]) -> Rule {
    rule(vec![
        filter(FilterKey::Classification, &["Security"]),
        filter(FilterKey::Severity, severities),
    ])
}

fn classified(classifications: &[&str]) -> Rule {
    rule(vec![filter(FilterKey::Classification, classifications)])
}

/// The rules of the default for an operating system (public dump of us-east-1).
fn rules(os: OperatingSystem) -> Baseline {
    use OperatingSystem as Os;

    match os {
        Os::Windows => baseline(os, vec![rule(windows_filters())]),
        Os::Suse => baseline(os, vec![security(&["Critical", "Important"])]),

        // The User Guide still describes Important, Moderate and Bugfix here; the dump is newer.
        Os::Oracle => baseline(
            os,
            vec![
                security(&["Critical", "Important", "Moderate"]),
                classified(&["Enhancement", "Bugfix"]),
            ],
        ),

        Os::CentOs => centos(),
        Os::Debian | Os::Ubuntu | Os::Raspbian => baseline(os, vec![rule(vec![priorities()])]),
        Os::MacOs => baseline(
            os,
            vec![classified(&[
                "softwareupdate",
                "installer",
                "brew",
                "brew_cask",
            ])],
        ),
        _ => baseline(
            os,
            vec![
                security(&["Critical", "Important"]),
                classified(&["Bugfix"]),
            ],
        ),
    }
}

/// CentOS alone approves everything, with patches that are not security: its repositories publish
/// no notices of updates to choose by (User Guide, "How security patches are selected").
fn centos() -> Baseline {
    let any = Rule {
        enable_non_security: true,
        ..rule(vec![filter(FilterKey::Product, &["*"])])
    };
    Baseline {
        global_filters: Vec::new(),
        ..baseline(OperatingSystem::CentOs, vec![any])
    }
}

fn priorities() -> Filter {
    filter(
        FilterKey::Priority,
        &["Required", "Important", "Standard", "Optional", "Extra"],
    )
}

fn windows_filters() -> Vec<Filter> {
    vec![
        filter(
            FilterKey::Classification,
            &["CriticalUpdates", "SecurityUpdates"],
        ),
        filter(FilterKey::MsrcSeverity, &["Critical", "Important"]),
    ]
}

fn windows_rule(set: &str) -> Rule {
    let mut filters = vec![filter(FilterKey::PatchSet, &[set])];
    filters.extend(windows_filters());
    rule(filters)
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
