//! Maintenance windows, each one document with its targets and tasks. When one opens is computed
//! from its schedule.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::domain::id::Scope;
use crate::domain::schedule::{self, Recurrence, Schedule, Service};
use crate::sandbox::derive;
use crate::sandbox::fleet::file::WindowFile;

/// The members of a request that are kept, by their names in the API.
pub(in crate::sandbox) type Members = Map<String, Value>;

/// A client token with a digest of the request that it came with.
pub(in crate::sandbox) type Token = (String, String);

/// A maintenance window.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Window {
    pub(in crate::sandbox) id: String,
    /// The place in the order of the account and Region.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) created: Timestamp,
    pub(in crate::sandbox) modified: Timestamp,
    /// When its schedule was given: a rate is counted from then on, and an offset skips the period
    /// whose day was over by then (User Guide, "Maintenance window scheduling").
    pub(in crate::sandbox) scheduled: Timestamp,
    /// When it opens first, whatever its schedule says: only windows of the fleet file have it.
    pub(in crate::sandbox) first: Option<Timestamp>,
    /// What `CreateMaintenanceWindow` takes, and `Enabled`.
    pub(in crate::sandbox) members: Members,
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
    pub(in crate::sandbox) token: Option<Token>,
    /// In the order in which they were registered.
    pub(in crate::sandbox) targets: Vec<Registered>,
    pub(in crate::sandbox) tasks: Vec<Registered>,
    /// How many targets and tasks it ever had, so that no id comes back.
    pub(in crate::sandbox) count: u64,
}

/// A target or a task of a window.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Registered {
    pub(in crate::sandbox) id: String,
    /// What the request that registers it takes.
    pub(in crate::sandbox) members: Members,
    pub(in crate::sandbox) token: Option<Token>,
}

impl Window {
    /// The window of a fleet file.
    pub(super) fn of_file(
        scope: &Scope,
        number: u64,
        file: &WindowFile,
        first: Timestamp,
        created: Timestamp,
    ) -> Self {
        let place = [scope.account.as_str(), scope.region.as_str(), &file.name];
        let mut window = Self {
            // Real ids are `mw-` and seventeen hexadecimal digits (botocore's model,
            // MaintenanceWindowId). The leading zero is only our own habit.
            id: format!(
                "mw-0{}",
                derive::hex_id(&["window", place[0], place[1], place[2]], 16)
            ),
            number,
            created,
            modified: created,
            scheduled: created,
            first: Some(first),
            members: members(json!({
                "Name": file.name,
                "Schedule": file.schedule,
                "Duration": file.duration,
                "Cutoff": file.cutoff,
                "AllowUnassociatedTargets": false,
                "Enabled": file.enabled,
            })),
            tags: BTreeMap::new(),
            token: None,
            targets: Vec::new(),
            tasks: Vec::new(),
            count: 0,
        };

        // Each registration stands for itself, so that one of them is enough for a node.
        for targets in targets_of(file) {
            let target = members(json!({"ResourceType": "INSTANCE", "Targets": targets}));
            let registered = window.registered(scope, target, None);
            window.targets.push(registered);
        }
        window
    }

    /// A target or a task with a new id.
    pub(in crate::sandbox) fn registered(
        &mut self,
        scope: &Scope,
        members: Members,
        token: Option<Token>,
    ) -> Registered {
        // Counted, so that an id never comes back after a deletion.
        self.count += 1;

        let id = derive::uuid(&[
            "registered",
            scope.account.as_str(),
            scope.region.as_str(),
            &self.id,
            &self.count.to_string(),
        ]);
        Registered { id, members, token }
    }

    pub(in crate::sandbox) fn text(&self, member: &str) -> Option<&str> {
        self.members.get(member).and_then(Value::as_str)
    }

    pub(in crate::sandbox) fn number(&self, member: &str) -> Option<i64> {
        self.members.get(member).and_then(Value::as_i64)
    }

    pub(in crate::sandbox) fn name(&self) -> &str {
        self.text("Name").unwrap_or_default()
    }

    pub(in crate::sandbox) fn is_enabled(&self) -> bool {
        self.members.get("Enabled") != Some(&Value::Bool(false))
    }

    pub(in crate::sandbox) fn target(&self, id: &str) -> Option<&Registered> {
        self.targets.iter().find(|target| target.id == id)
    }

    pub(in crate::sandbox) fn task(&self, id: &str) -> Option<&Registered> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// When its schedule opens it; what was checked when it was given can be read.
    pub(in crate::sandbox) fn recurrence(&self) -> Option<Recurrence> {
        let zone = zone_of(&self.members);
        let offset = self
            .number("ScheduleOffset")
            .and_then(|days| u8::try_from(days).ok());

        Some(Recurrence {
            schedule: Schedule::read(self.text("Schedule")?, Service::Window).ok()?,
            offset_days: offset.unwrap_or_default(),
            created: self.scheduled,
            // Of a start that was over when it was given a rate takes no notice (SSM API reference,
            // CreateMaintenanceWindow), and nothing else would.
            from: self
                .text("StartDate")
                .and_then(|text| moment(text, &zone))
                .filter(|from| *from > self.scheduled),
            until: self.text("EndDate").and_then(|text| moment(text, &zone)),
            zone,
        })
    }

    /// The moments after one at which it opens, the nearest first. One that is off never opens.
    pub(in crate::sandbox) fn runs_after(&self, after: Timestamp, most: usize) -> Vec<Timestamp> {
        if !self.is_enabled() {
            return Vec::new();
        }

        // The word of a fleet file on the first time stands before its schedule.
        let first = self.first.filter(|first| *first > after);
        let from = first.unwrap_or(after);
        let scheduled = self.recurrence().map(|recurrence| {
            let runs = recurrence.runs_after(from);
            runs.take(most).collect::<Vec<_>>()
        });
        first
            .into_iter()
            .chain(scheduled.unwrap_or_default())
            .take(most)
            .collect()
    }

    /// A moment at which it opens, as the API writes it: without seconds where there are none, with
    /// milliseconds where a rate brings them, and with the offset of its zone where it has one (all
    /// seen in AWS's samples; which form belongs to which window is inferred).
    pub(in crate::sandbox) fn written(&self, at: Timestamp) -> String {
        let zoned: Zoned = at.to_zoned(zone_of(&self.members));
        // As Java writes a time: the shortest form that loses nothing.
        let clock = match (zoned.subsec_nanosecond(), zoned.second()) {
            (0, 0) => zoned.strftime("%Y-%m-%dT%H:%M"),
            (0, _) => zoned.strftime("%Y-%m-%dT%H:%M:%S"),
            _ => zoned.strftime("%Y-%m-%dT%H:%M:%S%.3f"),
        };

        match self.text("ScheduleTimezone") {
            Some(_) if zoned.offset().seconds() != 0 => {
                format!("{clock}{}", zoned.strftime("%:z"))
            }
            _ => format!("{clock}Z"),
        }
    }
}

impl Registered {
    /// Its `Targets`.
    pub(in crate::sandbox) fn targets(&self) -> &[Value] {
        self.members
            .get("Targets")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    pub(in crate::sandbox) fn text(&self, member: &str) -> &str {
        self.members
            .get(member)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// The targets of a fleet file, registration by registration: its tags have to fit together, and
/// its nodes stand for themselves, fifty at most in one target (shape `TargetValues`).
fn targets_of(file: &WindowFile) -> Vec<Vec<Value>> {
    const VALUES: usize = 50;
    let tags = file
        .tags
        .iter()
        .map(|(key, value)| json!({"Key": format!("tag:{key}"), "Values": [value]}));
    let tags: Vec<Value> = tags.collect();
    let nodes = file
        .nodes
        .chunks(VALUES)
        .map(|ids| vec![json!({"Key": "InstanceIds", "Values": ids})]);

    let by_tags = (!tags.is_empty()).then_some(tags);
    by_tags.into_iter().chain(nodes).collect()
}

fn members(value: Value) -> Members {
    match value {
        Value::Object(members) => members,
        _ => Members::new(),
    }
}

/// The zone of its schedule; UTC when there is none.
pub(in crate::sandbox) fn zone_of(members: &Members) -> TimeZone {
    let name = members.get("ScheduleTimezone").and_then(Value::as_str);
    name.and_then(|name| schedule::zone(name).ok())
        .unwrap_or(TimeZone::UTC)
}

/// Reads `StartDate` and `EndDate`: ISO 8601 with an offset, or in the zone of the window.
pub(in crate::sandbox) fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    // An offset of its own wins over the zone of the window.
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil = text.parse::<DateTime>().ok();

    let civil = civil.or_else(|| {
        Some(
            text.parse::<Date>()
                .ok()?
                .to_datetime(jiff::civil::Time::midnight()),
        )
    })?;
    let zoned = civil.to_zoned(zone.clone()).ok()?;
    Some(zoned.timestamp())
}
