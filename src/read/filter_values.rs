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

/// A value that only AWS could know, with its definition.
struct Open {
    index: usize,
    os: OperatingSystem,
    value: Unchecked,
}

/// Warns of the values of one definition that nobody could check.
pub async fn tell(context: &Context, site: Option<&Site>, definition: &Definition) {
    for (_, said) in open(context, site, &[(definition, Path::default())]).await {
        context.tell(Remark::Warning(said.in_a_line()));
    }
}

/// The values that neither the lists of this version nor `DescribePatchProperties` know, with the
/// index of their definition and their places. Without a site AWS is not asked.
///
/// AWS can only settle that a value is right: a value that it does not list stays unchecked, since
/// the answer depends on where it is asked, and every command is to say the same of a document.
pub async fn open(
    context: &Context,
    site: Option<&Site>,
    definitions: &[(&Definition, Path)],
) -> Vec<(usize, Violation)> {
    let mut all: Vec<Open> = Vec::new();
    for (index, (definition, at)) in definitions.iter().enumerate() {
        let os = definition.rules.os;
        let unchecked = values::unchecked(definition, at);
        all.extend(unchecked.into_iter().map(|value| Open { index, os, value }));
    }

    let known = match site {
        Some(site) => lists(context, site, &all).await,
        None => Known::new(),
    };
    all.into_iter()
        .filter(|open| {
            let listed = known.get(&(open.os, open.value.key));
            !listed.is_some_and(|listed| listed.contains(&open.value.value))
        })
        .map(|open| (open.index, open.value.said))
        .collect()
}

/// Each list is asked for once, whatever the number of baselines; one that cannot be read stops no
/// change.
async fn lists(context: &Context, site: &Site, all: &[Open]) -> Known {
    let asked: BTreeSet<(OperatingSystem, FilterKey)> =
        all.iter().map(|open| (open.os, open.value.key)).collect();

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
