//! What tells two definitions of a baseline apart, field by field.

use super::sentences;
use super::{AvailableSecurityUpdates, Baseline, Definition, Filter, PatchSource};

/// A top-level field of a baseline, as `UpdatePatchBaseline` takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `Name`.
    Name,
    /// `Description`.
    Description,
    /// `GlobalFilters`.
    GlobalFilters,
    /// `ApprovalRules`.
    ApprovalRules,
    /// `ApprovedPatches`.
    ApprovedPatches,
    /// `ApprovedPatchesComplianceLevel`.
    ApprovedPatchesComplianceLevel,
    /// `ApprovedPatchesEnableNonSecurity`.
    ApprovedPatchesEnableNonSecurity,
    /// `RejectedPatches`.
    RejectedPatches,
    /// `RejectedPatchesAction`.
    RejectedPatchesAction,
    /// `Sources`.
    Sources,
    /// `AvailableSecurityUpdatesComplianceStatus`.
    AvailableSecurityUpdates,
}

impl Field {
    /// The name in a baseline file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::GlobalFilters => "global_filters",
            Self::ApprovalRules => "approval_rules",
            Self::ApprovedPatches => "approved_patches",
            Self::ApprovedPatchesComplianceLevel => "approved_patches_compliance_level",
            Self::ApprovedPatchesEnableNonSecurity => "approved_patches_enable_non_security",
            Self::RejectedPatches => "rejected_patches",
            Self::RejectedPatchesAction => "rejected_patches_action",
            Self::Sources => "sources",
            Self::AvailableSecurityUpdates => "available_security_updates_compliance_status",
        }
    }
}

/// One difference: what stands in a place before, and what after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field it belongs to.
    pub field: Field,
    /// The place, such as `approval_rules[1]`.
    pub place: String,
    /// What was there; `None` when nothing was.
    pub before: Option<String>,
    /// What is there; `None` when nothing is.
    pub after: Option<String>,
}

impl serde::Serialize for Difference {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut row = serializer.serialize_struct("Difference", 3)?;
        row.serialize_field("field", &self.place)?;
        row.serialize_field("before", &self.before)?;
        row.serialize_field("after", &self.after)?;
        row.end()
    }
}

/// Every difference, in the order of the fields. The operating system is not compared: it cannot
/// change.
pub fn differences(before: &Definition, after: &Definition) -> Vec<Difference> {
    let (old, new) = (&before.rules, &after.rules);
    let mut all = Differences(Vec::new());

    // In the order of [`Field`], by which [`fields`] sorts.
    all.word(Field::Name, &before.name, &after.name);
    all.value(
        Field::Description,
        before.description.clone(),
        after.description.clone(),
    );
    all.approval(old, new);
    all.members(Field::RejectedPatches, &old.rejected, &new.rejected);
    all.word(
        Field::RejectedPatchesAction,
        old.rejected_action.as_str(),
        new.rejected_action.as_str(),
    );
    all.items(Field::Sources, &before.sources, &after.sources, source);
    all.value(
        Field::AvailableSecurityUpdates,
        old.available_security_updates.map(status),
        new.available_security_updates.map(status),
    );

    all.0
}

fn status(status: AvailableSecurityUpdates) -> String {
    status.as_str().to_owned()
}

/// The fields in which there are differences, each once.
pub fn fields(differences: &[Difference]) -> Vec<Field> {
    let mut fields: Vec<Field> = differences
        .iter()
        .map(|difference| difference.field)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

struct Differences(Vec<Difference>);

impl Differences {
    fn push(&mut self, field: Field, place: String, before: Option<String>, after: Option<String>) {
        self.0.push(Difference {
            field,
            place,
            before,
            after,
        });
    }

    /// The global filters, the rules, and the list of approved patches.
    fn approval(&mut self, old: &Baseline, new: &Baseline) {
        self.items(
            Field::GlobalFilters,
            &old.global_filters,
            &new.global_filters,
            filter,
        );
        self.items(Field::ApprovalRules, &old.rules, &new.rules, |rule| {
            sentences::rule_sentence(old.os, rule)
        });

        // The level and the switch say nothing while the list is empty, and are compared all the
        // same: the next name on the list would get them.
        self.members(Field::ApprovedPatches, &old.approved, &new.approved);
        self.word(
            Field::ApprovedPatchesComplianceLevel,
            old.approved_level.as_str(),
            new.approved_level.as_str(),
        );
        self.word(
            Field::ApprovedPatchesEnableNonSecurity,
            &old.approved_non_security.to_string(),
            &new.approved_non_security.to_string(),
        );
    }

    fn word(&mut self, field: Field, before: &str, after: &str) {
        self.value(field, Some(before.to_owned()), Some(after.to_owned()));
    }

    fn value(&mut self, field: Field, before: Option<String>, after: Option<String>) {
        if before != after {
            self.push(field, field.as_str().to_owned(), before, after);
        }
    }

    /// Lists whose order matters, item by item.
    fn items<T: PartialEq>(
        &mut self,
        field: Field,
        before: &[T],
        after: &[T],
        shown: impl Fn(&T) -> String,
    ) {
        // Sentences name rules by their place, so that the place is what tells two of them apart.
        for index in 0..before.len().max(after.len()) {
            let (old, new) = (before.get(index), after.get(index));
            if old != new {
                let (mut old, mut new) = (old.map(&shown), new.map(&shown));
                if old == new {
                    // The same in words: only the order of values, or a value that says nothing,
                    // differs.
                    old = old.map(|text| text + " (written otherwise)");
                    new = new.map(|text| text + " (as written now)");
                }
                self.push(field, format!("{}[{index}]", field.as_str()), old, new);
            }
        }
    }

    /// Lists whose order does not matter: what left and what came.
    fn members(&mut self, field: Field, before: &[String], after: &[String]) {
        for gone in before.iter().filter(|entry| !after.contains(entry)) {
            self.push(field, field.as_str().to_owned(), Some(gone.clone()), None);
        }
        for new in after.iter().filter(|entry| !before.contains(entry)) {
            self.push(field, field.as_str().to_owned(), None, Some(new.clone()));
        }
    }
}

fn filter(filter: &Filter) -> String {
    format!("{}={}", filter.key.as_str(), filter.values.join(","))
}

/// The configuration may hold credentials, so that only a change of it is told, not its text.
fn source(source: &PatchSource) -> String {
    format!(
        "{} for {} (configuration of {} characters)",
        source.name,
        source.products.join(", "),
        source.configuration.chars().count()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::baseline::{Approval, ComplianceLevel, FilterKey, Rule};
    use crate::domain::fleet::platform::OperatingSystem;

    #[test]
    fn every_field_is_compared_and_the_order_of_names_is_not() {
        let before = Definition {
            name: "a".to_owned(),
            description: Some("x".to_owned()),
            rules: Baseline {
                approved: vec!["p".to_owned(), "q".to_owned()],
                ..Baseline::empty(OperatingSystem::RedHat)
            },
            sources: Vec::new(),
        };
        let mut after = before.clone();
        after.rules.approved = vec!["q".to_owned(), "p".to_owned()];
        assert_eq!(differences(&before, &after), []);
        after.name = "b".to_owned();
        after.description = None;
        after.rules.global_filters = vec![Filter {
            key: FilterKey::Product,
            values: vec!["*".to_owned()],
        }];
        after.rules.rules = vec![Rule {
            filters: vec![],
            approval: Approval::AfterDays(1),
            level: ComplianceLevel::Low,
            enable_non_security: false,
        }];
        after.rules.approved = vec!["q".to_owned(), "r".to_owned()];
        after.rules.approved_level = ComplianceLevel::High;
        after.rules.approved_non_security = true;
        after.rules.rejected = vec!["z".to_owned()];
        after.rules.rejected_action = crate::domain::baseline::RejectedAction::Block;
        after.rules.available_security_updates = Some(AvailableSecurityUpdates::Compliant);
        after.sources = vec![PatchSource {
            name: "s".to_owned(),
            products: vec!["p".to_owned()],
            configuration: "secret".to_owned(),
        }];
        let found = differences(&before, &after);
        assert_eq!(fields(&found).len(), 11, "{found:?}");
        assert_eq!(
            found.len(),
            12,
            "one of the lists lost one entry and gained another"
        );
        assert!(!format!("{found:?}").contains("secret"));
    }
}
