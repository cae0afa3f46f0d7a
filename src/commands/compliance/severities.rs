//! The severities of publishers as they are typed.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::compliance::publisher::PublisherLevel;

/// The severities as a parser that completions can list.
pub(super) fn parser() -> impl TypedValueParser<Value = PublisherLevel> {
    PossibleValuesParser::new(PublisherLevel::NAMES)
        .try_map(|text| PublisherLevel::of(&text).ok_or("not a severity"))
}
