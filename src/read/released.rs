//! When patches were released, as far as AWS publishes it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::aws::fault;
use crate::aws::published::is_published;
use crate::aws::reach::Reach;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::Scope;
use crate::domain::patch::Patch;
use crate::domain::patch::state::ReportedPatch;

/// The days on which patches were released.
#[derive(Debug, Default)]
pub struct Released {
    days: HashMap<(OperatingSystem, String), Date>,
}

impl Released {
    /// The day of a patch as a node reports it; nothing where AWS does not publish it. A version of
    /// a package is told by its title, an update of Windows by its number.
    pub fn of(&self, os: Option<OperatingSystem>, id: &str, title: &str) -> Option<Date> {
        let os = os?;
        let name = if os == OperatingSystem::Windows {
            id
        } else {
            title
        };
        self.days.get(&(os, name.to_owned())).copied()
    }

    fn add(&mut self, os: OperatingSystem, patch: Patch) {
        let name = if os == OperatingSystem::Windows {
            patch.id
        } else {
            patch.title
        };
        let Some(day) = patch.released else { return };
        // One number may stand for several products; the oldest is the longest known.
        let kept = self.days.entry((os, name)).or_insert(day);
        *kept = day.min(*kept);
    }
}

/// What to ask for: the ids of each operating system, and where its nodes are.
type BySystem = BTreeMap<OperatingSystem, (BTreeSet<Scope>, BTreeSet<String>)>;

/// Reads the days of the patches of some nodes. AWS publishes the same everywhere, so that the first
/// scope that answers is enough; where none does, that is named.
pub async fn read<'a>(
    reach: &Reach,
    patches: impl IntoIterator<Item = (&'a NodeCompliance, &'a ReportedPatch)>,
) -> (Released, Vec<Unreadable>) {
    let mut wanted = BySystem::new();
    for (node, patch) in patches {
        let os = node.node.operating_system.filter(|os| is_published(*os));
        let Some(os) = os else { continue };
        let (scopes, ids) = wanted.entry(os).or_default();
        scopes.insert(node.node.scope.clone());
        ids.insert(patch.kb_id.clone());
    }

    let (mut released, mut faults) = (Released::default(), Vec::new());
    for (os, (scopes, ids)) in wanted {
        match first(reach, os, &scopes, &ids).await {
            Ok(found) => found.into_iter().for_each(|patch| released.add(os, patch)),
            Err(fault) => faults.push(fault),
        }
    }
    (released, faults)
}

/// The answer of the first scope that gives one, or why the last did not.
async fn first(
    reach: &Reach,
    os: OperatingSystem,
    scopes: &BTreeSet<Scope>,
    ids: &BTreeSet<String>,
) -> Result<Vec<Patch>, Unreadable> {
    let mut last = None;
    for scope in scopes {
        let site = reach.site(scope).expect("every node came from a site");
        match site.published_of(os, ids).await {
            Ok(found) => return Ok(found),
            Err(error) => {
                let place = format!("the release dates of {os} in {scope}");
                last = Some(fault::unreadable(place, Some(scope.clone()), None, &error));
            }
        }
    }
    Err(last.expect("no system is wanted without a scope"))
}
