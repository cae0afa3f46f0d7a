//! A baseline as the JSON of `show` has it: its document, and what only AWS knows of it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::document::baseline::{Written, value};
use crate::domain::baseline::plan::Existing;
use crate::domain::baseline::sentences;
use crate::read::baseline::Found;

/// The document of a baseline with its id, place, dates and sentences.
pub fn item(
    found: &Found<'_>,
    existing: &Existing,
    tags: Option<&BTreeMap<String, String>>,
) -> Value {
    // The document is the one that `apply` takes, so that what is shown can be applied again.
    let document = value(Written {
        name: &existing.definition.name,
        os: existing.definition.rules.os,
        definition: Some(&existing.definition),
        groups: &existing.groups,
        default: Some(found.identity.default),
        tags,
        regions: &[],
        accounts: &[],
    });

    let mut item = json!({
        "id": existing.id,
        "account": found.site.scope.account,
        "region": found.site.scope.region,
        "owner": if found.identity.is_aws_owned() { "AWS" } else { "self" },
        "created": existing.created,
        "modified": existing.modified,
        "default": found.identity.default,
        "sentences": sentences::sentences(&existing.definition.rules),
    });

    // Where a document says whether it shall be the default, `show` says whether it is: always.
    if let (Value::Object(item), Value::Object(document)) = (&mut item, document) {
        item.extend(document.into_iter().filter(|(key, _)| key != "default"));
    }
    item
}
