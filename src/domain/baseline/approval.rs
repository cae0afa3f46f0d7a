//! Whether a baseline approves a patch on a day, and which rule or list decided.

use jiff::civil::Date;

use super::named_patches;
use super::{Approval, Baseline, ComplianceLevel, Filter, FilterKey, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::patch::Patch;

/// What a baseline says of a patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is to be installed.
    Approved,
    /// A rule matches, and approves it on a later day.
    Pending,
    /// No rule and no list names it, or a rule's date excludes it for ever.
    NotApproved,
    /// The list of rejected patches names it.
    Rejected,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// The global filter with this index lets it not pass.
    GlobalFilter(usize),
    /// The approval rule with this index.
    Rule(usize),
    /// This entry of the list of approved patches.
    ApprovedList(String),
    /// This entry of the list of rejected patches.
    RejectedList(String),
    /// Nothing in the baseline names it.
    Nothing,
}

/// The answer of [`evaluate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What the baseline says.
    pub status: Status,
    /// What decided.
    pub by: DecidedBy,
    /// How grave it is when the patch is missing.
    pub level: ComplianceLevel,
    /// The first day on which a rule approves it; `None` when it never does, or when a list
    /// decided.
    pub approved_on: Option<Date>,
}

impl Decision {
    fn new(status: Status, by: DecidedBy) -> Self {
        Self {
            status,
            by,
            level: ComplianceLevel::Unspecified,
            approved_on: None,
        }
    }
}

/// Judges one patch on one UTC day.
///
/// The order is that of AWS: the list of rejected patches wins over everything, the list of
/// approved ones passes by every filter, then the global filters, then the rules, of which one is
/// enough. Of several rules that approve, the one with the gravest level counts, and of those the
/// first. What both a list and a rule mean has the graver level of the two: so the patch payload for
/// Linux has it (1.80, package_compliance.py); AWS documents nothing of it.
pub fn evaluate(baseline: &Baseline, patch: &Patch, on: Date) -> Decision {
    let os = baseline.os;
    if let Some(entry) = baseline
        .rejected
        .iter()
        .find(|entry| named_patches::rejects(os, entry, patch))
    {
        let mut decision = Decision::new(Status::Rejected, DecidedBy::RejectedList(entry.clone()));
        // The level that it would have otherwise: AWS counts an installed one that is blocked as a
        // violation, and a violation has a level.
        decision.level = by_rules(baseline, patch, on).level;
        if approving_entry(baseline, patch).is_some() {
            decision.level = decision.level.min(baseline.approved_level);
        }
        return decision;
    }

    let ruled = by_rules(baseline, patch, on);
    let Some(entry) = approving_entry(baseline, patch) else {
        return ruled;
    };
    let mut decision = Decision::new(Status::Approved, DecidedBy::ApprovedList(entry.clone()));
    decision.level = match ruled.status {
        Status::Approved => baseline.approved_level.min(ruled.level),
        _ => baseline.approved_level,
    };
    decision
}

/// The entry of the list of approved patches that approves a patch. The list reaches outside the
/// security repositories only when asked to (SSM API reference, ApprovedPatchesEnableNonSecurity);
/// on rpm there is no such border for what is named.
fn approving_entry<'a>(baseline: &'a Baseline, patch: &Patch) -> Option<&'a String> {
    let os = baseline.os;
    let reachable = baseline.approved_non_security
        || patch.is_in_security_repository(os)
        || os.family() == Family::Rpm;
    let mut approved = baseline.approved.iter().filter(|_| reachable);
    approved.find(|entry| named_patches::approves(os, entry, patch))
}

/// Judges by global filters and rules alone.
fn by_rules(baseline: &Baseline, patch: &Patch, on: Date) -> Decision {
    let os = baseline.os;
    if let Some(index) = baseline
        .global_filters
        .iter()
        .position(|filter| !passes(os, filter, patch))
    {
        return Decision::new(Status::NotApproved, DecidedBy::GlobalFilter(index));
    }

    // Rules are alternatives (AWS User Guide, "How patch baseline rules work on Linux-based
    // systems"). Of equal ones the first stays.
    let mut best: Option<Decision> = None;
    for (index, rule) in baseline.rules.iter().enumerate() {
        let Some(decision) = by_rule(os, index, rule, patch, on) else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|best| comes_before(&decision, best))
        {
            best = Some(decision);
        }
    }

    best.unwrap_or_else(|| Decision::new(Status::NotApproved, DecidedBy::Nothing))
}

/// Approved before pending before never; then the gravest level; then the earliest day.
fn comes_before(left: &Decision, right: &Decision) -> bool {
    precedence(left) < precedence(right)
}

fn precedence(decision: &Decision) -> (u8, Option<Date>, ComplianceLevel) {
    let rank = match decision.status {
        Status::Approved => 0,
        Status::Pending => 1,
        Status::NotApproved | Status::Rejected => 2,
    };
    // Once a rule has approved a patch, it does not matter for how long it has.
    let day = decision
        .approved_on
        .filter(|_| decision.status == Status::Pending);

    (rank, day, decision.level)
}

/// What one rule says; `None` when its filters do not match.
fn by_rule(
    os: OperatingSystem,
    index: usize,
    rule: &Rule,
    patch: &Patch,
    on: Date,
) -> Option<Decision> {
    // Unless it asks for more, a rule takes from the security repositories only, whatever its
    // filters name (AWS User Guide, linux rules).
    let eligible = rule.enable_non_security || patch.is_in_security_repository(os);
    if !eligible || !rule.filters.iter().all(|filter| passes(os, filter, patch)) {
        return None;
    }

    let approved_on = approval_day(os, rule.approval, patch);
    let status = match approved_on {
        Some(day) if day <= on => Status::Approved,
        Some(_) => Status::Pending,
        None => Status::NotApproved,
    };

    Some(Decision {
        status,
        by: DecidedBy::Rule(index),
        level: rule.level,
        approved_on,
    })
}

/// The first UTC day on which a rule with this approval approves a matching patch; `None` when it
/// never does.
pub fn approval_day(os: OperatingSystem, approval: Approval, patch: &Patch) -> Option<Date> {
    // Without a release date AWS takes 1970-01-01, which passes every delay (user guide,
    // patch-manager-release-dates).
    let released = patch.released.unwrap_or(EPOCH);
    // For Debian's family AWS supports neither a delay nor a date (SSM API reference, PatchRule).
    if os.family() == Family::Apt {
        return Some(EPOCH);
    }

    match approval {
        Approval::AfterDays(days) => released
            .checked_add(jiff::Span::new().days(i64::from(days)))
            .ok(),
        Approval::UntilDate(last) => (released <= last).then_some(released),
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Whether a patch passes a filter: one of the values is enough, and `*` stands for any.
pub fn passes(os: OperatingSystem, filter: &Filter, patch: &Patch) -> bool {
    if filter.values.iter().any(|value| value == "*") {
        return true;
    }

    // What a source does not tell of a patch no value fits.
    let among = |found: &str| filter.names(found);
    let among_optional = |found: &Option<String>| found.as_deref().is_some_and(among);
    let package = patch.package.as_ref();
    match filter.key {
        FilterKey::Classification => among_optional(&patch.classification),
        FilterKey::Severity | FilterKey::MsrcSeverity => passes_severity(os, filter, patch),
        FilterKey::Product => among(&patch.product),
        FilterKey::ProductFamily => among_optional(&patch.product_family),
        FilterKey::PatchSet => among(patch.patch_set.as_str()),
        FilterKey::Priority => among_optional(&patch.priority),
        FilterKey::Section => among_optional(&patch.section),
        FilterKey::Repository => among_optional(&patch.repository),
        FilterKey::AdvisoryId => among_optional(&patch.advisory),
        FilterKey::BugzillaId => patch.bugzilla.iter().any(|id| among(id)),
        FilterKey::CveId => patch.cves.iter().any(|id| among(id)),
        FilterKey::PatchId => among(&patch.id),
        FilterKey::Security => among(if patch.is_security() { "true" } else { "false" }),
        FilterKey::Arch => package.is_some_and(|package| among(&package.arch)),
        FilterKey::Name => package.is_some_and(|package| among(&package.name)),
        FilterKey::Version => package.is_some_and(|package| among(&package.evr.version)),
        FilterKey::Release => package.is_some_and(|package| among(&package.evr.release)),
        FilterKey::Epoch => package.is_some_and(|package| among(&package.evr.epoch.to_string())),
    }
}

/// A Linux patch with a classification but without a severity is matched by its classification
/// alone (user guide, linux rules); for Windows a missing severity is the value `Unspecified` of
/// `MSRC_SEVERITY`.
fn passes_severity(os: OperatingSystem, filter: &Filter, patch: &Patch) -> bool {
    let severity = match (patch.severity.as_deref(), os.family()) {
        (Some(severity), _) => severity,
        (None, Family::Windows) => "Unspecified",
        (None, _) => return patch.classification.is_some(),
    };

    // Amazon Linux 2022 and later call "moderate" what a baseline calls "Medium" (AWS User Guide,
    // "How patches are installed").
    let medium_is_moderate = matches!(
        os,
        OperatingSystem::AmazonLinux2022 | OperatingSystem::AmazonLinux2023
    );
    filter.names(severity)
        || (medium_is_moderate
            && severity.eq_ignore_ascii_case("Moderate")
            && filter.names("Medium"))
}

#[cfg(test)]
#[path = "approval_tests.rs"]
mod tests;
