//! What a baseline approves on a day, patch by patch, and what decided; and how that differs
//! between two baselines.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::approval;
use super::approval::{DecidedBy, Decision, Status};
use super::vocabulary;
use super::{Approval, Baseline, ComplianceLevel, Filter, FilterKey, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::patch::{Package, Patch, PatchSet};

/// What becomes of a patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outlook {
    /// Approved on the day.
    Approved,
    /// A rule matches, and approves it on a later day.
    Pending,
    /// Nothing approves it.
    NotApproved,
    /// The list of rejected patches names it.
    Rejected,
    /// The source does not tell what the rules ask for.
    Unknown,
}

impl Outlook {
    /// Every outlook.
    pub const ALL: [Self; 5] = [
        Self::Approved,
        Self::Pending,
        Self::NotApproved,
        Self::Rejected,
        Self::Unknown,
    ];

    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "APPROVED",
            Self::Pending => "PENDING",
            Self::NotApproved => "NOT_APPROVED",
            Self::Rejected => "REJECTED",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// What a source tells of a patch beside what [`Patch`] holds: some sources leave out attributes
/// that rules may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The patch.
    pub patch: Patch,
    /// Filter keys of which the source says nothing for this patch.
    pub untold: Vec<FilterKey>,
    /// Whether the source tells release dates.
    pub dated: bool,
    /// The day on which a source without release dates saw the patch, so that it was released by
    /// then; `None` when it does not tell.
    pub seen: Option<Date>,
    /// Whether the source tells which repository it comes from.
    pub placed: bool,
    /// Whether the source tells which patches a newer one replaces, so that it can be said what is
    /// installed.
    pub installable: bool,
}

impl Candidate {
    /// A patch of which everything is known.
    pub fn whole(patch: Patch) -> Self {
        Self {
            patch,
            untold: Vec::new(),
            dated: true,
            seen: None,
            placed: true,
            installable: true,
        }
    }
}

/// One patch with what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The patch.
    pub patch: Patch,
    /// What becomes of it.
    pub outlook: Outlook,
    /// The day on which it is approved, when a rule with a day decides.
    pub approved_on: Option<Date>,
    /// What decided, in words.
    pub decided_by: String,
    /// How grave it is when the patch is missing.
    pub level: ComplianceLevel,
    /// Whether it is the newest approved version of its package: the one that is installed.
    pub installs: bool,
}

/// What a baseline makes of each patch on a day, ordered by id and version.
pub fn preview(baseline: &Baseline, candidates: &[Candidate], on: Date) -> Vec<Forecast> {
    let mut all: Vec<Forecast> = candidates
        .iter()
        .map(|candidate| forecast(baseline, candidate, on))
        .collect();
    let family = baseline.os.family();
    all.sort_by(|a, b| {
        a.patch
            .id
            .cmp(&b.patch.id)
            .then_with(|| order(&a.patch, &b.patch, family))
            .then_with(|| a.patch.title.cmp(&b.patch.title))
    });

    // One source that does not tell what replaces what leaves open for all of them what is
    // installed.
    if candidates.iter().all(|candidate| candidate.installable) {
        mark_installed(&mut all, family);
    }
    all
}

/// Marks what is installed: of each package the newest version that is approved, which is the last
/// one in order (AWS User Guide, "How patches are installed").
fn mark_installed(all: &mut [Forecast], family: Family) {
    let mut newest: HashMap<String, usize> = HashMap::new();
    let approved = all
        .iter_mut()
        .enumerate()
        .filter(|(_, row)| row.outlook == Outlook::Approved);
    for (index, row) in approved {
        // Updates of Windows have no versions: each is one of its own.
        row.installs = family == Family::Windows;
        newest.insert(row.patch.id.clone(), index);
    }

    for index in newest.into_values() {
        all[index].installs = true;
    }
}

fn order(left: &Patch, right: &Patch, family: Family) -> Ordering {
    match (&left.package, &right.package) {
        (Some(left), Some(right)) => left.cmp_version(right, family),
        _ => Ordering::Equal,
    }
}

fn forecast(baseline: &Baseline, candidate: &Candidate, on: Date) -> Forecast {
    let (decision, question) = judge(baseline, candidate, on);
    let decided_by = question
        .clone()
        .unwrap_or_else(|| words(baseline, &decision));
    let known = question.is_none() && candidate.dated;

    Forecast {
        patch: candidate.patch.clone(),
        outlook: if question.is_some() {
            Outlook::Unknown
        } else {
            outlook(decision.status)
        },
        // Debian's family has no days, and 1970 stands for a date that is not known.
        approved_on: decision
            .approved_on
            .filter(|day| known && day.year() > 1970),
        decided_by,
        level: decision.level,
        installs: false,
    }
}

/// The decision, and the question that keeps it from being certain, when the source leaves out what
/// the rules ask for.
fn judge(baseline: &Baseline, candidate: &Candidate, on: Date) -> (Decision, Option<String>) {
    let mut patch = candidate.patch.clone();
    if !candidate.dated {
        // At the latest: what a rule approves of it is sure, what a rule keeps back is not.
        patch.released = candidate.seen;
    }

    let decision = approval::evaluate(baseline, &patch, on);
    let by_list = matches!(
        decision.by,
        DecidedBy::ApprovedList(_) | DecidedBy::RejectedList(_)
    );
    if by_list || (candidate.untold.is_empty() && candidate.dated && candidate.placed) {
        return (decision, None);
    }

    let os = baseline.os;
    match filters(os, &baseline.global_filters, candidate) {
        Tested::Fails => return (decision, None),
        Tested::Open(what) => return (decision, Some(format!("global filters: {what}"))),
        Tested::Passes => {}
    }

    // When a rule that can be judged approves, the others do not matter.
    let (certain, question) = certain(baseline, candidate, on);
    let decision = approval::evaluate(&certain, &patch, on);
    let question = question.filter(|_| decision.status != Status::Approved);
    (decision, question)
}

/// The baseline without the rules and filters that cannot be judged for a candidate, and the first
/// question that they leave open.
fn certain(baseline: &Baseline, candidate: &Candidate, on: Date) -> (Baseline, Option<String>) {
    let os = baseline.os;
    let mut certain = baseline.clone();
    let mut question = None;

    certain
        .global_filters
        .retain(|filter| !is_needless(os, filter, candidate));
    for (index, rule) in certain.rules.iter_mut().enumerate() {
        if let Tested::Open(what) = by_rule(os, rule, candidate, on) {
            question = question.or(Some(format!("rule {}: {what}", index + 1)));
            // A filter without values fits nothing. The rule stays in its place, by whose number
            // the others are called.
            rule.filters = vec![Filter {
                key: FilterKey::PatchId,
                values: Vec::new(),
            }];
        } else {
            rule.filters
                .retain(|filter| !is_needless(os, filter, candidate));
        }
    }

    (certain, question)
}

/// Whether a filter leaves nothing out, and asks for what the source does not tell.
fn is_needless(os: OperatingSystem, filter: &Filter, candidate: &Candidate) -> bool {
    takes_every_value(os, filter) && candidate.untold.contains(&filter.key)
}

const fn outlook(status: Status) -> Outlook {
    match status {
        Status::Approved => Outlook::Approved,
        Status::Pending => Outlook::Pending,
        Status::NotApproved => Outlook::NotApproved,
        Status::Rejected => Outlook::Rejected,
    }
}

/// What decided, in words.
fn words(baseline: &Baseline, decision: &Decision) -> String {
    match &decision.by {
        DecidedBy::GlobalFilter(index) => {
            let filter = baseline.global_filters.get(*index);
            let key = filter.map_or("", |filter| filter.key.as_str());
            format!("global filter {key} leaves it out")
        }
        DecidedBy::Rule(index) => {
            // A delay comes to its end; a date that lies before the release never will.
            let excluded = decision.status == Status::NotApproved;
            let until = match baseline.rules.get(*index).map(|rule| rule.approval) {
                Some(Approval::UntilDate(date)) if excluded => format!(": released after {date}"),
                _ => String::new(),
            };
            format!("rule {}{until}", index + 1)
        }
        DecidedBy::ApprovedList(entry) => format!("approved_patches: {entry}"),
        DecidedBy::RejectedList(entry) => format!("rejected_patches: {entry}"),
        DecidedBy::Nothing => "no rule matches".to_owned(),
    }
}

enum Tested {
    Passes,
    Fails,
    /// It depends on something that the source does not tell.
    Open(String),
}

fn filters(os: OperatingSystem, filters: &[Filter], candidate: &Candidate) -> Tested {
    // One filter that fails is enough, whatever the others would say.
    let mut untold = None;
    for filter in filters
        .iter()
        .filter(|filter| !takes_every_value(os, filter))
    {
        if candidate.untold.contains(&filter.key) {
            untold = Some(filter.key);
        } else if !approval::passes(os, filter, &candidate.patch) {
            return Tested::Fails;
        }
    }

    untold.map_or(Tested::Passes, |key| {
        Tested::Open(format!("the source does not tell {}", key.as_str()))
    })
}

/// Whether a filter leaves nothing out: by `*`, or because it names every value that there is, as
/// AWS's own rules for Debian do.
fn takes_every_value(os: OperatingSystem, filter: &Filter) -> bool {
    filter.names("*")
        || vocabulary::values(os, filter.key)
            .is_some_and(|values| values.iter().all(|value| filter.names(value)))
}

fn by_rule(os: OperatingSystem, rule: &Rule, candidate: &Candidate, on: Date) -> Tested {
    let tested = filters(os, &rule.filters, candidate);
    if !matches!(tested, Tested::Passes) {
        return tested;
    }

    // On apt only the name of the repository tells whether it is one for security (AWS User Guide,
    // linux rules); on rpm an update notice does, which shows in the classification.
    if !rule.enable_non_security {
        if !candidate.placed && os.family() == Family::Apt {
            return Tested::Open(
                "the source does not tell the repository, and only security repositories count"
                    .to_owned(),
            );
        }
        if !candidate.patch.is_in_security_repository(os) {
            return Tested::Fails;
        }
    }

    let waits = os.family() != Family::Apt && !matches!(rule.approval, Approval::AfterDays(0));
    if waits && !candidate.dated {
        by_latest_day(os, rule, candidate, on)
    } else {
        Tested::Passes
    }
}

/// Judges a rule that waits by the day on which a source without release dates saw the patch: it
/// was released by then, so that what is approved with that day is approved at the latest then.
fn by_latest_day(os: OperatingSystem, rule: &Rule, candidate: &Candidate, on: Date) -> Tested {
    // A patch was out when it was first seen: it can have been released before, but not after.
    let latest = candidate.seen.and_then(|seen| {
        let patch = Patch {
            released: Some(seen),
            ..candidate.patch.clone()
        };
        approval::approval_day(os, rule.approval, &patch)
    });

    match latest {
        Some(day) if day <= on => Tested::Passes,
        Some(day) => Tested::Open(format!(
            "approved on {day} at the latest; the source does not tell release dates"
        )),
        None => Tested::Open(format!(
            "approved {}; the source does not tell release dates",
            super::sentences::shown(rule.approval)
        )),
    }
}

/// What is known of the node whose report is judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reporter<'a> {
    /// Its product, as filters spell it.
    pub product: Option<&'a str>,
    /// The day of its last scan.
    pub scanned: Option<Date>,
    /// The baseline that its last scan used.
    pub baseline: Option<&'a Baseline>,
}

/// Whether a baseline approves nothing outside the security repositories.
fn takes_security_only(baseline: &Baseline) -> bool {
    baseline.approved.is_empty() && baseline.rules.iter().all(|rule| !rule.enable_non_security)
}

/// A patch as a node reported it (`DescribeInstancePatches`), as a candidate; `product` is that of
/// the node.
///
/// A patch that the report names was released by the day of the scan, and an installed one when it
/// was installed. What a baseline approved that takes security repositories only comes from one.
pub fn of_report(os: OperatingSystem, report: &ReportedPatch, node: Reporter<'_>) -> Candidate {
    let secure = is_from_security(os, report, node.baseline);
    let patch = Patch {
        id: report.kb_id.clone(),
        title: report.title.clone(),
        package: package_of_report(os, report),
        classification: told(&report.classification),
        severity: told(&report.severity),
        product: node.product.unwrap_or_default().to_owned(),
        product_family: None,
        patch_set: PatchSet::Os,
        advisory: None,
        bugzilla: Vec::new(),
        cves: report.cve_ids.clone(),
        bulletin: None,
        priority: None,
        section: None,
        // The name does not matter, only that it is one of a security repository.
        repository: secure.then(|| "some-security".to_owned()),
        released: None,
        supersedes: Vec::new(),
    };
    let installed = report
        .installed_at
        .map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date());

    Candidate {
        patch,
        untold: untold(report, node.product),
        dated: false,
        seen: installed.into_iter().chain(node.scanned).min(),
        placed: secure,
        installable: true,
    }
}

fn told(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn package_of_report(os: OperatingSystem, report: &ReportedPatch) -> Option<Package> {
    match os.family() {
        Family::Windows => None,
        // Titles are `name.version`, and a name may hold dots of its own: the id tells where it
        // ends.
        Family::MacOs => Package::parse_macos(&report.title.replacen(
            &format!("{}.", report.kb_id),
            &format!("{} ", report.kb_id),
            1,
        )),
        Family::Rpm | Family::Apt => package_of_title(&report.kb_id, &report.title),
    }
}

/// The filter keys of which a report says nothing for a patch.
fn untold(report: &ReportedPatch, product: Option<&str>) -> Vec<FilterKey> {
    let mut untold = vec![
        FilterKey::Priority,
        FilterKey::Section,
        FilterKey::ProductFamily,
        FilterKey::PatchSet,
    ];
    if product.is_none() {
        untold.push(FilterKey::Product);
    }

    // The API leaves both out for what the baseline of the scan did not know.
    let is_unknown = matches!(
        report.state,
        PatchState::InstalledOther | PatchState::NotApplicable
    );
    if is_unknown && report.classification.is_empty() {
        untold.extend([
            FilterKey::Classification,
            FilterKey::Severity,
            FilterKey::MsrcSeverity,
        ]);
    }

    untold
}

/// Whether a reported patch surely comes from a security repository: the baseline of the scan
/// approved it, and approves nothing from elsewhere.
fn is_from_security(
    os: OperatingSystem,
    report: &ReportedPatch,
    baseline: Option<&Baseline>,
) -> bool {
    // In every other state a patch may be there without the baseline's approval.
    let approved = matches!(
        report.state,
        PatchState::Installed
            | PatchState::InstalledPendingReboot
            | PatchState::Missing
            | PatchState::Failed
    );

    approved && os.family() == Family::Apt && baseline.is_some_and(takes_security_only)
}

/// Reads `name.arch` and `name.arch:[epoch:]version-release`, as nodes report rpm and dpkg
/// packages.
fn package_of_title(id: &str, title: &str) -> Option<Package> {
    let (name, arch) = id.rsplit_once('.')?;
    let version = title.strip_prefix(id)?.strip_prefix(':')?;
    Some(Package {
        name: name.to_owned(),
        arch: arch.to_owned(),
        evr: crate::domain::patch::version::Evr::parse(version)?,
    })
}

/// A patch of which two baselines make something different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the first makes of it.
    pub before: Forecast,
    /// What the second makes of it.
    pub after: Forecast,
}

/// The patches of which two previews over the same candidates differ in outlook, day or level.
pub fn changes(before: Vec<Forecast>, after: Vec<Forecast>) -> Vec<Change> {
    let mut second: BTreeMap<_, Forecast> = after.into_iter().map(|row| (key(&row), row)).collect();

    before
        .into_iter()
        .filter_map(|before| {
            let after = second.remove(&key(&before))?;
            Some(Change { before, after })
        })
        .filter(|change| shown_of(&change.before) != shown_of(&change.after))
        .collect()
}

/// What makes two forecasts those of one patch: one KB number may stand for several products.
fn key(row: &Forecast) -> (String, String, String) {
    (
        row.patch.id.clone(),
        row.patch.title.clone(),
        row.patch.product.clone(),
    )
}

/// What a change is a change of. The day counts only while a patch waits for it.
fn shown_of(row: &Forecast) -> (Outlook, Option<Date>, ComplianceLevel) {
    let day = row.approved_on.filter(|_| row.outlook == Outlook::Pending);

    (row.outlook, day, row.level)
}

#[cfg(test)]
#[path = "preview_tests.rs"]
mod tests;
