//! `DescribePatchProperties`: the values that filters can have.
//!
//! The lists are those that the older documentation of `PatchFilter` and the samples of the AWS CLI
//! have; what the catalogues of the fleet hold besides is added.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::baselines::answer;
use super::shapes::{NEXT_TOKEN, OPERATING_SYSTEM, max_results};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::patch::{Patch, PatchSet};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Shape, text};
use crate::sandbox::paging;
use crate::sandbox::wire::Answer;
use crate::sandbox::world::baseline_document::operating_system;

static INPUT: [Member; 5] = [
    Member::required("OperatingSystem", OPERATING_SYSTEM),
    Member::required(
        "Property",
        Shape::one_of(&[
            "PRODUCT",
            "PRODUCT_FAMILY",
            "CLASSIFICATION",
            "MSRC_SEVERITY",
            "PRIORITY",
            "SEVERITY",
        ]),
    ),
    Member::optional("PatchSet", Shape::one_of(&["OS", "APPLICATION"])),
    max_results(1, 50),
    NEXT_TOKEN,
];

/// A property that the operating system does not have gives an empty list; this is unverified.
pub(super) fn describe_patch_properties(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let os = operating_system(text(&call.input, "OperatingSystem"));
    let property = text(&call.input, "Property");
    // The set is for Windows only, and means nothing elsewhere.
    let set = if os == OperatingSystem::Windows {
        text(&call.input, "PatchSet")
    } else {
        ""
    };

    let values = if has(os, property) {
        values(call, os, property, set)
    } else {
        Vec::new()
    };

    let (page, next_token) = paging::cut(call, &values, 50, 50, "ValidationException")?;
    let properties: Vec<Value> = page.iter().map(|value| json!({ "Name": value })).collect();
    answer("Properties", &properties, next_token)
}

/// Which properties an operating system has.
fn has(os: OperatingSystem, property: &str) -> bool {
    let properties: &[&str] = match os.family() {
        Family::Rpm => &["PRODUCT", "CLASSIFICATION", "SEVERITY"],
        Family::Apt => &["PRODUCT", "PRIORITY"],
        Family::MacOs => &["PRODUCT", "CLASSIFICATION"],
        Family::Windows => &[
            "PRODUCT",
            "PRODUCT_FAMILY",
            "CLASSIFICATION",
            "MSRC_SEVERITY",
        ],
    };
    properties.contains(&property)
}

/// What is documented, in that order, and then what only the catalogues have. Letters of another
/// case make no other value.
fn values(call: &Call<'_>, os: OperatingSystem, property: &str, set: &str) -> Vec<String> {
    let mut values: Vec<String> = documented(os, property, set)
        .iter()
        .map(|value| (*value).to_owned())
        .collect();

    // Sorted by the set, so that the answer does not depend on the order of catalogues.
    let mut found = BTreeSet::new();
    for catalogue in call
        .snapshot
        .world
        .catalogues()
        .filter(|catalogue| catalogue.os == os)
    {
        let patches = catalogue
            .updates
            .iter()
            .chain(&catalogue.base)
            .filter(|patch| set.is_empty() || patch.patch_set.as_str() == set);
        found.extend(patches.filter_map(|patch| value_of(patch, property).map(str::to_owned)));
    }

    for value in found {
        if !values
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&value))
        {
            values.push(value);
        }
    }
    values
}

fn value_of<'a>(patch: &'a Patch, property: &str) -> Option<&'a str> {
    match property {
        "PRODUCT" => Some(&patch.product),
        "PRODUCT_FAMILY" => patch.product_family.as_deref(),
        "CLASSIFICATION" => patch.classification.as_deref(),
        "PRIORITY" => patch.priority.as_deref(),
        _ => patch.severity.as_deref(),
    }
}

fn documented(os: OperatingSystem, property: &str, set: &str) -> &'static [&'static str] {
    match property {
        "PRODUCT" => products(os, set),
        "PRODUCT_FAMILY" if set == PatchSet::Os.as_str() => &["Windows"],
        "PRODUCT_FAMILY" if set == PatchSet::Application.as_str() => &["Office"],
        "PRODUCT_FAMILY" => &["Windows", "Office"],
        "CLASSIFICATION" => classifications(os),
        "PRIORITY" => &["Required", "Important", "Standard", "Optional", "Extra"],
        "MSRC_SEVERITY" => &["Critical", "Important", "Moderate", "Low", "Unspecified"],
        _ => severities(os),
    }
}

fn classifications(os: OperatingSystem) -> &'static [&'static str] {
    // Of the older PatchFilter page; macOS by AWS's own baseline.
    match os {
        OperatingSystem::Windows => &[
            "CriticalUpdates",
            "DefinitionUpdates",
            "Drivers",
            "FeaturePacks",
            "SecurityUpdates",
            "ServicePacks",
            "Tools",
            "UpdateRollups",
            "Updates",
            "Upgrades",
        ],
        OperatingSystem::Suse => &[
            "Security",
            "Recommended",
            "Optional",
            "Feature",
            "Document",
            "Yast",
        ],
        OperatingSystem::MacOs => &["softwareupdate", "installer", "brew", "brew_cask"],
        _ => &[
            "Security",
            "Bugfix",
            "Enhancement",
            "Recommended",
            "Newpackage",
        ],
    }
}

fn severities(os: OperatingSystem) -> &'static [&'static str] {
    match os {
        OperatingSystem::Suse => &["Critical", "Important", "Moderate", "Low"],
        OperatingSystem::Oracle => &["Critical", "Important", "Moderate", "Medium", "Low"],
        OperatingSystem::AmazonLinux2022 | OperatingSystem::AmazonLinux2023 => {
            &["Critical", "Important", "Medium", "Low", "None"]
        }
        _ => &["Critical", "Important", "Medium", "Low"],
    }
}

fn products(os: OperatingSystem, set: &str) -> &'static [&'static str] {
    // No list of AWS has the products of each release: these are the samples of its pages.
    match (os, set) {
        (OperatingSystem::Windows, "APPLICATION") => &["MicrosoftDefenderAntivirus", "Office 2010"],
        (OperatingSystem::Windows, _) => &[
            "Windows7",
            "Windows8.1",
            "Windows10",
            "WindowsServer2008",
            "WindowsServer2008R2",
            "WindowsServer2012",
            "WindowsServer2012R2",
            "WindowsServer2016",
            "WindowsServer2019",
            "WindowsServer2022",
        ],
        (OperatingSystem::AmazonLinux, _) => &[
            "AmazonLinux2012.03",
            "AmazonLinux2012.09",
            "AmazonLinux2013.03",
            "AmazonLinux2013.09",
            "AmazonLinux2014.03",
            "AmazonLinux2014.09",
            "AmazonLinux2015.03",
            "AmazonLinux2015.09",
            "AmazonLinux2016.03",
            "AmazonLinux2016.09",
            "AmazonLinux2017.03",
            "AmazonLinux2017.09",
            "AmazonLinux2018.03",
        ],
        (OperatingSystem::AmazonLinux2, _) => &["AmazonLinux2", "AmazonLinux2.0"],
        (OperatingSystem::AmazonLinux2023, _) => &["AmazonLinux2023"],
        (OperatingSystem::RedHat, _) => &["RedhatEnterpriseLinux7.4"],
        (OperatingSystem::CentOs, _) => &["CentOS7.4"],
        (OperatingSystem::Suse, _) => &["Suse12.3"],
        (OperatingSystem::Ubuntu, _) => &["Ubuntu20.04"],
        _ => &[],
    }
}
