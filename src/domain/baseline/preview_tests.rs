use jiff::civil::date;

use super::*;
use crate::domain::fleet::platform::OperatingSystem as Os;

fn reported(id: &str, title: &str, classification: &str, state: PatchState) -> ReportedPatch {
    ReportedPatch {
        title: title.to_owned(),
        kb_id: id.to_owned(),
        classification: classification.to_owned(),
        severity: "Important".to_owned(),
        state,
        installed_at: None,
        cve_ids: Vec::new(),
    }
}

fn on_rhel() -> Reporter<'static> {
    Reporter {
        product: Some("RedhatEnterpriseLinux9.4"),
        ..Reporter::default()
    }
}

fn rule(key: FilterKey, value: &str, approval: Approval) -> Rule {
    let filters = vec![Filter {
        key,
        values: vec![value.to_owned()],
    }];
    Rule {
        filters,
        approval,
        level: ComplianceLevel::High,
        enable_non_security: false,
    }
}

fn baseline(os: Os, rules: Vec<Rule>) -> Baseline {
    Baseline {
        rules,
        ..Baseline::empty(os)
    }
}

fn bash(version: &str, released: Option<Date>) -> Candidate {
    let report = reported(
        "bash.x86_64",
        &format!("bash.x86_64:0:{version}"),
        "Security",
        PatchState::Missing,
    );
    let mut patch = of_report(Os::RedHat, &report, on_rhel()).patch;
    patch.released = released;
    Candidate::whole(patch)
}

#[test]
fn the_newest_approved_version_is_the_one_that_installs() {
    let baseline = baseline(
        Os::RedHat,
        vec![rule(
            FilterKey::Classification,
            "Security",
            Approval::AfterDays(7),
        )],
    );
    let all = [
        bash("5.1-10", Some(date(2024, 7, 8))),
        bash("5.1-9", Some(date(2024, 7, 1))),
        bash("5.1-8", Some(date(2024, 6, 1))),
    ];
    let rows = preview(&baseline, &all, date(2024, 7, 8));
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.patch.title.rsplit('-').next().unwrap(),
                row.outlook,
                row.approved_on,
                row.installs,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("8", Outlook::Approved, Some(date(2024, 6, 8)), false),
            ("9", Outlook::Approved, Some(date(2024, 7, 8)), true),
            ("10", Outlook::Pending, Some(date(2024, 7, 15)), false),
        ]
    );
    assert_eq!(rows[0].decided_by, "rule 1");
}

#[test]
fn what_a_node_does_not_tell_is_not_guessed() {
    let on = date(2024, 7, 8);
    let judge =
        |os, rules, candidate: Candidate| preview(&baseline(os, rules), &[candidate], on).remove(0);
    let missing = reported(
        "bash.x86_64",
        "bash.x86_64:0:5.1-9",
        "Security",
        PatchState::Missing,
    );
    let node = || of_report(Os::RedHat, &missing, on_rhel());
    let security = |approval| vec![rule(FilterKey::Classification, "Security", approval)];
    let row = judge(Os::RedHat, security(Approval::AfterDays(7)), node());
    assert_eq!((row.outlook, row.approved_on), (Outlook::Unknown, None));
    assert!(
        row.decided_by.contains("release dates"),
        "{}",
        row.decided_by
    );
    assert_eq!(
        judge(Os::RedHat, security(Approval::AfterDays(0)), node()).outlook,
        Outlook::Approved
    );
    let bugfix = vec![rule(
        FilterKey::Classification,
        "Bugfix",
        Approval::AfterDays(7),
    )];
    assert_eq!(
        judge(Os::RedHat, bugfix, node()).outlook,
        Outlook::NotApproved,
        "what surely does not match is certain"
    );
    let product = |product| vec![rule(FilterKey::Product, product, Approval::AfterDays(0))];
    assert_eq!(
        judge(Os::RedHat, product("RedhatEnterpriseLinux9.4"), node()).outlook,
        Outlook::Approved
    );
    let nameless = of_report(Os::RedHat, &missing, Reporter::default());
    assert_eq!(
        judge(Os::RedHat, product("RedhatEnterpriseLinux9.4"), nameless).outlook,
        Outlook::Unknown
    );
    let apt = of_report(
        Os::Ubuntu,
        &reported(
            "libssl3.amd64",
            "libssl3.amd64:3.0.2-0ubuntu1.18",
            "",
            PatchState::Missing,
        ),
        Reporter::default(),
    );
    let row = judge(
        Os::Ubuntu,
        vec![rule(
            FilterKey::Priority,
            "Required",
            Approval::AfterDays(0),
        )],
        apt.clone(),
    );
    assert!(
        row.outlook == Outlook::Unknown && row.decided_by.contains("PRIORITY"),
        "{}",
        row.decided_by
    );
    let row = judge(
        Os::Ubuntu,
        vec![rule(FilterKey::Priority, "*", Approval::AfterDays(0))],
        apt,
    );
    assert!(
        row.outlook == Outlook::Unknown && row.decided_by.contains("repository"),
        "{}",
        row.decided_by
    );
}

#[test]
fn a_patch_was_released_by_the_day_on_which_it_was_seen() {
    let rules = baseline(
        Os::RedHat,
        vec![rule(
            FilterKey::Classification,
            "Security",
            Approval::AfterDays(7),
        )],
    );
    let mut installed = reported(
        "bash.x86_64",
        "bash.x86_64:0:5.1-9",
        "Security",
        PatchState::Installed,
    );
    installed.installed_at = Some("2024-07-01T23:00:00Z".parse().unwrap());
    let judge = |report: &ReportedPatch, rules: &Baseline| {
        let candidate = of_report(
            Os::RedHat,
            report,
            Reporter {
                scanned: Some(date(2024, 7, 5)),
                ..Reporter::default()
            },
        );
        preview(rules, &[candidate], date(2024, 7, 8)).remove(0)
    };
    let row = judge(&installed, &rules);
    assert_eq!(
        (row.outlook, row.approved_on),
        (Outlook::Approved, None),
        "surely approved, on a day that is not known"
    );
    installed.installed_at = None;
    let row = judge(&installed, &rules);
    assert_eq!(row.outlook, Outlook::Unknown);
    assert!(
        row.decided_by.contains("2024-07-12 at the latest"),
        "{}",
        row.decided_by
    );
    let until = |day| {
        baseline(
            Os::RedHat,
            vec![rule(
                FilterKey::Classification,
                "Security",
                Approval::UntilDate(day),
            )],
        )
    };
    assert_eq!(
        judge(&installed, &until(date(2024, 7, 5))).outlook,
        Outlook::Approved
    );
    assert_eq!(
        judge(&installed, &until(date(2024, 7, 4))).outlook,
        Outlook::Unknown
    );
}

#[test]
fn what_a_security_only_baseline_approved_comes_from_a_security_repository() {
    let every = ["Required", "Important", "Standard", "Optional", "Extra"]
        .map(str::to_owned)
        .to_vec();
    let priorities = Rule {
        filters: vec![Filter {
            key: FilterKey::Priority,
            values: every,
        }],
        ..rule(FilterKey::Priority, "*", Approval::AfterDays(7))
    };
    let aws = baseline(Os::Debian, vec![priorities]);
    let outlook = |state, last: Option<&Baseline>| {
        let report = reported("libssl3.amd64", "libssl3.amd64:3.0.15-1~deb12u1", "", state);
        let candidate = of_report(
            Os::Debian,
            &report,
            Reporter {
                baseline: last,
                ..Reporter::default()
            },
        );
        preview(&aws, &[candidate], date(2024, 7, 8))
            .remove(0)
            .outlook
    };
    assert_eq!(outlook(PatchState::Missing, Some(&aws)), Outlook::Approved);
    assert_eq!(outlook(PatchState::Missing, None), Outlook::Unknown);
    assert_eq!(
        outlook(PatchState::InstalledOther, Some(&aws)),
        Outlook::Unknown
    );
    let mut wide = aws.clone();
    wide.rules[0].enable_non_security = true;
    assert_eq!(outlook(PatchState::Missing, Some(&wide)), Outlook::Unknown);
}

#[test]
fn a_list_decides_whatever_the_source_leaves_out() {
    let report = reported(
        "bash.x86_64",
        "bash.x86_64:0:5.1-9",
        "",
        PatchState::InstalledOther,
    );
    let candidate = of_report(Os::RedHat, &report, Reporter::default());
    let mut rules = baseline(
        Os::RedHat,
        vec![rule(
            FilterKey::Severity,
            "Critical",
            Approval::AfterDays(7),
        )],
    );
    rules.rejected = vec!["bash*".to_owned()];
    let row = preview(&rules, std::slice::from_ref(&candidate), date(2024, 7, 8)).remove(0);
    assert_eq!(
        (row.outlook, row.decided_by.as_str()),
        (Outlook::Rejected, "rejected_patches: bash*")
    );
    rules.rejected.clear();
    rules.approved = vec!["bash-5.1-9".to_owned()];
    let row = preview(&rules, &[candidate], date(2024, 7, 8)).remove(0);
    assert_eq!(
        (row.outlook, row.decided_by.as_str()),
        (Outlook::Approved, "approved_patches: bash-5.1-9")
    );
}

#[test]
fn only_what_differs_between_two_baselines_is_a_change() {
    let all = [
        bash("5.1-9", Some(date(2024, 7, 1))),
        bash("5.1-10", Some(date(2024, 7, 6))),
    ];
    let seven = baseline(
        Os::RedHat,
        vec![rule(
            FilterKey::Classification,
            "Security",
            Approval::AfterDays(7),
        )],
    );
    let one = baseline(
        Os::RedHat,
        vec![rule(
            FilterKey::Classification,
            "Security",
            Approval::AfterDays(1),
        )],
    );
    let on = date(2024, 7, 8);
    let found = changes(preview(&seven, &all, on), preview(&one, &all, on));
    let outlooks: Vec<_> = found
        .iter()
        .map(|change| (change.before.outlook, change.after.outlook))
        .collect();
    assert_eq!(
        outlooks,
        [(Outlook::Pending, Outlook::Approved)],
        "another day of what is approved already is no change"
    );
    assert!(changes(preview(&one, &all, on), preview(&one, &all, on)).is_empty());
    let until = baseline(
        Os::RedHat,
        vec![rule(
            FilterKey::Classification,
            "Security",
            Approval::UntilDate(date(2024, 7, 1)),
        )],
    );
    let rows = preview(&until, &all, on);
    assert_eq!(rows[1].decided_by, "rule 1: released after 2024-07-01");
}
