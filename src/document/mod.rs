//! Documents that a user gives us: YAML or JSON in, or a report that shows the line.

pub mod asked;
pub mod association;
pub mod baseline;
mod cloud;
pub mod depth;
mod diagnostic;
pub mod exceptions;
mod hcl;
mod locate;
pub mod override_list;
pub mod policy;
mod quoted;
mod refusal;
pub mod report;
mod stream;
pub mod window;

pub use crate::domain::text::unique::unique_map;
pub use crate::domain::text::violation::{Path, Violation};
pub use crate::domain::text::words::nearest;
pub use diagnostic::{Source, doubtful, invalid};
pub use stream::read_many;

use serde::de::DeserializeOwned;

use crate::error::Result;
use refusal::{refuse_deep, refuse_tabs, refuse_too_long, refused};

/// Reads one YAML document into `T`; what is wrong is shown with its line, column and the text
/// around it.
///
/// Refused: more than `limit` bytes, values that are nested too deep, a tab in the indentation, more
/// than one document, unknown and duplicate keys.
#[cfg_attr(
    not(feature = "sandbox"),
    expect(dead_code, reason = "only the sandbox reads fleet files")
)]
pub fn read_yaml<T: DeserializeOwned>(source: Source<'_>, limit: usize, hint: &str) -> Result<T> {
    refuse_too_long(source, limit, hint)?;
    refuse_deep(source, hint)?;
    refuse_tabs(source, hint)?;

    serde_yaml::from_str(source.text).map_err(|error| refused(source, &error, hint))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        #[serde(default, deserialize_with = "unique_map")]
        tags: BTreeMap<String, String>,
    }

    fn report(text: &str) -> String {
        let error = read_yaml::<Thing>(
            Source {
                name: "thing.yaml",
                text,
                color: false,
            },
            1000,
            "see the example",
        )
        .unwrap_err();
        assert_eq!(error.exit_code().number(), 2);
        format!("{error}\n{}", error.report().unwrap_or_default())
    }

    #[test]
    fn a_good_document_is_read() {
        let source = Source {
            name: "thing.yaml",
            text: "name: a\ntags: {b: c}\n",
            color: false,
        };
        let thing: Thing = read_yaml(source, 1000, "").unwrap();
        assert_eq!((thing.name.as_str(), thing.tags["b"].as_str()), ("a", "c"));
    }

    #[test]
    fn mistakes_are_shown_with_line_column_and_text() {
        let text = report("name: a\ntgas: {}\n");
        assert!(
            text.contains("unknown field `tgas`")
                && text.contains("line 2, column 1")
                && text.contains("did you mean `tags`?"),
            "{text}"
        );
        assert!(text.contains("tgas: {}"), "{text}");
        let text = report("name: a\nname: b\n");
        assert!(text.contains("duplicate field `name`"), "{text}");
        let text = report("name: a\ntags:\n  x: 1\n  x: 2\n");
        assert!(text.contains("duplicate key `x`"), "{text}");
        let text = report("name: a\ntags:\n\tx: y\n");
        assert!(text.contains("line 3") && text.contains("tab"), "{text}");
        let text = report("name: [a\n");
        assert!(text.contains("line "), "{text}");
        let text = report("name: a\n---\nname: b\n");
        assert!(text.contains("more than one YAML document"), "{text}");
        let text = report(&format!("name: {}", "[".repeat(900)));
        assert!(
            text.contains("line 1 nests values more than 64 deep"),
            "{text}"
        );
        let text = report(&"# long\n".repeat(200));
        assert!(text.contains("limit of 1000"), "{text}");
        assert!(!text.contains('\u{1b}'), "no colour unless asked");
    }
}
