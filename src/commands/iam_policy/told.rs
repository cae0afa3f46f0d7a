//! Policies as they are printed, and what is worth knowing about them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::permission::Permission;
use crate::commands::in_lines;
use crate::context::Context;
use crate::domain::iam::need::Width;
use crate::domain::iam::places::Places;
use crate::domain::iam::policy::{LARGEST, Policy};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::output::value;

/// Whose policy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Of who runs the commands.
    Operator,
    /// Of the nodes.
    Node,
}

impl Whose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Node => "node",
        }
    }
}

/// Policies, and what they were made of.
pub(super) struct Told<'a> {
    pub(super) whose: Whose,
    pub(super) width: Width,
    pub(super) commands: &'a [String],
    pub(super) needed: &'a [Permission],
    /// The commands that need nothing.
    pub(super) silent: &'a [String],
    /// What is for buckets that nobody named.
    pub(super) left_out: &'a [Permission],
    pub(super) places: &'a Places,
    /// The policies with their numbers.
    pub(super) parts: &'a [(usize, Policy)],
}

impl Told<'_> {
    /// The document alone, which IAM takes, and notes beside it; or all of it as one result.
    pub(super) fn show(&self, context: &Context) -> Result<()> {
        let notes = self.notes();
        if !in_lines(context) {
            let members = self.members(&notes);
            return context.ui.document("iam-policy", members, "policies");
        }

        let documents: Vec<Value> = self.parts.iter().map(|(_, policy)| json!(policy)).collect();
        let document = match documents.as_slice() {
            [document] => value::json(document),
            _ => value::json(&json!(documents)),
        };
        context.ui.write_raw(&document)?;
        for note in notes {
            context.ui.note(&note);
        }
        Ok(())
    }

    fn members(&self, notes: &[String]) -> Map<String, Value> {
        let policies = self.parts.iter().map(|(number, policy)| {
            json!({"number": number, "characters": policy.characters(), "document": policy})
        });
        let mut members = Map::new();
        members.insert("for".to_owned(), json!(self.whose.as_str()));
        members.insert("commands".to_owned(), json!(self.commands));
        members.insert("policies".to_owned(), policies.collect());
        members.insert("conditions".to_owned(), json!(self.conditions()));
        members.insert("notes".to_owned(), json!(notes));
        members
    }

    /// What is needed under a condition only, command by command.
    fn conditions(&self) -> Vec<Value> {
        let mut conditions: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for one in self.needed.iter().chain(self.left_out) {
            if let Some(when) = &one.when {
                let key = (one.command.as_str(), when.as_str());
                conditions.entry(key).or_default().insert(one.need.action);
            }
        }

        let conditions = conditions.into_iter().map(|((command, when), actions)| {
            json!({"command": command, "when": when, "actions": actions})
        });
        conditions.collect()
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.silent.is_empty() {
            notes.push(self.about_silent());
        }
        if self.parts.len() > 1 {
            notes.push(format!(
                "IAM takes {LARGEST} characters in a policy, so that these are {}; --part N prints one",
                count(self.parts.len(), "policy")
            ));
        }
        notes.extend(self.about_conditions());
        notes.extend(self.about_buckets());
        notes.extend(self.about_places());
        notes.extend(self.about_roles());
        notes.extend(self.about_nodes());
        notes
    }

    fn about_silent(&self) -> String {
        let names = self.silent.join(", ");
        match self.whose {
            Whose::Operator => format!("AWS is asked nothing for this: {names}"),
            Whose::Node => format!("no node does anything for this: {names}"),
        }
    }

    fn about_conditions(&self) -> Option<String> {
        let usual = self.needed.iter().filter(|one| one.when.is_none());
        let usual: BTreeSet<&str> = usual.map(|one| one.need.action).collect();
        let all: BTreeSet<&str> = self.needed.iter().map(|one| one.need.action).collect();

        let number = all.difference(&usual).count();
        (number > 0).then(|| {
            format!(
                "{number} of {} are needed under a condition only: --usual-only leaves them out, and \
                 -o json says the conditions",
                count(all.len(), "action")
            )
        })
    }

    fn about_buckets(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let left_out: BTreeSet<&str> = self.left_out.iter().map(|one| one.need.action).collect();
        if !left_out.is_empty() {
            let names: Vec<&str> = left_out.into_iter().collect();
            notes.push(format!(
                "left out, because no bucket is named: {}; --bucket BUCKET adds them",
                names.join(", ")
            ));
        }

        let in_buckets = self.needed.iter().any(|one| one.own_bucket);
        if in_buckets && self.places.buckets.is_empty() {
            notes.push("S3 is allowed for every bucket: name yours with --bucket".to_owned());
        }
        if in_buckets {
            notes.push(
                "a bucket with a KMS key of your own also needs kms:GenerateDataKey to write and \
                 kms:Decrypt to read, on that key"
                    .to_owned(),
            );
        }
        notes
    }

    fn about_places(&self) -> Option<String> {
        let open: Vec<&str> = [
            ("--region", self.places.regions.is_empty()),
            ("--accounts", self.places.accounts.is_empty()),
        ]
        .into_iter()
        .filter_map(|(flag, is_open)| is_open.then_some(flag))
        .collect();
        (self.width == Width::Narrow && !open.is_empty()).then(|| {
            format!(
                "* stands where {} would name what is meant",
                open.join(" and ")
            )
        })
    }

    fn about_roles(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.whose == Whose::Operator && self.places.role.is_some() {
            notes.push(
                "sts:AssumeRole and organizations are for who runs patchctl, all else is for the role \
                 in each account"
                    .to_owned(),
            );
        }
        if self.has("ssm:StartAutomationExecution") {
            notes.push(
                "an automation without a role of its own acts with the permissions of who starts it, \
                 and needs those of its runbook as well: AWS's Automation Runbook Reference lists them"
                    .to_owned(),
            );
        }
        notes
    }

    fn about_nodes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.whose == Whose::Operator {
            return notes;
        }
        notes.push(
            "AWS's own policy for nodes is AmazonSSMManagedInstanceCore; this one leaves out what \
             that has for Parameter Store and Distributor"
                .to_owned(),
        );
        if self
            .commands
            .iter()
            .any(|command| command.starts_with("policy "))
        {
            notes.push(
                "the bucket of a patch policy also asks that the role has the tag QSConfigId-ID with \
                 the value ID, which is the id of the configuration"
                    .to_owned(),
            );
        }
        notes
    }

    fn has(&self, action: &str) -> bool {
        self.needed.iter().any(|one| one.need.action == action)
    }
}
