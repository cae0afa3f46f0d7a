//! What `diff` and `apply` say of the documents themselves, as `lint` says it.

use crate::aws::site::Site;
use crate::context::Context;
use crate::document::baseline::Document;
use crate::domain::baseline::Definition;
use crate::domain::baseline::doubts;
use crate::domain::fleet::remark::Remark;
use crate::domain::text::violation::{Path, Violation};
use crate::files::documents::{Described, Text};
use crate::read::filter_values;

/// What a document may not mean, at its places. One without a definition only gives groups to a
/// baseline of AWS, whose rules are not ours to doubt.
pub fn doubts(document: &Document) -> Vec<Violation> {
    let desired = &document.desired;
    let Some(definition) = &desired.definition else {
        return Vec::new();
    };
    doubts::doubts(definition, desired.default == Some(true), &document.path)
}

/// The values of documents that could not be checked, with the index of each document; with a site
/// AWS is asked, once for all of them.
pub async fn unchecked(
    context: &Context,
    site: Option<&Site>,
    documents: &[Described],
) -> Vec<(usize, Violation)> {
    let definitions = documents
        .iter()
        .enumerate()
        .filter_map(|(index, described)| {
            let document = &described.document;
            let definition = document.desired.definition.as_ref()?;
            Some((index, (definition, document.path.clone())))
        });
    let (places, definitions): (Vec<usize>, Vec<(&Definition, Path)>) = definitions.unzip();

    // Those that are broken already have no definition that could be asked about.
    let found = filter_values::open(context, site, &definitions).await;
    found
        .into_iter()
        .map(|(index, violation)| (places[index], violation))
        .collect()
}

/// Warns of every doubt, and of what could not be checked.
pub async fn tell(context: &Context, site: Option<&Site>, texts: &[Text], documents: &[Described]) {
    let unchecked = unchecked(context, site, documents).await;
    for (index, described) in documents.iter().enumerate() {
        let document = &described.document;
        let (file, name) = (&texts[described.file].name, &document.desired.name);
        let mut said = doubts(document);
        let here = unchecked.iter().filter(|(place, _)| *place == index);
        said.extend(here.map(|(_, violation)| violation.clone()));

        for violation in said {
            // The name of the baseline tells the documents of a file apart better than a number.
            let path = violation.path.below(&document.path);
            let violation = Violation { path, ..violation };
            context.tell(Remark::Warning(format!(
                "{file}: {name}: {}",
                violation.in_a_line()
            )));
        }
    }
}
