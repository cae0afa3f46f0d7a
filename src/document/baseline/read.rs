//! From the text of baseline documents to what they ask for.

use jiff::civil::Date;

use super::file::{BaselineFile, FiltersFile, LIMIT, RuleFile};
use super::foreign;
use crate::document::{Path, Source, Violation, invalid, nearest, read_many};
use crate::domain::baseline::check;
use crate::domain::baseline::check::MOST_GROUPS;
use crate::domain::baseline::plan::Desired;
use crate::domain::baseline::vocabulary;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Definition, Filter, FilterKey,
    PatchSource, RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::PatchGroup;
use crate::domain::meant::Meant;
use crate::error::Result;

const HINT: &str =
    "the format is documented in `patchctl help baseline-file` and examples/baselines.yaml";

/// One document with its place in the file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The place.
    pub path: Path,
    /// What it asks for.
    pub desired: Desired,
}

/// Reads and checks a file of baselines; every mistake is reported with its place.
///
/// # Errors
/// A usage error that draws each mistake at its line.
pub fn read(source: Source<'_>) -> Result<Vec<Document>> {
    // What is in one of AWS's own shapes has a mistake at each of its keys; none of them helps.
    let files: Vec<(Path, BaselineFile)> = read_many(source, LIMIT, HINT)
        .map_err(|error| foreign::refused(source).unwrap_or(error))?;
    let mut violations = Vec::new();
    let mut documents: Vec<Document> = Vec::with_capacity(files.len());
    for (path, file) in files {
        // A document that cannot be read is left out of what follows; the others are still
        // checked, so that one look shows every mistake.
        let mut reader = Reader {
            violations: Vec::new(),
        };
        let desired = reader.desired(&file, &path);
        violations.append(&mut reader.violations);
        let Some(desired) = desired else { continue };

        if let Some(definition) = &desired.definition {
            violations.extend(check::check(definition, &path));
        }
        if let Some(tags) = &desired.tags {
            violations.extend(check::check_tags(tags, &path.key("tags")));
        }
        for earlier in &documents {
            violations.extend(
                conflict(&earlier.desired, &desired)
                    .map(|(key, message)| Violation::new(path.key(key), message)),
            );
        }
        documents.push(Document { path, desired });
    }

    if violations.is_empty() {
        Ok(documents)
    } else {
        Err(invalid(source, &violations, HINT))
    }
}

/// What two documents cannot both be granted: the place in the second, and why.
pub fn conflict(first: &Desired, second: &Desired) -> Option<(&'static str, String)> {
    if first.os != second.os || !first.meets(second) {
        return None;
    }
    // AWS allows two baselines of one name; a file that has them could not be matched with what is
    // there.
    if first.name == second.name {
        let message = format!(
            "{} for {} is described twice for the same place",
            second.name, second.os
        );
        return Some(("name", message));
    }

    // A group has one baseline for each operating system (AWS User Guide, "About patch groups").
    if let Some(group) = shared_group(first, second) {
        let message = format!("{} takes group `{group}` for {} too", first.name, first.os);
        return Some(("patch_groups", message));
    }
    let both = first.default == Some(true) && second.default == Some(true);
    both.then(|| {
        let message = format!("{} is to be the default for {} too", first.name, first.os);
        ("default", message)
    })
}

fn shared_group<'d>(first: &Desired, second: &'d Desired) -> Option<&'d PatchGroup> {
    let taken = first.groups.as_deref().unwrap_or_default();

    second
        .groups
        .iter()
        .flatten()
        .find(|group| taken.contains(group))
}

struct Reader {
    violations: Vec<Violation>,
}

impl Reader {
    fn wrong(&mut self, at: Path, message: impl Into<String>) {
        self.violations.push(Violation::new(at, message));
    }

    /// Reads a word out of a list of AWS; case does not count, and neither do `-` and `_`.
    fn word<T: Copy>(
        &mut self,
        at: &Path,
        text: &str,
        names: &[&str],
        of_wire: fn(&str) -> Option<T>,
    ) -> Option<T> {
        // Words of the API in small letters, or with hyphens, are plain enough to be taken.
        let found = of_wire(&text.to_uppercase().replace('-', "_"));

        if found.is_none() {
            let near = nearest(&text.to_uppercase(), names.iter().copied())
                .map(|near| format!("did you mean {near}?"));
            let message = format!("`{}` is none of {}", text.escape_debug(), names.join(", "));
            self.violations
                .push(Violation::new(at.clone(), message).maybe_help(near));
        }
        found
    }

    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        at: &Path,
        texts: &[String],
    ) -> Vec<T> {
        // Every text is looked at: the first mistake need not be the last.
        let mut all = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            match text.parse() {
                Ok(value) => all.push(value),
                Err(bad) => self.wrong(at.index(index), format!("{bad}")),
            }
        }

        all
    }

    fn desired(&mut self, file: &BaselineFile, at: &Path) -> Option<Desired> {
        // Without the system no filter, rule or name of a patch can be judged.
        let os = self.operating_system(&file.operating_system, at)?;
        let groups = file
            .patch_groups
            .as_ref()
            .map(|groups| self.groups(&at.key("patch_groups"), groups));

        // Names that begin so are those of AWS's own baselines.
        let predefined = file.name.starts_with("AWS-");
        if let (true, Some(field)) = (predefined, file.own_field()) {
            let message = format!(
                "{} belongs to AWS: a document can give it groups and make it the default, nothing else",
                file.name
            );
            self.wrong(at.key(field), message);
        }
        let definition = (!predefined).then(|| self.definition(file, os, at));

        Some(Desired {
            name: file.name.clone(),
            os,
            definition,
            groups,
            default: file.default,
            tags: file.tags.clone(),
            regions: self.parsed(&at.key("regions"), &file.regions),
            accounts: self.parsed(&at.key("accounts"), &file.accounts),
        })
    }

    fn operating_system(&mut self, text: &str, at: &Path) -> Option<OperatingSystem> {
        let bad = match text.parse::<OperatingSystem>() {
            Ok(os) => return Some(os),
            Err(bad) => bad,
        };

        let names = OperatingSystem::ALL.map(OperatingSystem::as_str);
        let help = match nearest(&text.to_uppercase(), names) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("write one of {}", names.join(", ")),
        };
        let violation = Violation::new(at.key("operating_system"), bad.to_string());
        self.violations.push(violation.help(help));
        None
    }

    fn groups(&mut self, at: &Path, names: &[String]) -> Vec<PatchGroup> {
        let groups: Vec<PatchGroup> = self.parsed(at, names);

        // Said here, since AWS would say so only after the first of them were registered.
        if names.len() > MOST_GROUPS {
            let message = format!(
                "{} patch groups; a baseline has at most {MOST_GROUPS}",
                names.len()
            );
            self.wrong(at.clone(), message);
        }
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                self.wrong(at.index(index), format!("`{name}` is listed twice"));
            }
        }

        groups
    }

    fn definition(&mut self, file: &BaselineFile, os: OperatingSystem, at: &Path) -> Definition {
        let sources = file.sources.iter().flatten().map(|source| PatchSource {
            name: source.name.clone(),
            products: source.products.clone(),
            configuration: source.configuration.clone(),
        });

        Definition {
            name: file.name.clone(),
            description: file.description.clone(),
            rules: self.baseline(file, os, at),
            sources: sources.collect(),
        }
    }

    fn baseline(&mut self, file: &BaselineFile, os: OperatingSystem, at: &Path) -> Baseline {
        // What a document leaves out is what AWS has without a word.
        let empty = Baseline::empty(os);
        let filters = file.global_filters.as_ref();
        let level = file.approved_patches_compliance_level.as_deref();

        Baseline {
            os,
            global_filters: filters
                .map(|filters| self.filters(os, &at.key("global_filters"), filters))
                .unwrap_or_default(),
            rules: self.rules(
                os,
                &at.key("approval_rules"),
                file.approval_rules.as_deref().unwrap_or_default(),
            ),
            approved: file.approved_patches.clone().unwrap_or_default(),
            approved_level: self
                .level(&at.key("approved_patches_compliance_level"), level)
                .unwrap_or(empty.approved_level),
            approved_non_security: file
                .approved_patches_enable_non_security
                .unwrap_or_default(),
            rejected: file.rejected_patches.clone().unwrap_or_default(),
            rejected_action: self
                .rejected_action(file, at)
                .unwrap_or(empty.rejected_action),
            available_security_updates: self.available_security_updates(file, at),
        }
    }

    fn level(&mut self, at: &Path, text: Option<&str>) -> Option<ComplianceLevel> {
        self.word(at, text?, ComplianceLevel::NAMES, ComplianceLevel::of_wire)
    }

    fn rejected_action(&mut self, file: &BaselineFile, at: &Path) -> Option<RejectedAction> {
        self.word(
            &at.key("rejected_patches_action"),
            file.rejected_patches_action.as_deref()?,
            RejectedAction::NAMES,
            RejectedAction::of_wire,
        )
    }

    fn available_security_updates(
        &mut self,
        file: &BaselineFile,
        at: &Path,
    ) -> Option<AvailableSecurityUpdates> {
        self.word(
            &at.key("available_security_updates_compliance_status"),
            file.available_security_updates_compliance_status
                .as_deref()?,
            AvailableSecurityUpdates::NAMES,
            AvailableSecurityUpdates::of_wire,
        )
    }

    fn rules(&mut self, os: OperatingSystem, at: &Path, rules: &[RuleFile]) -> Vec<Rule> {
        let mut all = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let at = at.index(index);
            let level = rule.compliance_level.as_deref();

            // A rule with mistakes is taken as far as it goes: nothing of it is used while there
            // are mistakes, and what is left of it is checked too.
            all.push(Rule {
                filters: self.filters(os, &at.key("filters"), &rule.filters),
                approval: self.approval(&at, rule),
                level: self
                    .level(&at.key("compliance_level"), level)
                    .unwrap_or(ComplianceLevel::Unspecified),
                enable_non_security: rule.enable_non_security.unwrap_or_default(),
            });
        }
        all
    }

    /// A rule has a number of days or a date. What AWS answers to both or neither is not known, so
    /// that neither is sent.
    fn approval(&mut self, at: &Path, rule: &RuleFile) -> Approval {
        match (rule.approve_after_days, &rule.approve_until_date) {
            (Some(days), None) => match u16::try_from(days) {
                Ok(days) => return Approval::AfterDays(days),
                Err(_) => self.wrong(
                    at.key("approve_after_days"),
                    format!("{days} days; 0 to {} are allowed", check::MOST_DAYS),
                ),
            },
            // Of the forms of ISO 8601 that can be parsed AWS takes this one (SSM API reference,
            // PatchRule: 1 to 10 characters, YYYY-MM-DD).
            (None, Some(text)) => match text.parse::<Date>() {
                Ok(date) if text.len() == 10 => return Approval::UntilDate(date),
                _ => self.wrong(
                    at.key("approve_until_date"),
                    format!("`{}` is not a date such as 2024-07-09", text.escape_debug()),
                ),
            },
            (Some(_), Some(_)) => self.wrong(
                at.key("approve_until_date"),
                "a rule has approve_after_days or approve_until_date, not both",
            ),
            (None, None) => self.wrong(
                at.clone(),
                "a rule needs approve_after_days or approve_until_date",
            ),
        }

        // Stands in for what is wrong, which is reported and never used.
        Approval::AfterDays(0)
    }

    fn filters(&mut self, os: OperatingSystem, at: &Path, filters: &FiltersFile) -> Vec<Filter> {
        // A key that AWS has and this system does not is refused later, with the one to take: what
        // is offered here for a misspelt one are the keys of the system.
        let keys: Vec<&str> = vocabulary::keys(os)
            .iter()
            .map(|key| key.as_str())
            .collect();
        let mut all = Vec::new();
        for (key, values) in &filters.0 {
            if let Some(found) = self.word(&at.key(key), key, &keys, FilterKey::of_wire) {
                all.push(Filter {
                    key: found,
                    values: values.clone(),
                });
            }
        }
        all
    }
}
