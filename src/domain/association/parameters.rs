//! The parameters of the patching documents, as our words and back.

use super::{DOCUMENTS, Definition, runs};
use crate::domain::run::command::Parameters;
use crate::domain::run::operation::Operation;
use crate::domain::run::patching::{HookNames, LIST, OPERATION, REBOOT, RebootOption, taken};

/// Which baseline, by its tags.
pub const BASELINE_TAGS: &str = "BaselineTags";
/// The association itself, which State Manager fills in.
pub const ASSOCIATION_ID: &str = "AssociationId";

/// The parameters that have no word of their own, by document (the SSM documents themselves).
pub fn others_of(document: &str) -> &'static [&'static str] {
    match DOCUMENTS.iter().position(|name| runs(document, name)) {
        Some(1) => &[
            "SnapshotId",
            "BaselineOverride",
            ASSOCIATION_ID,
            "StepTimeoutSeconds",
        ],
        Some(2) => &["SnapshotId"],
        _ => &[],
    }
}

impl Definition {
    /// The parameters of the document.
    pub fn wire_parameters(&self) -> Parameters {
        let mut all = self.parameters.clone();
        let mut set = |name: &str, value: &str| all.insert(name.to_owned(), vec![value.to_owned()]);

        set(OPERATION, self.operation.as_str());
        for (name, value) in [
            (REBOOT, self.reboot_option.map(RebootOption::as_str)),
            (BASELINE_TAGS, self.baseline_tags.as_deref()),
            (LIST, self.override_list.as_deref()),
        ] {
            if let Some(value) = value {
                set(name, value);
            }
        }
        for (_, name, hook) in self.hooks.each() {
            if let Some(hook) = hook {
                set(name, hook);
            }
        }
        all
    }

    /// Takes over the parameters of a document.
    ///
    /// # Errors
    /// A sentence, when a value is one that a document of ours cannot say.
    pub fn read_parameters(&mut self, mut given: Parameters) -> Result<(), String> {
        let operation = taken(&mut given, OPERATION).map_err(it_has)?;
        let operation = operation.ok_or_else(|| format!("it has no {OPERATION}"))?;
        self.operation = operation.parse()?;
        let option = taken(&mut given, REBOOT).map_err(it_has)?;
        self.reboot_option = option.map(|text| text.parse()).transpose()?;
        // Without a word an installation reboots (all three documents): said, so that a document
        // shows it.
        if self.operation == Operation::Install && self.reboot_option.is_none() {
            self.reboot_option = Some(RebootOption::RebootIfNeeded);
        }

        self.override_list = taken(&mut given, LIST).map_err(it_has)?;
        self.hooks = HookNames::taken(&mut given).map_err(it_has)?;
        // Two documents have parameters that the third has not: what a foreign one brings stays
        // among the others, and is said.
        if self.reports_apart() {
            self.baseline_tags = taken(&mut given, BASELINE_TAGS).map_err(it_has)?;
            given.remove(ASSOCIATION_ID);
        }
        self.parameters = given;
        Ok(())
    }
}

fn it_has(what: String) -> String {
    format!("it has {what}")
}
