//! From the text of baseline documents to what they ask for.

use jiff::civil::Date;

use super::file::{BaselineFile, FiltersFile, RuleFile};
use crate::document::{Path, Source, Violation, invalid, nearest, read_many};
use crate::domain::baseline::check;
use crate::domain::baseline::check::MOST_GROUPS;
use crate::domain::baseline::plan::Desired;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Definition, Filter, FilterKey,
    PatchSource, RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::PatchGroup;
use crate::error::Result;

/// The largest file of baselines, in bytes.
pub const LIMIT: usize = 1024 * 1024;

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
    let files: Vec<(Path, BaselineFile)> = read_many(source, LIMIT, HINT)?;
    let mut violations = Vec::new();
    let mut documents: Vec<Document> = Vec::with_capacity(files.len());
    for (path, file) in files {
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
    if first.name == second.name {
        return Some((
            "name",
            format!(
                "{} for {} is described twice for the same place",
                second.name, second.os
            ),
        ));
    }
    let groups = |desired: &Desired| desired.groups.clone().unwrap_or_default();
    if let Some(group) = groups(second)
        .into_iter()
        .find(|group| groups(first).contains(group))
    {
        return Some((
            "patch_groups",
            format!("{} takes group `{group}` for {} too", first.name, first.os),
        ));
    }
    let both = first.default == Some(true) && second.default == Some(true);
    both.then(|| {
        (
            "default",
            format!("{} is to be the default for {} too", first.name, first.os),
        )
    })
}

struct Reader {
    violations: Vec<Violation>,
}

impl Reader {
    fn wrong(&mut self, at: Path, message: impl Into<String>) {
        self.violations.push(Violation::new(at, message));
    }

    /// Reads a word out of a list of AWS; case does not count.
    fn word<T: Copy>(
        &mut self,
        at: &Path,
        text: &str,
        names: &[&str],
        of_wire: fn(&str) -> Option<T>,
    ) -> Option<T> {
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
        let os = match file.operating_system.parse::<OperatingSystem>() {
            Ok(os) => os,
            Err(bad) => {
                let names = OperatingSystem::ALL.map(OperatingSystem::as_str);
                let near = nearest(&file.operating_system.to_uppercase(), names);
                let help = near.map_or_else(
                    || format!("write one of {}", names.join(", ")),
                    |near| format!("did you mean {near}?"),
                );
                self.violations
                    .push(Violation::new(at.key("operating_system"), bad.to_string()).help(help));
                return None;
            }
        };
        let groups = file
            .patch_groups
            .as_ref()
            .map(|groups| self.groups(&at.key("patch_groups"), groups));
        let predefined = file.name.starts_with("AWS-");
        if let (true, Some(field)) = (predefined, file.own_field()) {
            self.wrong(
                at.key(field),
                format!("{} belongs to AWS: a document can give it groups and make it the default, nothing else", file.name),
            );
        }
        let definition = if predefined {
            None
        } else {
            Some(self.definition(file, os, at))
        };
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

    fn groups(&mut self, at: &Path, names: &[String]) -> Vec<PatchGroup> {
        let groups: Vec<PatchGroup> = self.parsed(at, names);
        if names.len() > MOST_GROUPS {
            self.wrong(
                at.clone(),
                format!(
                    "{} patch groups; a baseline has at most {MOST_GROUPS}",
                    names.len()
                ),
            );
        }
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                self.wrong(at.index(index), format!("`{name}` is listed twice"));
            }
        }
        groups
    }

    fn definition(&mut self, file: &BaselineFile, os: OperatingSystem, at: &Path) -> Definition {
        let empty = Baseline::empty(os);
        let level = file.approved_patches_compliance_level.as_ref();
        let action = file.rejected_patches_action.as_ref();
        let status = file.available_security_updates_compliance_status.as_ref();
        let rules = Baseline {
            os,
            global_filters: file
                .global_filters
                .as_ref()
                .map(|filters| self.filters(&at.key("global_filters"), filters))
                .unwrap_or_default(),
            rules: self.rules(
                &at.key("approval_rules"),
                file.approval_rules.as_deref().unwrap_or_default(),
            ),
            approved: file.approved_patches.clone().unwrap_or_default(),
            approved_level: level
                .and_then(|text| {
                    self.word(
                        &at.key("approved_patches_compliance_level"),
                        text,
                        ComplianceLevel::NAMES,
                        ComplianceLevel::of_wire,
                    )
                })
                .unwrap_or(empty.approved_level),
            approved_non_security: file
                .approved_patches_enable_non_security
                .unwrap_or_default(),
            rejected: file.rejected_patches.clone().unwrap_or_default(),
            rejected_action: action
                .and_then(|text| {
                    self.word(
                        &at.key("rejected_patches_action"),
                        text,
                        RejectedAction::NAMES,
                        RejectedAction::of_wire,
                    )
                })
                .unwrap_or(empty.rejected_action),
            available_security_updates: status.and_then(|text| {
                let place = at.key("available_security_updates_compliance_status");
                self.word(
                    &place,
                    text,
                    AvailableSecurityUpdates::NAMES,
                    AvailableSecurityUpdates::of_wire,
                )
            }),
        };
        let sources = file.sources.iter().flatten().map(|source| PatchSource {
            name: source.name.clone(),
            products: source.products.clone(),
            configuration: source.configuration.clone(),
        });
        Definition {
            name: file.name.clone(),
            description: file.description.clone(),
            rules,
            sources: sources.collect(),
        }
    }

    fn rules(&mut self, at: &Path, rules: &[RuleFile]) -> Vec<Rule> {
        let mut all = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let at = at.index(index);
            let filters = self.filters(&at.key("filters"), &rule.filters);
            let approval = self.approval(&at, rule);
            let level = rule.compliance_level.as_ref();
            let level = level.and_then(|text| {
                self.word(
                    &at.key("compliance_level"),
                    text,
                    ComplianceLevel::NAMES,
                    ComplianceLevel::of_wire,
                )
            });
            all.push(Rule {
                filters,
                approval,
                level: level.unwrap_or(ComplianceLevel::Unspecified),
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
                Err(_) => {
                    self.wrong(
                        at.key("approve_after_days"),
                        format!("{days} days; 0 to {} are allowed", check::MOST_DAYS),
                    );
                }
            },
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
        Approval::AfterDays(0)
    }

    fn filters(&mut self, at: &Path, filters: &FiltersFile) -> Vec<Filter> {
        let mut all = Vec::new();
        for (key, values) in &filters.0 {
            if let Some(found) = self.word(&at.key(key), key, FilterKey::NAMES, FilterKey::of_wire)
            {
                all.push(Filter {
                    key: found,
                    values: values.clone(),
                });
            }
        }
        all
    }
}
