//! The name of a run, and how each of its commands carries it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::request::Phase;
use crate::domain::id::uuid;

/// What a person calls a run: 3 to 40 letters, digits, dots, underscores and hyphens, the first a
/// letter or digit. It does not end as the files beside a receipt do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
pub struct RunName(String);

/// How the files end that lie beside receipts, and receipts themselves.
const ENDINGS: [&str; 5] = [".json", ".automation", ".journal", ".lock", ".cancel"];

impl std::str::FromStr for RunName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // What lies beside a receipt would be taken for the receipt of another run.
        if ENDINGS.iter().any(|ending| text.ends_with(ending)) {
            return Err(format!(
                "`{text}` cannot be the name of a run, because files beside its receipt are called so"
            ));
        }

        if (3..=40).contains(&text.len())
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "`{text}` is not the name of a run (3 to 40 letters, digits, dots, underscores and hyphens)"
            ))
        }
    }
}

impl TryFrom<String> for RunName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<RunName> for String {
    fn from(name: RunName) -> Self {
        name.0
    }
}

impl fmt::Display for RunName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl RunName {
    /// A name that somebody chooses for a new run. The id of an execution of an automation is none:
    /// the run could not be told from it.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the name.
    pub fn chosen(text: &str) -> Result<Self, String> {
        if uuid::is_uuid(text) {
            return Err(format!(
                "`{text}` cannot be the name of a run, because executions of automations are called so"
            ));
        }
        text.parse()
    }

    /// A new name from a moment (UTC) and 25 random bits.
    pub fn new(now: Timestamp, random: u32) -> Self {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let letter = |index: u32| char::from(LETTERS[(random >> (5 * index) & 31) as usize]);
        let tail: String = (0..5).map(letter).collect();
        Self(format!("{}-{tail}", now.strftime("%Y%m%d-%H%M")))
    }

    /// Whether the name was made of this moment, so that no earlier run can have it.
    pub fn is_made_of(&self, moment: Timestamp) -> bool {
        self.0
            .starts_with(&format!("{}-", moment.strftime("%Y%m%d-%H%M")))
    }

    /// The name as it is typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which command of a run this is. It stands in the Comment of the command, by which any machine
/// can find the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The run.
    pub run: RunName,
    /// What the command does.
    pub phase: Phase,
    /// The wave, from 1, and how many there are.
    pub wave: (u32, u32),
    /// The command in its wave, from 1, and how many there are.
    pub command: (u32, u32),
    /// When the nodes that wait for a reboot get it, in whole seconds; `None` when the run was not
    /// asked for that.
    pub reboot_at: Option<Timestamp>,
}

/// The longest Comment (SSM API, `SendCommand`).
pub const LONGEST: usize = 100;
/// How the time of a reboot is written: UTC, without what would make it longer.
const TIME: &str = "%Y%m%dT%H%M%SZ";

const MARK: &str = "patchctl run=";

/// The most waves, and commands of a wave, that a Comment can speak of. Comments are written by
/// anybody.
const MOST: u32 = 9999;

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wave, waves) = self.wave;
        let (command, commands) = self.command;
        write!(
            f,
            "{MARK}{} phase={} wave={wave}/{waves} command={command}/{commands}",
            self.run,
            self.phase.as_str()
        )?;
        match self.reboot_at {
            Some(moment) => write!(f, " reboot={}", moment.strftime(TIME)),
            None => Ok(()),
        }
    }
}

impl Label {
    /// Reads a Comment; `None` for one that is not ours.
    pub fn read(comment: &str) -> Option<Self> {
        let mut words = comment.strip_prefix(MARK)?.split(' ');
        let run = words.next()?.parse().ok()?;
        let mut word = |key: &str| words.next()?.strip_prefix(key)?.strip_prefix('=');
        let phase = Phase::read(word("phase")?)?;
        let wave = fraction(word("wave")?)?;
        let command = fraction(word("command")?)?;
        let reboot_at = match words.next() {
            None => None,
            Some(last) => Some(moment(last.strip_prefix("reboot=")?)?),
        };

        // Whoever adds words has written a Comment of their own: ours ends here.
        words.next().is_none().then_some(Self {
            run,
            phase,
            wave,
            command,
            reboot_at,
        })
    }
}

/// Reads a time as it is written, and in no other form.
fn moment(text: &str) -> Option<Timestamp> {
    let moment = DateTime::strptime(TIME, text).ok()?;
    let moment = moment.to_zoned(TimeZone::UTC).ok()?.timestamp();
    (moment.strftime(TIME).to_string() == text).then_some(moment)
}

/// Reads `1/3`: a part of a whole, from 1 to [`MOST`].
fn fraction(text: &str) -> Option<(u32, u32)> {
    let (part, whole) = text.split_once('/')?;
    let (part, whole) = (part.parse().ok()?, whole.parse().ok()?);

    (1 <= part && part <= whole && whole <= MOST).then_some((part, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_fits_into_a_comment_and_is_read_back() {
        let label = Label {
            run: "x".repeat(40).parse().unwrap(),
            phase: Phase::Reboot,
            wave: (100, 100),
            command: (1000, 1000),
            reboot_at: None,
        };
        let text = label.to_string();
        assert!(text.len() <= LONGEST, "{} characters", text.len());
        assert_eq!(Label::read(&text), Some(label.clone()));
        let later = Label {
            run: RunName::new(Timestamp::UNIX_EPOCH, 0),
            reboot_at: Some("2026-11-30T05:07:09Z".parse().unwrap()),
            ..label
        };
        let text = later.to_string();
        assert!(
            text.len() <= LONGEST,
            "{} characters of a name that we make",
            text.len()
        );
        assert!(text.ends_with(" reboot=20261130T050709Z"), "{text}");
        assert_eq!(Label::read(&text), Some(later));
        let fractions = ["1", "0/1", "0/0", "3/2", "1/10000", "1/4294967295", "-1/1"];
        let strange =
            fractions.map(|part| format!("patchctl run=abc phase=patch wave={part} command=1/1"));
        let strange = strange.iter().map(String::as_str);
        let foreign = [
            "",
            "patchctl run=",
            "patchctl run=a b",
            "somebody else",
            "hotfix after run=first by bob",
            "see patchctl run=first phase=patch wave=1/1 command=1/1",
            "patchctl run=first phase=patch wave=1/1 command=1/1 by bob",
            "patchctl run=first phase=patch wave=1/1 command=1/1 ",
            "patchctl  run=first phase=patch wave=1/1 command=1/1",
            "patchctl run=first phase=patch wave=1/1 command=1/1 reboot=",
            "patchctl run=first phase=patch wave=1/1 command=1/1 reboot=20261130",
            "patchctl run=first phase=patch wave=1/1 command=1/1 reboot=20261330T050709Z",
            "patchctl run=first phase=patch wave=1/1 command=1/1 reboot=20261130T050709Z x",
        ];
        for other in foreign.into_iter().chain(strange) {
            assert_eq!(Label::read(other), None, "{other}");
        }
    }

    #[test]
    fn names_are_easy_to_type() {
        let now = "2026-11-22T01:08:09Z".parse().unwrap();
        assert_eq!(RunName::new(now, 0).as_str(), "20261122-0108-aaaaa");
        assert_eq!(RunName::new(now, u32::MAX).as_str(), "20261122-0108-99999");
        assert!(
            RunName::new(now, 7).is_made_of(now)
                && !"weekly-web".parse::<RunName>().unwrap().is_made_of(now)
        );
        for bad in [
            "",
            "ab",
            "-abc",
            "a b",
            "a/b",
            "foo.automation",
            "bar.json",
            &"x".repeat(41),
        ] {
            assert!(
                bad.parse::<RunName>().is_err() && RunName::chosen(bad).is_err(),
                "{bad}"
            );
        }
        let execution = "00000000-0000-4000-8000-000000000000";
        assert!(
            execution.parse::<RunName>().is_ok() && RunName::chosen(execution).is_err(),
            "it can be waited for, and not be chosen"
        );
    }
}
