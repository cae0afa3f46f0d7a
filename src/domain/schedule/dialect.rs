//! What each service takes of the schedule language, as data.
//!
//! Sources: AWS Systems Manager User Guide, "Reference: Cron and rate expressions for Systems
//! Manager"; EventBridge User Guide, "Cron expressions reference"; EventBridge Scheduler User
//! Guide, "Schedule types"; the template of patch policies.

use std::fmt;

/// Who runs a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A State Manager association.
    Association,
    /// A maintenance window.
    Window,
    /// A patch policy of Quick Setup, whose schedules become associations.
    Policy,
    /// A rule of Amazon EventBridge.
    EventBridgeRule,
    /// A schedule of EventBridge Scheduler.
    Scheduler,
}

/// What the field of the seconds may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seconds {
    /// There is none.
    Absent,
    /// It may be there, and is 0.
    Zero,
    /// It may be there.
    Any,
}

/// The differences between the services.
#[derive(Debug)]
pub(super) struct Dialect {
    /// As it stands in a sentence.
    pub what: &'static str,
    /// How many fields a cron expression has.
    pub fields: &'static [usize],
    pub seconds: Seconds,
    /// Whether the month counts.
    pub months: bool,
    /// How far runs are apart at least, of cron and of rate.
    pub least_minutes: i64,
    /// How many days a rate stays below.
    pub below_days: Option<i64>,
    /// Why `at()` is refused, where it is.
    pub no_at: Option<&'static str>,
    /// Whether only a few cron forms are documented.
    pub few_forms: bool,
    /// Whether the day of the week may have a step in the documents.
    pub weekday_steps: bool,
    /// Whether a zone can be given; UTC counts otherwise.
    pub zone: bool,
    /// Whether it can run days after the day of the expression.
    pub offset: bool,
}

const ASSOCIATION: Dialect = Dialect {
    what: "an association",
    fields: &[6, 7],
    seconds: Seconds::Zero,
    months: false,
    least_minutes: 30,
    below_days: Some(31),
    no_at: None,
    few_forms: true,
    weekday_steps: true,
    zone: false,
    offset: true,
};

const WINDOW: Dialect = Dialect {
    what: "a maintenance window",
    fields: &[6, 7],
    seconds: Seconds::Any,
    months: true,
    least_minutes: 5,
    below_days: None,
    no_at: None,
    few_forms: false,
    weekday_steps: true,
    zone: true,
    offset: true,
};

/// Its schedules become those of associations, but it has no parameter for their offset.
const POLICY: Dialect = Dialect {
    what: "a patch policy",
    no_at: Some("its parameters take a cron or a rate expression"),
    offset: false,
    ..ASSOCIATION
};

const RULE: Dialect = Dialect {
    what: "an EventBridge rule",
    fields: &[6],
    seconds: Seconds::Absent,
    months: true,
    least_minutes: 1,
    below_days: None,
    no_at: Some("EventBridge Scheduler has one-time schedules, rules have none"),
    few_forms: false,
    weekday_steps: false,
    zone: false,
    offset: false,
};

const SCHEDULER: Dialect = Dialect {
    what: "EventBridge Scheduler",
    fields: &[5, 6],
    no_at: None,
    zone: true,
    ..RULE
};

impl Dialect {
    /// The fields in their order, for a message.
    pub fn names_of_fields(&self) -> String {
        let seconds = match self.seconds {
            Seconds::Absent => "",
            Seconds::Zero | Seconds::Any => "[seconds] ",
        };
        let year = if self.fields.contains(&5) {
            "[year]"
        } else {
            "year"
        };
        format!("{seconds}minutes hours day-of-month month day-of-week {year}")
    }
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Association,
        Self::Window,
        Self::Policy,
        Self::EventBridgeRule,
        Self::Scheduler,
    ];

    /// Its word, such as `window`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Association => "association",
            Self::Window => "window",
            Self::Policy => "policy",
            Self::EventBridgeRule => "rule",
            Self::Scheduler => "scheduler",
        }
    }

    /// Whether its schedules can have a time zone; they run in UTC otherwise.
    pub fn takes_zone(self) -> bool {
        self.dialect().zone
    }

    /// Whether its schedules can have an offset in days.
    pub fn takes_offset(self) -> bool {
        self.dialect().offset
    }

    /// Whether it runs at once when it is made, unless it is told to wait for its schedule.
    pub fn runs_at_once(self) -> bool {
        matches!(self, Self::Association | Self::Policy)
    }

    pub(super) fn dialect(self) -> &'static Dialect {
        match self {
            Self::Association => &ASSOCIATION,
            Self::Window => &WINDOW,
            Self::Policy => &POLICY,
            Self::EventBridgeRule => &RULE,
            Self::Scheduler => &SCHEDULER,
        }
    }
}

impl fmt::Display for Service {
    /// As it stands in a sentence: `a maintenance window`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.dialect().what)
    }
}
