//! What users changed in one account and Region: baselines, groups and defaults, with their
//! versions over time.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::baseline_document::{read_stored, write_stored};
use super::baselines::Baselines;
use super::history::History;
use super::stored::Stored;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::Scope;

/// For how long a client token is remembered. How long AWS does is not documented.
const TOKEN_AGE: SignedDuration = SignedDuration::from_hours(24);

/// The most client tokens that are remembered.
const MOST_TOKENS: usize = 1000;

/// The rules of one account in one Region.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Rulebook {
    pub(super) history: History<Baselines>,
    /// How many baselines were ever created, so that each has another id.
    created: u64,
    /// Oldest first.
    tokens: Vec<Token>,
}

/// A client token, which makes `CreatePatchBaseline` idempotent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Token {
    pub(in crate::sandbox) text: String,
    /// A digest of the request that it came with.
    pub(in crate::sandbox) request: String,
    pub(in crate::sandbox) baseline: String,
    pub(in crate::sandbox) at: Timestamp,
}

/// A rulebook while one call changes it.
pub(in crate::sandbox) struct Draft {
    book: Rulebook,
    baselines: Baselines,
    changed: bool,
}

impl Rulebook {
    /// Begins with the baselines of the fleet file.
    pub(super) fn new(seeded: Baselines) -> Self {
        Self {
            history: History::new(seeded),
            created: 0,
            tokens: Vec::new(),
        }
    }

    pub(super) fn draft(self) -> Draft {
        Draft {
            baselines: self.history.current().clone(),
            book: self,
            changed: false,
        }
    }
}

impl Draft {
    /// The baselines that are in force, with what this call changed so far.
    pub(in crate::sandbox) fn baselines(&self) -> &Baselines {
        &self.baselines
    }

    /// The same, to be changed.
    pub(in crate::sandbox) fn change(&mut self) -> &mut Baselines {
        self.changed = true;
        &mut self.baselines
    }

    /// The number of the next baseline.
    pub(in crate::sandbox) fn next_number(&mut self) -> u64 {
        self.book.created += 1;
        self.book.created
    }

    /// What a client token was used for.
    pub(in crate::sandbox) fn token(&self, token: &str, now: Timestamp) -> Option<&Token> {
        self.book
            .tokens
            .iter()
            .find(|known| known.text == token && known.is_remembered(now))
    }

    /// Remembers a client token.
    pub(in crate::sandbox) fn remember(&mut self, token: Token) {
        let tokens = &mut self.book.tokens;
        // A token that comes again begins anew.
        tokens.retain(|known| known.is_remembered(token.at) && known.text != token.text);
        if tokens.len() >= MOST_TOKENS {
            tokens.remove(0);
        }
        tokens.push(token);
    }

    /// The changed rulebook; `None` when nothing was changed.
    pub(super) fn finish(
        mut self,
        now: Timestamp,
        scanned: impl FnOnce(Option<Timestamp>, Timestamp) -> bool,
    ) -> Option<Rulebook> {
        // `change` marks it: a call that only read, or that found all as it should be, makes no
        // version.
        self.changed.then(|| {
            self.book.history.change(now, self.baselines, scanned);
            self.book
        })
    }
}

impl Token {
    fn is_remembered(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) < TOKEN_AGE
    }
}

/// A rulebook as it is stored. A baseline that several versions share is written once.
#[derive(Serialize, Deserialize)]
struct Document {
    created: u64,
    tokens: Vec<Token>,
    baselines: Vec<Value>,
    versions: History<VersionDocument>,
}

#[derive(Serialize, Deserialize)]
struct VersionDocument {
    /// Positions in the list of baselines.
    baselines: Vec<usize>,
    /// Patch group, operating system and the id of the baseline.
    groups: Vec<(String, String, String)>,
    /// Operating system and the id of its default baseline.
    defaults: Vec<(String, String)>,
}

impl Rulebook {
    /// The text that is stored.
    pub(super) fn write(&self) -> serde_json::Result<String> {
        // Versions share the baselines that did not change between them, by address.
        let mut positions: HashMap<*const Stored, usize> = HashMap::new();
        let mut baselines = Vec::new();
        let mut position = |stored: &Arc<Stored>| {
            *positions.entry(Arc::as_ptr(stored)).or_insert_with(|| {
                baselines.push(write_stored(stored));
                baselines.len() - 1
            })
        };

        let versions = self.history.map(|version| VersionDocument {
            baselines: version.own().map(&mut position).collect(),
            groups: version
                .groups
                .iter()
                .map(|((group, os), id)| (group.clone(), os.to_string(), id.clone()))
                .collect(),
            defaults: version
                .defaults
                .iter()
                .map(|(os, id)| (os.to_string(), id.clone()))
                .collect(),
        });

        // AWS's baselines are not written: every Region has its own from the embedded list.
        serde_json::to_string(&Document {
            created: self.created,
            tokens: self.tokens.clone(),
            baselines,
            versions,
        })
    }

    /// Reads back what [`Self::write`] wrote; `None` when it is not that.
    pub(super) fn read(text: &str, scope: &Scope) -> Option<Self> {
        let document: Document = serde_json::from_str(text).ok()?;
        let baselines: Option<Vec<Arc<Stored>>> = document
            .baselines
            .iter()
            .map(|stored| read_stored(stored).map(Arc::new))
            .collect();
        let baselines = baselines?;

        // One version that cannot be read makes the whole rulebook unreadable, rather than a past
        // that never was.
        let mut whole = document.versions.is_whole();
        let history = document.versions.map(|version| {
            let read = version_of(version, &baselines, scope);
            whole &= read.is_some();
            read.unwrap_or_else(|| Baselines::of_aws(scope))
        });

        whole.then_some(Self {
            history,
            created: document.created,
            tokens: document.tokens,
        })
    }
}

fn version_of(
    version: &VersionDocument,
    stored: &[Arc<Stored>],
    scope: &Scope,
) -> Option<Baselines> {
    let mut baselines = Baselines::of_aws(scope);
    for position in &version.baselines {
        baselines.all.push(Arc::clone(stored.get(*position)?));
    }

    // A system or a position that is not known means that the text is not ours.
    for (group, os, id) in &version.groups {
        baselines.groups.insert(
            (group.clone(), os.parse::<OperatingSystem>().ok()?),
            id.clone(),
        );
    }
    for (os, id) in &version.defaults {
        baselines.defaults.insert(os.parse().ok()?, id.clone());
    }

    Some(baselines)
}
