//! Asks AWS about the values of filters that the lists of this version do not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::values::{self, Unchecked};
use crate::domain::baseline::{Definition, FilterKey};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::remark::Remark;
use crate::domain::text::violation::{Path, Violation};

/// The lists that AWS gives, by operating system and key; empty where it gives none.
type Known = BTreeMap<(OperatingSystem, FilterKey), Vec<String>>;

/// Warns of the values of one definition that nobody could check.
pub async fn tell(context: &Context, site: Option<&Site>, definition: &Definition) {
    for said in open(context, site, &[(definition, Path::default())]).await {
        context.tell(Remark::Warning(said.in_a_line()));
    }
}

/// The values that neither the lists of this version nor `DescribePatchProperties` know, with their
/// places. Without a site AWS is not asked.
///
/// AWS can only settle that a value is right: a value that it does not list stays unchecked, since
/// the answer depends on where it is asked, and every command is to say the same of a document.
pub async fn open(
    context: &Context,
    site: Option<&Site>,
    definitions: &[(&Definition, Path)],
) -> Vec<Violation> {
    let all: Vec<(OperatingSystem, Unchecked)> = definitions
        .iter()
        .flat_map(|(definition, at)| {
            let os = definition.rules.os;
            let unchecked = values::unchecked(definition, at);
            unchecked.into_iter().map(move |value| (os, value))
        })
        .collect();

    let known = match site {
        Some(site) => lists(context, site, &all).await,
        None => Known::new(),
    };
    all.into_iter()
        .filter(|(os, unchecked)| {
            let listed = known.get(&(*os, unchecked.key));
            !listed.is_some_and(|listed| listed.contains(&unchecked.value))
        })
        .map(|(_, unchecked)| unchecked.said)
        .collect()
}

/// Each list is asked for once, whatever the number of baselines; one that cannot be read stops no
/// change.
async fn lists(context: &Context, site: &Site, all: &[(OperatingSystem, Unchecked)]) -> Known {
    let asked: BTreeSet<(OperatingSystem, FilterKey)> = all
        .iter()
        .map(|(os, unchecked)| (*os, unchecked.key))
        .collect();

    let mut known = Known::new();
    for (os, key) in asked {
        match site.filter_values(os, key).await {
            Ok(values) => {
                known.insert((os, key), values);
            }
            Err(error) => {
                context.tell(Remark::Warning(format!(
                    "the values of {} for {os} could not be checked: {}",
                    key.as_str(),
                    error.one_line()
                )));
            }
        }
    }
    known
}
