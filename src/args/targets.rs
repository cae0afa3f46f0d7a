//! The target options that the fleet commands share.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::{NamePattern, Selection, TagCondition};
use crate::domain::id::NodeId;
use crate::error::{Error, Result};
use crate::process::input;

/// The largest file of node ids that is read.
const LARGEST_LIST: u64 = 16 * 1024 * 1024;

/// Which nodes a command is about; every node unless something narrows it.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Targets")]
pub struct TargetArgs {
    /// Only these nodes, by id (can be repeated or a comma list)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub node: Vec<String>,
    /// Only nodes with this name; * and ? match, case does not count (can be repeated)
    #[arg(long, value_name = "PATTERN")]
    pub name: Vec<NamePattern>,
    /// Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for
    /// and)
    #[arg(long, value_name = "KEY=VALUE")]
    pub tag: Vec<TagCondition>,
    /// Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)
    #[arg(long, value_name = "GROUP")]
    pub group: Vec<String>,
    /// Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma
    /// list)
    #[arg(long, value_name = "OS", value_delimiter = ',')]
    pub os: Vec<String>,
    /// Only the nodes whose ids this file lists, one on each line; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub from_file: Option<PathBuf>,
    /// Leave out this node, by id or name pattern (can be repeated or a comma list)
    #[arg(long, value_name = "ID|PATTERN", value_delimiter = ',')]
    pub exclude: Vec<String>,
    /// Go on when an --exclude is known nowhere, for fleets that change
    #[arg(long, requires = "exclude")]
    pub allow_missing_exclude: bool,
    /// Every node of the scope; reading commands mean that also without it
    #[arg(long, conflicts_with_all = ["node", "name", "tag", "group", "os", "from_file"])]
    pub all: bool,
}

impl TargetArgs {
    /// Whether any option narrows the nodes.
    pub fn narrows(&self) -> bool {
        self.narrows_to_some() || !self.exclude.is_empty()
    }

    /// Whether any option chooses nodes; leaving some out chooses none.
    pub fn narrows_to_some(&self) -> bool {
        let lists = [&self.node, &self.group, &self.os];
        lists.iter().any(|list| !list.is_empty())
            || !self.name.is_empty()
            || !self.tag.is_empty()
            || self.from_file.is_some()
    }

    /// The selection that the options stand for; reads `--from-file`.
    ///
    /// # Errors
    /// A usage error for an id, group or operating system that cannot be one, with its line when it
    /// came from a file.
    pub fn selection(&self) -> Result<Selection> {
        // Everything is parsed before anything is read, so that a mistake costs no call.
        let systems = self.os.iter().map(|text| parse_os(text));

        Ok(Selection {
            nodes: self.nodes()?,
            names: self.name.clone(),
            tags: self.tag.clone(),
            groups: parse_each(&self.group, "--group")?,
            systems: systems.collect::<Result<_>>()?,
            exclude: parse_each(&self.exclude, "--exclude")?,
            all: self.all,
            allow_missing_exclude: self.allow_missing_exclude,
            ..Selection::default()
        })
    }

    /// The nodes that are named by id, each once. A list that turns out to be empty is refused: it
    /// would stand for every node.
    fn nodes(&self) -> Result<Vec<NodeId>> {
        let mut nodes: BTreeSet<NodeId> = BTreeSet::new();
        for id in self.node.iter().map(|id| id.trim()) {
            if !id.is_empty() {
                nodes.insert(id.parse().map_err(|error| {
                    Error::usage(format!("--node: {error}")).hint("--name finds nodes by name")
                })?);
            }
        }

        if let Some(path) = &self.from_file {
            // An empty file is more likely a mistake of what wrote it than a wish.
            let listed = read_list(path)?;
            if listed.is_empty() {
                return Err(Error::usage("--from-file: the list is empty")
                    .hint("an empty list never means every node; use --all for that"));
            }
            nodes.extend(listed);
        }

        if nodes.is_empty() && !self.node.is_empty() {
            return Err(Error::usage("--node: the list is empty"));
        }
        Ok(nodes.into_iter().collect())
    }
}

/// The values of an option, one by one.
fn parse_each<T>(texts: &[String], option: &str) -> Result<Vec<T>>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let each = texts.iter().map(|text| text.parse());
    each.collect::<std::result::Result<_, _>>()
        .map_err(|error| Error::usage(format!("{option}: {error}")))
}

fn parse_os(text: &str) -> Result<OperatingSystem> {
    text.parse().map_err(|error| {
        let names: Vec<&str> = OperatingSystem::ALL
            .iter()
            .map(|system| system.as_str())
            .collect();
        Error::usage(format!("--os: {error}"))
            .hint(format!("operating systems: {}", names.join(", ")))
    })
}

/// Reads one id a line; blank lines and what follows a `#` do not count.
fn read_list(path: &Path) -> Result<Vec<NodeId>> {
    let name = input::name_of(path);
    let text = input::read_text(path, LARGEST_LIST).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => {
            Error::usage(format!("--from-file: {name} is larger than 16 MiB"))
        }
        _ => Error::usage(format!("--from-file: cannot read {name}")).with_source(error),
    })?;

    let mut ids = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        // Lists are kept by people, with comments.
        let word = line.split('#').next().unwrap_or_default().trim();
        if !word.is_empty() {
            ids.push(word.parse().map_err(|error| {
                Error::usage(format!("--from-file: {name}, line {}: {error}", number + 1))
            })?);
        }
    }
    Ok(ids)
}
