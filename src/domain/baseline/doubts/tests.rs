use super::*;
use crate::domain::baseline::{
    Approval, Baseline, ComplianceLevel, Filter, FilterKey, PatchSource, RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem as Os;

fn definition(os: Os) -> Definition {
    Definition {
        name: "prod".to_owned(),
        description: None,
        rules: Baseline::empty(os),
        sources: Vec::new(),
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

fn said(os: Os, default: bool, change: impl FnOnce(&mut Definition)) -> Vec<Violation> {
    let mut definition = definition(os);
    change(&mut definition);
    doubts(&definition, default, &Path::default())
}

fn doubtful(os: Os, change: impl FnOnce(&mut Definition)) -> Vec<String> {
    said(os, false, change)
        .iter()
        .map(Violation::place)
        .collect()
}

fn of_rules(os: Os, rules: Vec<Rule>) -> Vec<String> {
    doubtful(os, |d| d.rules.rules = rules)
}

#[test]
fn what_aws_takes_and_never_matches_is_doubted() {
    assert_eq!(doubtful(Os::RedHat, |_| {}), ["approval_rules"]);
    let with = |os, rule: Rule| doubtful(os, |d| d.rules.rules = vec![rule]);
    assert_eq!(
        with(Os::RedHat, rule(vec![])),
        ["approval_rules[0].filters"]
    );
    let priority = || vec![filter(FilterKey::Priority, &["Optional"])];
    assert_eq!(
        with(Os::Ubuntu, rule(priority())),
        ["approval_rules[0].approve_after_days"]
    );
    assert!(
        with(
            Os::Ubuntu,
            Rule {
                approval: Approval::AfterDays(0),
                ..rule(priority())
            }
        )
        .is_empty()
    );
    let class = || vec![filter(FilterKey::Classification, &["SecurityUpdates"])];
    assert_eq!(
        with(
            Os::Windows,
            Rule {
                approval: Approval::AfterDays(31),
                ..rule(class())
            }
        ),
        ["approval_rules[0].approve_after_days"]
    );
    assert!(
        with(
            Os::Windows,
            Rule {
                approval: Approval::AfterDays(30),
                ..rule(class())
            }
        )
        .is_empty()
    );
    assert_eq!(
        with(
            Os::AmazonLinux2,
            rule(vec![filter(FilterKey::Severity, &["Critical", "Moderate"])])
        ),
        ["approval_rules[0].filters.SEVERITY[1]"]
    );
    let twice = vec![
        filter(FilterKey::Product, &["A"]),
        filter(FilterKey::Product, &["B"]),
    ];
    assert_eq!(
        with(Os::AmazonLinux2, rule(twice)),
        ["approval_rules[0].filters.PRODUCT"]
    );
    let entries = [
        (Os::Windows, "2032276", true),
        (Os::Windows, "KB2032276", false),
        (Os::Windows, "MS10-048", false),
        (Os::Ubuntu, "openssl=3.0", true),
        (Os::Ubuntu, "libssl3", false),
        (Os::Ubuntu, "*", true),
        (Os::MacOs, "Saf*", true),
        (Os::RedHat, "a*b*", true),
        (Os::RedHat, "kernel*", false),
        (Os::RedHat, "RHSA-2024:4312", true),
        (Os::Suse, "SUSE-SLE-Module-2024-1", false),
    ];
    for (os, entry, wrong) in entries {
        let found = doubtful(os, |d| {
            d.rules.approved = vec!["KB1".to_owned()];
            d.rules.rejected = vec![entry.to_owned()];
        });
        assert_eq!(
            found.contains(&"rejected_patches[0]".to_owned()),
            wrong,
            "{os} {entry}"
        );
    }
}

#[test]
fn stock_centos_has_nothing_that_a_rule_could_match() {
    let security = || filter(FilterKey::Classification, &["Security"]);
    let any = || filter(FilterKey::Product, &["*"]);
    let non_security = |filters| Rule {
        enable_non_security: true,
        ..rule(filters)
    };
    // AWS's own baseline for CentOS is the one that matches something (its dump of 2025-12).
    assert!(of_rules(Os::CentOs, vec![non_security(vec![any()])]).is_empty());
    assert_eq!(
        of_rules(Os::CentOs, vec![non_security(vec![security()])]),
        ["approval_rules[0].filters.CLASSIFICATION"]
    );
    assert_eq!(
        of_rules(Os::CentOs, vec![rule(vec![any()])]),
        ["approval_rules[0]"]
    );
    assert!(of_rules(Os::RedHat, vec![rule(vec![security()])]).is_empty());
}

#[test]
fn a_rule_is_shadowed_by_one_that_takes_as_much_no_later_and_no_lower() {
    use ComplianceLevel::{Critical, High, Low};

    let with = |level, days, values: &[&str]| Rule {
        level,
        approval: Approval::AfterDays(days),
        ..rule(vec![filter(FilterKey::Severity, values)])
    };
    let both: &[&str] = &["Critical", "Important"];
    let table = [
        (
            with(Critical, 7, both),
            with(High, 7, both),
            &["approval_rules[1]"][..],
        ),
        (
            with(Low, 7, both),
            with(High, 7, both),
            &["approval_rules[0]"],
        ),
        (
            with(High, 7, both),
            with(High, 7, both),
            &["approval_rules[1]"],
        ),
        (
            with(High, 7, &["Critical"]),
            with(High, 7, both),
            &["approval_rules[0]"],
        ),
        (with(High, 9, both), with(High, 7, &["Critical"]), &[]),
        (with(High, 7, both), with(Critical, 9, both), &[]),
        (
            with(High, 7, &["*"]),
            with(High, 8, both),
            &["approval_rules[1]"],
        ),
    ];
    for (one, other, expected) in table {
        assert_eq!(of_rules(Os::RedHat, vec![one, other]), expected);
    }
    let wider = Rule {
        enable_non_security: true,
        ..with(High, 7, both)
    };
    assert!(of_rules(Os::RedHat, vec![with(High, 7, both), wider]) == ["approval_rules[0]"]);
}

#[test]
fn zero_days_are_doubted_in_the_default_for_windows_alone() {
    let at_once = |d: &mut Definition| {
        d.rules.rules = vec![Rule {
            approval: Approval::AfterDays(0),
            ..rule(vec![filter(FilterKey::MsrcSeverity, &["Critical"])])
        }];
    };
    assert_eq!(said(Os::Windows, true, at_once).len(), 1);
    assert_eq!(said(Os::Windows, false, at_once).len(), 0);
}

#[test]
fn applications_and_the_system_are_two_sets() {
    let set = |value| filter(FilterKey::PatchSet, &[value]);
    let product = |value| filter(FilterKey::Product, &[value]);
    for (filters, place) in [
        (vec![product("Office 2016")], Some("PRODUCT")),
        (vec![set("OS"), product("Office 2016")], Some("PRODUCT")),
        (
            vec![set("APPLICATION"), product("WindowsServer2019")],
            Some("PRODUCT"),
        ),
        (vec![set("APPLICATION")], Some("PATCH_SET")),
        (vec![set("APPLICATION"), product("Office 2016")], None),
        (vec![product("WindowsServer2019")], None),
        // It is found without the filter (acceptance tests of the Terraform provider).
        (vec![product("MicrosoftDefenderAntivirus")], None),
    ] {
        let expected: Vec<String> = place
            .map(|key| format!("approval_rules[0].filters.{key}"))
            .into_iter()
            .collect();
        assert_eq!(of_rules(Os::Windows, vec![rule(filters)]), expected);
    }
}

#[test]
fn severities_and_priorities_are_not_what_they_seem() {
    let severity =
        |os, values: &[&str]| of_rules(os, vec![rule(vec![filter(FilterKey::Severity, values)])]);
    for os in [Os::Rocky, Os::Alma] {
        assert_eq!(severity(os, &["Medium"]).len(), 1, "{os}");
        assert_eq!(severity(os, &["Moderate"]).len(), 1, "{os}");
        assert!(severity(os, &["Medium", "Moderate"]).is_empty(), "{os}");
    }
    assert!(severity(Os::Oracle, &["Moderate"]).is_empty());

    let apt = |filters| {
        let rule = Rule {
            approval: Approval::AfterDays(0),
            ..rule(filters)
        };
        of_rules(Os::Debian, vec![rule])
    };
    assert_eq!(
        apt(vec![filter(
            FilterKey::Priority,
            &["Required", "Important"]
        )]),
        ["approval_rules[0].filters.PRIORITY"]
    );
    assert!(apt(vec![filter(FilterKey::Priority, &["Optional"])]).is_empty());
    assert_eq!(
        apt(vec![filter(FilterKey::Section, &["*"])]),
        ["approval_rules[0].filters.SECTION"]
    );
}

#[test]
fn blocked_names_are_red_for_ever_and_blocked_versions_are_not() {
    for (os, entry, red) in [
        (Os::AmazonLinux2, "kernel*", true),
        (Os::AmazonLinux2, "runc", true),
        (Os::Ubuntu, "docker.io", true),
        (Os::AmazonLinux2, "kernel-4.14.348-*", false),
        (Os::AmazonLinux2, "CVE-2024-1086", false),
        (Os::Windows, "KB5040430", false),
    ] {
        for action in [RejectedAction::Block, RejectedAction::AllowAsDependency] {
            let found = doubtful(os, |d| {
                d.rules.approved = vec!["KB1".to_owned()];
                d.rules.rejected = vec![entry.to_owned()];
                d.rules.rejected_action = action;
            });
            let expected = red && action == RejectedAction::Block;
            assert_eq!(
                found.contains(&"rejected_patches".to_owned()),
                expected,
                "{entry}"
            );
        }
    }
}

#[test]
fn a_secret_of_a_source_is_named_and_not_shown() {
    for (configuration, secret) in [
        (
            "[main]\nname=Main\nbaseurl=https://repo.example.com/x",
            false,
        ),
        (
            "[main]\nbaseurl=https://me:hunter2@repo.example.com/x",
            true,
        ),
        ("[main]\nusername=me\npassword = hunter2", true),
        ("[main]\nproxy_password=hunter2", true),
        (
            "deb https://me:hunter2@repo.example.com/ubuntu jammy main",
            true,
        ),
        (
            "[main]\nbaseurl=https://repo.example.com/x?token=hunter2",
            true,
        ),
    ] {
        let found = said(Os::AmazonLinux2, false, |d| {
            d.rules.approved = vec!["bash".to_owned()];
            d.sources = vec![PatchSource {
                name: "main".to_owned(),
                products: vec!["AmazonLinux2".to_owned()],
                configuration: configuration.to_owned(),
            }];
        });
        assert_eq!(found.len(), usize::from(secret), "{configuration}");
        assert!(found.iter().all(|one| !one.in_a_line().contains("hunter2")));
    }
}
