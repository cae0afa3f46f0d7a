//! The rules of a baseline as sentences.

use super::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Filter, FilterKey,
    RejectedAction, Rule,
};
use crate::domain::fleet::platform::{Family, OperatingSystem, PlatformType};

/// Every sentence, in the order in which AWS applies the rules.
pub fn sentences(baseline: &Baseline) -> Vec<String> {
    let mut all = Vec::new();

    if let Some(filters) = meaningful(&baseline.global_filters) {
        all.push(format!("Only patches with {filters} are looked at."));
    }
    for (index, rule) in baseline.rules.iter().enumerate() {
        let sentence = rule_sentence(baseline.os, rule);
        all.push(format!("Rule {}: {sentence}", index + 1));
    }
    if baseline.rules.is_empty() {
        all.push("There is no approval rule.".to_owned());
    }

    // The lists pass by the rules, and the rejected ones win over everything, so that they stand
    // behind them (AWS User Guide, "How patches are installed").
    all.extend(approved_sentence(baseline));
    all.extend(rejected_sentence(baseline));
    all.extend(baseline.available_security_updates.map(|status| {
        let verdict = match status {
            AvailableSecurityUpdates::Compliant => "leaves a node compliant",
            AvailableSecurityUpdates::NonCompliant => "makes a node non-compliant",
        };
        format!("A security update that is available and not approved {verdict}.")
    }));
    all
}

fn approved_sentence(baseline: &Baseline) -> Option<String> {
    if baseline.approved.is_empty() {
        return None;
    }

    let reach = if baseline.approved_non_security {
        ", also outside the security repositories"
    } else {
        ""
    };
    let level = level(baseline.approved_level);
    let names = baseline.approved.join(", ");
    Some(format!("Always approved{reach}: {names}{level}."))
}

fn rejected_sentence(baseline: &Baseline) -> Option<String> {
    if baseline.rejected.is_empty() {
        return None;
    }

    let action = match baseline.rejected_action {
        RejectedAction::AllowAsDependency => {
            "rejected, and installed only when an approved patch needs it"
        }
        RejectedAction::Block => "blocked, also as a dependency",
    };
    let names = baseline.rejected.join(", ");
    Some(format!("Always {action}: {names}."))
}

/// What one rule does.
pub fn rule_sentence(os: OperatingSystem, rule: &Rule) -> String {
    let (what, verb) = match meaningful(&rule.filters) {
        Some(filters) => (format!("patches with {filters}"), "are"),
        None => ("every patch".to_owned(), "is"),
    };
    // The switch is one of Linux; what a baseline of another system has there says nothing.
    let reach = match (os.platform_type(), rule.enable_non_security) {
        (PlatformType::Linux, true) => ", also outside the security repositories",
        _ => "",
    };
    let when = match (os.family(), rule.approval) {
        (Family::Apt, Approval::AfterDays(0)) => "at once".to_owned(),
        (Family::Apt, _) => format!("at once ({} has no effect here)", shown(rule.approval)),
        (_, approval) => shown(approval),
    };

    format!("{what}{reach} {verb} approved {when}{}.", level(rule.level))
}

/// When a rule approves.
pub fn shown(approval: Approval) -> String {
    match approval {
        Approval::AfterDays(0) => "on the day of release".to_owned(),
        Approval::AfterDays(1) => "1 day after release".to_owned(),
        Approval::AfterDays(days) => format!("{days} days after release"),
        Approval::UntilDate(date) => format!("when released until {date}"),
    }
}

fn level(level: ComplianceLevel) -> String {
    match level {
        ComplianceLevel::Unspecified => String::new(),
        level => format!(", at compliance level {}", level.as_str()),
    }
}

/// The filters that leave something out, joined; `None` when none does.
fn meaningful(filters: &[Filter]) -> Option<String> {
    let narrow = filters
        .iter()
        .filter(|filter| !filter.values.iter().any(|value| value == "*"));
    let parts: Vec<String> = narrow
        .map(|filter| format!("{} {}", word(filter.key), either(&filter.values)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

fn word(key: FilterKey) -> String {
    match key {
        FilterKey::MsrcSeverity => "MSRC severity".to_owned(),
        key => key.as_str().to_lowercase().replace('_', " "),
    }
}

fn either(values: &[String]) -> String {
    match values {
        [] => "(none)".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_sentences() {
        let filter = |key, values: &[&str]| Filter {
            key,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let mut baseline = Baseline::empty(OperatingSystem::AmazonLinux2023);
        baseline.global_filters = vec![filter(FilterKey::Product, &["*"])];
        baseline.rules = vec![
            Rule {
                filters: vec![
                    filter(FilterKey::Classification, &["Security"]),
                    filter(FilterKey::Severity, &["Critical", "Important", "Low"]),
                ],
                approval: Approval::AfterDays(7),
                level: ComplianceLevel::Critical,
                enable_non_security: false,
            },
            Rule {
                filters: vec![],
                approval: Approval::UntilDate(jiff::civil::date(2024, 7, 9)),
                level: ComplianceLevel::Unspecified,
                enable_non_security: true,
            },
        ];
        baseline.rejected = vec!["kernel*".to_owned()];
        baseline.rejected_action = RejectedAction::Block;
        assert_eq!(
            sentences(&baseline),
            [
                "Rule 1: patches with classification Security and severity Critical, Important or Low are approved 7 days after release, at compliance level CRITICAL.",
                "Rule 2: every patch, also outside the security repositories is approved when released until 2024-07-09.",
                "Always blocked, also as a dependency: kernel*.",
            ]
        );
        let empty = Baseline::empty(OperatingSystem::Windows);
        assert_eq!(sentences(&empty), ["There is no approval rule."]);
    }
}
