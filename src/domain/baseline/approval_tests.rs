use jiff::civil::{Date, date};

use super::{DecidedBy, Status, evaluate};
use crate::domain::baseline::{
    Approval, Baseline, ComplianceLevel, Filter, FilterKey, RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem as Os;
use crate::domain::patch::{Package, Patch, PatchSet};

const TODAY: Date = date(2024, 7, 15);

fn patch() -> Patch {
    Patch {
        id: "openssh.x86_64".to_owned(),
        title: "openssh.x86_64:0:8.7p1-38.el9_4.1".to_owned(),
        package: Package::parse_rpm("openssh-8.7p1-38.el9_4.1.x86_64"),
        classification: Some("Security".to_owned()),
        severity: Some("Important".to_owned()),
        product: "RedhatEnterpriseLinux9.4".to_owned(),
        product_family: None,
        patch_set: PatchSet::Os,
        advisory: Some("RHSA-2024:4312".to_owned()),
        bugzilla: Vec::new(),
        cves: vec!["CVE-2024-6387".to_owned()],
        bulletin: None,
        priority: None,
        section: None,
        repository: None,
        released: Some(date(2024, 7, 8)),
        supersedes: Vec::new(),
    }
}

fn filter(key: FilterKey, values: &[&str]) -> Filter {
    Filter {
        key,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn rule(filters: Vec<Filter>, approval: Approval) -> Rule {
    Rule {
        filters,
        approval,
        level: ComplianceLevel::High,
        enable_non_security: false,
    }
}

fn baseline(os: Os, rules: Vec<Rule>) -> Baseline {
    Baseline {
        os,
        global_filters: Vec::new(),
        rules,
        approved: Vec::new(),
        approved_level: ComplianceLevel::Low,
        approved_non_security: false,
        rejected: Vec::new(),
        rejected_action: RejectedAction::Block,
        available_security_updates: None,
    }
}

fn security() -> Filter {
    filter(FilterKey::Classification, &["Security"])
}

#[test]
fn whole_utc_days_pass_before_a_patch_is_approved() {
    let with = |days: u16| {
        baseline(
            Os::RedHat,
            vec![rule(vec![security()], Approval::AfterDays(days))],
        )
    };
    let decision = evaluate(&with(7), &patch(), TODAY);
    assert_eq!(
        (decision.status, decision.by, decision.approved_on),
        (Status::Approved, DecidedBy::Rule(0), Some(TODAY))
    );
    let decision = evaluate(&with(8), &patch(), TODAY);
    assert_eq!(
        (decision.status, decision.approved_on),
        (Status::Pending, Some(date(2024, 7, 16)))
    );
    let undated = Patch {
        released: None,
        ..patch()
    };
    assert_eq!(
        evaluate(&with(360), &undated, TODAY).status,
        Status::Approved,
        "without a date it is as old as 1970"
    );
}

#[test]
fn the_last_date_is_included_and_what_comes_later_is_never_approved() {
    let until = |day: Date| {
        baseline(
            Os::RedHat,
            vec![rule(vec![security()], Approval::UntilDate(day))],
        )
    };
    assert_eq!(
        evaluate(&until(date(2024, 7, 8)), &patch(), TODAY).status,
        Status::Approved
    );
    let never = evaluate(&until(date(2024, 7, 7)), &patch(), TODAY);
    assert_eq!(
        (never.status, never.approved_on),
        (Status::NotApproved, None)
    );
}

#[test]
fn filters_of_a_rule_hold_together_values_are_alternatives_and_rules_too() {
    let rules = vec![
        rule(
            vec![security(), filter(FilterKey::Severity, &["Critical"])],
            Approval::AfterDays(0),
        ),
        rule(
            vec![
                filter(FilterKey::Classification, &["Bugfix", "Security"]),
                filter(FilterKey::Product, &["*"]),
            ],
            Approval::AfterDays(0),
        ),
    ];
    assert_eq!(
        evaluate(&baseline(Os::RedHat, rules.clone()), &patch(), TODAY).by,
        DecidedBy::Rule(1)
    );
    let bugfix = Patch {
        classification: Some("Bugfix".to_owned()),
        severity: None,
        ..patch()
    };
    assert_eq!(
        evaluate(&baseline(Os::RedHat, rules[..1].to_vec()), &bugfix, TODAY).by,
        DecidedBy::Nothing
    );
}

#[test]
fn of_several_rules_the_one_that_approves_with_the_gravest_level_counts() {
    let mut rules = vec![
        rule(vec![security()], Approval::AfterDays(300)),
        rule(vec![security()], Approval::AfterDays(0)),
        rule(vec![security()], Approval::AfterDays(0)),
    ];
    rules[0].level = ComplianceLevel::Critical;
    rules[2].level = ComplianceLevel::Critical;
    let decision = evaluate(&baseline(Os::RedHat, rules), &patch(), TODAY);
    assert_eq!(
        (decision.by, decision.level, decision.status),
        (
            DecidedBy::Rule(2),
            ComplianceLevel::Critical,
            Status::Approved
        )
    );
}

#[test]
fn what_a_list_and_a_rule_mean_has_the_graver_level() {
    let mut approving = rule(vec![security()], Approval::AfterDays(0));
    approving.level = ComplianceLevel::Critical;
    let mut both = baseline(Os::RedHat, vec![approving]);
    both.approved = vec!["*".to_owned()];
    for (list, level) in [
        (ComplianceLevel::Low, ComplianceLevel::Critical),
        (ComplianceLevel::Unspecified, ComplianceLevel::Critical),
    ] {
        both.approved_level = list;
        assert_eq!(evaluate(&both, &patch(), TODAY).level, level, "{list:?}");
    }
    both.rules[0].level = ComplianceLevel::Low;
    both.approved_level = ComplianceLevel::High;
    assert_eq!(
        evaluate(&both, &patch(), TODAY).level,
        ComplianceLevel::High
    );

    // Rejected, it keeps the gravest that it would have had.
    both.rejected = vec!["*".to_owned()];
    let decision = evaluate(&both, &patch(), TODAY);
    assert_eq!(
        (decision.status, decision.level),
        (Status::Rejected, ComplianceLevel::High)
    );

    // A rule that does not approve it yet says nothing of its level.
    both.rejected = Vec::new();
    both.rules[0] = rule(vec![security()], Approval::AfterDays(300));
    both.rules[0].level = ComplianceLevel::Critical;
    assert_eq!(
        evaluate(&both, &patch(), TODAY).level,
        ComplianceLevel::High
    );
}

#[test]
fn a_windows_update_without_a_severity_is_unspecified() {
    let with = |value: &str| {
        baseline(
            Os::Windows,
            vec![rule(
                vec![filter(FilterKey::MsrcSeverity, &[value])],
                Approval::AfterDays(0),
            )],
        )
    };
    let update = Patch {
        package: None,
        severity: None,
        classification: Some("Updates".to_owned()),
        ..patch()
    };
    assert_eq!(
        evaluate(&with("Critical"), &update, TODAY).status,
        Status::NotApproved
    );
    assert_eq!(
        evaluate(&with("Unspecified"), &update, TODAY).status,
        Status::Approved
    );
}

#[test]
fn a_missing_severity_leaves_the_decision_to_the_classification() {
    let important = vec![
        security(),
        filter(FilterKey::Severity, &["Critical", "Important"]),
    ];
    let with = |patch: &Patch, os| {
        evaluate(
            &baseline(os, vec![rule(important.clone(), Approval::AfterDays(0))]),
            patch,
            TODAY,
        )
        .status
    };
    assert_eq!(
        with(
            &Patch {
                severity: None,
                ..patch()
            },
            Os::RedHat
        ),
        Status::Approved
    );
    assert_eq!(
        with(
            &Patch {
                severity: Some("Low".to_owned()),
                ..patch()
            },
            Os::RedHat
        ),
        Status::NotApproved
    );
    let medium = |os| {
        let rules = vec![rule(
            vec![filter(FilterKey::Severity, &["Medium"])],
            Approval::AfterDays(0),
        )];
        evaluate(
            &baseline(os, rules),
            &Patch {
                severity: Some("Moderate".to_owned()),
                ..patch()
            },
            TODAY,
        )
        .status
    };
    assert_eq!(
        (medium(Os::AmazonLinux2023), medium(Os::AmazonLinux2)),
        (Status::Approved, Status::NotApproved)
    );
}

#[test]
fn packages_without_a_notice_need_a_rule_that_enables_them() {
    let plain = Patch {
        classification: None,
        severity: None,
        ..patch()
    };
    let mut any = rule(
        vec![filter(FilterKey::Product, &["*"])],
        Approval::AfterDays(0),
    );
    assert_eq!(
        evaluate(&baseline(Os::CentOs, vec![any.clone()]), &plain, TODAY).status,
        Status::NotApproved
    );
    any.enable_non_security = true;
    assert_eq!(
        evaluate(&baseline(Os::CentOs, vec![any]), &plain, TODAY).status,
        Status::Approved
    );
}

#[test]
fn on_debian_and_its_kin_dates_mean_nothing_and_the_repository_decides() {
    let from = |repository: &str| Patch {
        package: Package::parse_apt("libssl3 amd64 3.0.2-0ubuntu1.17"),
        priority: Some("optional".to_owned()),
        repository: Some(repository.to_owned()),
        released: Some(date(2024, 7, 15)),
        ..patch()
    };
    let mut priority = rule(
        vec![filter(FilterKey::Priority, &["Optional"])],
        Approval::AfterDays(360),
    );
    let with = |rule: &Rule, patch: &Patch| {
        evaluate(&baseline(Os::Ubuntu, vec![rule.clone()]), patch, TODAY).status
    };
    assert_eq!(with(&priority, &from("jammy-security")), Status::Approved);
    assert_eq!(with(&priority, &from("jammy-updates")), Status::NotApproved);
    priority.enable_non_security = true;
    assert_eq!(with(&priority, &from("jammy-updates")), Status::Approved);
}

#[test]
fn global_filters_come_first_and_the_approved_list_passes_by_them() {
    let mut rules = baseline(
        Os::RedHat,
        vec![rule(vec![security()], Approval::AfterDays(0))],
    );
    rules.global_filters = vec![filter(FilterKey::Product, &["RedhatEnterpriseLinux8.10"])];
    assert_eq!(
        evaluate(&rules, &patch(), TODAY).by,
        DecidedBy::GlobalFilter(0)
    );
    rules.approved = vec!["bash".to_owned(), "CVE-2024-6387".to_owned()];
    let decision = evaluate(&rules, &patch(), TODAY);
    assert_eq!(
        (decision.status, decision.level),
        (Status::Approved, ComplianceLevel::Low)
    );
    assert_eq!(
        decision.by,
        DecidedBy::ApprovedList("CVE-2024-6387".to_owned())
    );
    rules.rejected = vec!["openssh*".to_owned()];
    let decision = evaluate(&rules, &patch(), TODAY);
    assert_eq!(
        (decision.status, decision.by),
        (
            Status::Rejected,
            DecidedBy::RejectedList("openssh*".to_owned())
        )
    );
}
