//! What `diff` and `apply` say of the documents themselves, as `lint` says it.

use crate::aws::site::Site;
use crate::context::Context;
use crate::document::baseline::Document;
use crate::domain::baseline::doubts;
use crate::domain::fleet::remark::Remark;
use crate::domain::text::violation::Violation;
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

/// The values of a document that could not be checked; with a site AWS is asked.
pub async fn unchecked(
    context: &Context,
    site: Option<&Site>,
    document: &Document,
) -> Vec<Violation> {
    match &document.desired.definition {
        Some(definition) => {
            let definitions = [(definition, document.path.clone())];
            filter_values::open(context, site, &definitions).await
        }
        None => Vec::new(),
    }
}

/// Warns of every doubt, and of what could not be checked.
pub async fn tell(context: &Context, site: Option<&Site>, texts: &[Text], documents: &[Described]) {
    for described in documents {
        let document = &described.document;
        let (file, name) = (&texts[described.file].name, &document.desired.name);
        let mut said = doubts(document);
        said.extend(unchecked(context, site, document).await);

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
