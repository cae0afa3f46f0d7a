//! Baselines in AWS's own shapes: requests and answers of the SSM API, the overrides of a patch
//! policy, `CloudFormation` templates. They are recognised, and made into documents of ours.

mod api;
mod members;
mod taken;
mod template;
mod value;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use taken::Taken;
use value::HINT;

use crate::document::Source;
use crate::domain::text::words::count;
use crate::error::{Error, Result};

/// The shapes that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `CreatePatchBaseline`, `GetPatchBaseline`: one of them, or a list.
    Api,
    /// A list of them without names, as `BaselineOverride` takes it.
    Overrides,
    /// A `CloudFormation` template with `AWS::SSM::PatchBaseline`.
    Template,
    /// An answer of `DescribePatchBaselines`, which has no rules.
    Listing,
}

impl Shape {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Array(items) => {
                let all = items.iter().map(Self::of).collect::<Option<Vec<Self>>>()?;
                let named = items.iter().any(|item| item.get("Name").is_some());
                all.iter().all(|one| *one == Self::Api).then_some(())?;
                (!all.is_empty()).then_some(if named { Self::Api } else { Self::Overrides })
            }
            Value::Object(members) => Self::of_members(members),
            _ => None,
        }
    }

    fn of_members(members: &Map<String, Value>) -> Option<Self> {
        const OF_API: [&str; 6] = [
            "OperatingSystem",
            "ApprovalRules",
            "GlobalFilters",
            "ApprovedPatches",
            "RejectedPatches",
            "RejectedPatchesAction",
        ];
        if members.contains_key("BaselineIdentities") {
            return Some(Self::Listing);
        }
        if OF_API.iter().any(|key| members.contains_key(*key)) {
            return Some(Self::Api);
        }
        template::is_one(members).then_some(Self::Template)
    }

    const fn describe(self) -> &'static str {
        match self {
            Self::Api => "a patch baseline in the shape of the SSM API",
            Self::Overrides => {
                "a list of baseline overrides, as a patch policy and BaselineOverride have it"
            }
            Self::Template => "a CloudFormation template",
            Self::Listing => "a listing of DescribePatchBaselines",
        }
    }
}

/// What was made of a file of AWS's shapes.
#[derive(Debug)]
pub struct Imported {
    /// The documents, as values that are written as YAML or JSON.
    pub documents: Vec<Value>,
    /// What could not be taken over, and what was made up.
    pub notes: Vec<String>,
}

/// The error for a file that has one of AWS's shapes, where a document of ours is wanted.
pub(super) fn refused(source: Source<'_>) -> Option<Error> {
    let values = value::all(source).ok()?;
    let shape = values.iter().find_map(Shape::of)?;
    let error = Error::usage(format!(
        "`{}` is {}, not a document of patchctl",
        source.name,
        shape.describe()
    ));

    // A listing cannot be imported either, so that another way out is named.
    Some(if shape == Shape::Listing {
        error.hint("it has no rules; patchctl baseline export writes baselines with theirs")
    } else {
        error.hint(format!(
            "make documents of it: patchctl baseline import {} > baselines.yaml",
            source.name
        ))
    })
}

/// Makes documents of a file of AWS's shapes.
///
/// # Errors
/// A usage error for a file that has none of the shapes, and for members that hold something else
/// than AWS has there, or what only `CloudFormation` can resolve.
pub fn import(source: Source<'_>) -> Result<Imported> {
    let (mut taken, mut notes) = (Vec::new(), Vec::new());
    for value in value::all(source)? {
        let read = match Shape::of(&value) {
            Some(Shape::Api | Shape::Overrides) => api::baselines(&value, &mut notes),
            Some(Shape::Template) => template::baselines(&value, &mut notes),
            Some(Shape::Listing) => {
                Err("a listing of DescribePatchBaselines has no rules".to_owned())
            }
            None => Err("this is none of AWS's shapes of a patch baseline".to_owned()),
        };
        let read = read.map_err(|why| {
            Error::usage(format!("`{}` cannot be imported: {why}", source.name)).hint(HINT)
        })?;
        taken.extend(read);
    }

    // An empty file is a mistake of whoever made it: no document would come of it, and no word.
    if taken.is_empty() {
        let message = format!("`{}` holds no patch baseline", source.name);
        return Err(Error::usage(message).hint(HINT));
    }

    // Only now all names are known, so that two of one name can be told apart.
    name_all(&mut taken, &mut notes);
    let documents = taken.iter().map(|one| serde_json::to_value(&one.file));
    let documents = documents
        .collect::<std::result::Result<Vec<Value>, _>>()
        .map_err(|error| Error::failed("cannot write the documents").with_source(error))?;
    Ok(Imported { documents, notes })
}

/// Gives a name to what has none, and another to what a document could not have.
fn name_all(taken: &mut [Taken], notes: &mut Vec<String>) {
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    let mut made_up = Vec::new();
    for Taken { file, called } in taken {
        let given = file.name.clone();
        let wanted = match (given.as_str(), called) {
            ("", Some(called)) => called.clone(),
            ("", None) => {
                format!("imported-{}", file.operating_system.to_lowercase()).replace('_', "-")
            }
            // A copy of one of AWS's is no longer AWS's, whose rules a document cannot set.
            (name, _) if name.starts_with("AWS-") => format!("copy-of-{name}"),
            (name, _) => name.to_owned(),
        };

        let mut name = wanted.clone();
        let mut number = 2;
        while !known.insert((name.clone(), file.operating_system.clone())) {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        if name != given {
            made_up.push(name.clone());
        }
        file.name = name;
    }

    if !made_up.is_empty() {
        notes.push(format!(
            "{} made up, since documents need their own: {}",
            count(made_up.len(), "name"),
            made_up.join(", ")
        ));
    }
}

#[cfg(test)]
mod tests;
