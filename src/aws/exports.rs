//! Schedules of reports: associations of the runbook that exports them, and the rules of EventBridge
//! that the console makes for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::actions::Action;
use super::association_changes::proven;
use super::convert::wire_parameters;
use super::limiter::Doubt;
use super::protocol::Protocol;
use super::regions;
use super::site::Site;
use super::thin;
use crate::domain::export::schedule::{By, ReportSchedule};
use crate::domain::export::{Export, RUNBOOK};
use crate::domain::run::command::Parameters;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// How many executions are looked into for one schedule: rules may share the role that tells them.
const NEWEST: usize = 30;
/// EventBridge.
const EVENTS: Protocol = Protocol::json("events", "AWSEvents");

/// What exports reports in one place.
#[derive(Debug, Default)]
pub struct SiteSchedules {
    /// The schedules.
    pub all: Vec<ReportSchedule>,
    /// What could not be read, and why.
    pub unread: Vec<(&'static str, Error)>,
}

impl SiteSchedules {
    fn take(&mut self, what: &'static str, answer: Result<Vec<ReportSchedule>>) {
        match answer {
            Ok(found) => self.all.extend(found),
            Err(error) => self.unread.push((what, error)),
        }
    }
}

impl Site {
    /// Makes an association that exports a report; gives its id. The API takes no client token, so
    /// that it is sent once, and a lost answer is looked up by name.
    ///
    /// # Errors
    /// What AWS refused; of the kind `NotKnown` when nobody can tell whether it was made.
    pub async fn create_export(
        &self,
        name: &str,
        schedule: &str,
        export: &Export,
        _: &Consented,
    ) -> Result<String> {
        let doubt = Doubt::default();

        // A runbook that is not run for each of its targets has none (Automation User Guide,
        // "Scheduling automations with State Manager associations").
        let call = self
            .ssm(Action::CreateAssociation)
            .await
            .create_association()
            .name(RUNBOOK)
            .association_name(name)
            .set_parameters(Some(wire_parameters(&export.parameters())))
            .schedule_expression(schedule);
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        let written = doubt.judge(Action::CreateAssociation, answer);
        let written = written
            .and_then(|answer| proven(Action::CreateAssociation, answer.association_description()));

        let what = format!("the schedule {name} was created");
        let question = self.question(what, "report schedule list");
        question
            .settle(written, async || {
                let all = self.listed_associations().await?.into_iter();
                let mut found = all.filter(|one| one.name.as_deref() == Some(name));
                Ok(found.next().map(|one| one.id))
            })
            .await
    }

    /// Everything that exports reports by a schedule, with how it ran last, as far as it can be
    /// read.
    ///
    /// # Errors
    /// When neither State Manager nor EventBridge can be asked.
    pub async fn report_schedules(&self) -> Result<SiteSchedules> {
        let (associations, rules) = futures::join!(self.export_associations(), self.export_rules());
        let mut found = SiteSchedules::default();
        match (associations, rules) {
            (Err(error), Err(_)) => return Err(error),
            (associations, rules) => {
                found.take("associations", associations);
                found.take("rules of EventBridge", rules);
            }
        }

        // Whoever has no schedules has no runs of them.
        if found.all.is_empty() {
            return Ok(found);
        }
        if let Err(error) = self.add_last_runs(&mut found.all).await {
            found.unread.push(("last runs of the schedules", error));
        }
        Ok(found)
    }

    async fn add_last_runs(&self, schedules: &mut [ReportSchedule]) -> Result<()> {
        let mut listed = self.automations(RUNBOOK, false).await?;
        listed.sort_by_key(|one| std::cmp::Reverse(one.started_at));

        for schedule in schedules {
            let own = listed.iter().filter(|one| schedule.may_have_started(one));
            // A list has no parameters, and no words of why something failed.
            for one in own.take(NEWEST) {
                let whole = self.automation(&one.id).await?;
                if let Some(execution) = whole.filter(|whole| schedule.started(whole)) {
                    schedule.take_last(&execution);
                    break;
                }
            }
        }
        Ok(())
    }

    /// The associations that export reports.
    ///
    /// # Errors
    /// When State Manager cannot be asked.
    pub async fn export_associations(&self) -> Result<Vec<ReportSchedule>> {
        let listed = self.listed_associations().await?.into_iter();
        let mut found = Vec::new();
        for one in listed.filter(|one| is_runbook(&one.document)) {
            // One that is gone since it was listed exports nothing more.
            let Some(whole) = self.association(&one.id, false).await? else {
                continue;
            };
            let whole = whole.association;
            found.push(ReportSchedule {
                scope: self.scope.clone(),
                by: By::Association,
                name: whole.label().to_owned(),
                id: Some(whole.id.clone()),
                schedule: whole.schedule.clone(),
                enabled: whole.schedule.is_some(),
                runs_as: None,
                export: Export::of_parameters(&whole.parameters),
                last_run: whole.last_run,
                status: Some(whole.overview.status.clone()).filter(|word| !word.is_empty()),
                problem: None,
            });
        }
        Ok(found)
    }

    /// The rules of EventBridge that start the runbook, with its version or without.
    ///
    /// # Errors
    /// When EventBridge cannot be asked.
    pub async fn export_rules(&self) -> Result<Vec<ReportSchedule>> {
        let (partition, region) = (regions::partition(&self.scope.region), &self.scope.region);
        let plain = format!("arn:{partition}:ssm:{region}::automation-definition/{RUNBOOK}");

        // EventBridge compares whole ARNs, so that each form is a question of its own.
        let mut names = BTreeSet::new();
        for target in [
            format!("{plain}:$DEFAULT"),
            format!("{plain}:$LATEST"),
            plain,
        ] {
            let input = json!({ "TargetArn": target });
            let all = self
                .every_event(Action::RulesByTarget, input, "RuleNames")
                .await?;
            names.extend(all.iter().filter_map(Value::as_str).map(str::to_owned));
        }

        let mut found = Vec::new();
        for name in names {
            found.extend(self.export_rule(&name).await?);
        }
        Ok(found)
    }

    /// What a rule exports; a rule may start several exports.
    async fn export_rule(&self, name: &str) -> Result<Vec<ReportSchedule>> {
        let rule = self
            .call_events(Action::Rule, &json!({ "Name": name }))
            .await?;
        let text = |member: &str| rule.get(member).and_then(Value::as_str);
        let targets = self
            .every_event(Action::RuleTargets, json!({ "Rule": name }), "Targets")
            .await?;
        let ours = targets.iter().filter(|target| {
            let arn = target.get("Arn").and_then(Value::as_str);
            arn.is_some_and(is_runbook)
        });

        // One rule may start several exports, and each is a row.
        let found = ours.map(|target| ReportSchedule {
            scope: self.scope.clone(),
            by: By::Rule,
            name: name.to_owned(),
            id: None,
            schedule: text("ScheduleExpression").map(str::to_owned),
            // Of what does not say that it is enabled nobody knows that it runs.
            enabled: text("State").is_some_and(|state| state.starts_with("ENABLED")),
            runs_as: target
                .get("RoleArn")
                .and_then(Value::as_str)
                .map(str::to_owned),
            export: input(target).as_ref().and_then(Export::of_parameters),
            last_run: None,
            status: None,
            problem: None,
        });
        Ok(found.collect())
    }

    async fn call_events(&self, action: Action, input: &Value) -> Result<Value> {
        thin::send_json(&self.config, &self.place(), action, EVENTS, input).await
    }

    /// Every page of a list.
    async fn every_event(
        &self,
        action: Action,
        mut input: Value,
        member: &str,
    ) -> Result<Vec<Value>> {
        let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
        loop {
            let answer = self.call_events(action, &input).await?;
            let page = answer.get(member).and_then(Value::as_array);
            let page = page.ok_or_else(|| thin::unread(action, &format!("has no {member}")))?;
            all.extend(page.iter().cloned());
            let Some(token) = answer.get("NextToken").and_then(Value::as_str) else {
                return Ok(all);
            };

            // The same token twice would lead around in a circle.
            if !seen.insert(token.to_owned()) {
                return Err(endless(action));
            }
            input["NextToken"] = json!(token);
        }
    }
}

fn endless(action: Action) -> Error {
    thin::unread(action, "leads to a page that was there before")
}

/// Whether a document is the runbook, by its name or ARN, with a version or without.
fn is_runbook(document: &str) -> bool {
    let name = document.rsplit('/').next().unwrap_or(document);
    name.split(':').next() == Some(RUNBOOK)
}

/// The parameters of a rule: constant JSON of lists.
fn input(target: &Value) -> Option<Parameters> {
    let text = target.get("Input")?.as_str()?;
    let lists: BTreeMap<String, Vec<String>> = serde_json::from_str(text).ok()?;
    Some(lists.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runbook_is_known_in_every_form() {
        let arn = format!("arn:aws:ssm:us-east-1::automation-definition/{RUNBOOK}");
        for document in [RUNBOOK.to_owned(), arn.clone(), format!("{arn}:$DEFAULT")] {
            assert!(is_runbook(&document), "{document}");
        }
        for other in ["AWS-ExportPatchReportToS3Extra", "AWS-PatchAsgInstance", ""] {
            assert!(!is_runbook(other), "{other}");
        }
    }

    #[test]
    fn the_input_of_a_rule_is_read_as_lists() {
        let target = json!({"Input": "{\"targets\":[\"instanceids=*\"],\"reportName\":[\"a\"]}"});
        let read = input(&target).expect("parameters");
        assert_eq!(read["targets"], ["instanceids=*"]);
        assert_eq!(input(&json!({"Input": "{\"targets\":\"x\"}"})), None);
        assert_eq!(input(&json!({})), None);
    }
}
