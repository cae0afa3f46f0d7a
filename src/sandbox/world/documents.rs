//! Documents of Systems Manager: AWS's, and those of users. Content is read once, and is refused
//! when it is not a document.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::depth;
use crate::domain::id::Scope;
use crate::sandbox::fleet::file::DocumentFile;
use crate::sandbox::regions;

/// What can run a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum DocumentKind {
    Command,
    Automation,
}

impl DocumentKind {
    pub(in crate::sandbox) const fn as_str(self) -> &'static str {
        match self {
            Self::Command => "Command",
            Self::Automation => "Automation",
        }
    }
}

/// A document as it is stored; what it means is read from its content.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct StoredDocument {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) kind: DocumentKind,
    /// `YAML` or `JSON`.
    pub(in crate::sandbox) format: String,
    pub(in crate::sandbox) content: String,
    pub(in crate::sandbox) created: Timestamp,
    pub(in crate::sandbox) display_name: Option<String>,
    pub(in crate::sandbox) version_name: Option<String>,
    pub(in crate::sandbox) target_type: Option<String>,
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
}

/// A document that was read.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Definition {
    pub(in crate::sandbox) stored: StoredDocument,
    pub(in crate::sandbox) aws_owned: bool,
    pub(in crate::sandbox) schema: String,
    pub(in crate::sandbox) description: String,
    /// `Windows`, `Linux` and `MacOS`, as far as it runs there.
    pub(in crate::sandbox) platforms: Vec<String>,
    pub(in crate::sandbox) parameters: Vec<Parameter>,
    pub(in crate::sandbox) steps: Vec<DocumentStep>,
    /// The content as a value.
    pub(in crate::sandbox) value: Value,
}

/// One step (or the plugin of a document of schema 1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct DocumentStep {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) action: String,
    /// The platform type that it needs.
    pub(in crate::sandbox) platform: Option<String>,
}

/// One parameter.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Parameter {
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) description: Option<String>,
    pub(in crate::sandbox) default: Option<Value>,
    allowed: Vec<String>,
    pattern: Option<(String, Regex)>,
    items: (usize, usize),
    chars: (usize, usize),
}

/// Why content is refused.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Refused {
    Content(String),
    Schema(String),
}

/// The types that a parameter can have (User Guide, "SSM document data elements and parameters").
const TYPES: [&str; 7] = [
    "String",
    "StringList",
    "Boolean",
    "Integer",
    "MapList",
    "StringMap",
    "AWS::EC2::Instance::Id",
];

/// Actions of command documents, and what they need; others are refused.
const ACTIONS: [(&str, &[&str]); 7] = [
    ("aws:runShellScript", &["Linux", "MacOS"]),
    ("aws:runPowerShellScript", &["Windows", "Linux", "MacOS"]),
    ("aws:runDocument", &["Windows", "Linux", "MacOS"]),
    ("aws:downloadContent", &["Windows", "Linux", "MacOS"]),
    ("aws:softwareInventory", &["Windows", "Linux", "MacOS"]),
    ("aws:updateSsmAgent", &["Windows", "Linux", "MacOS"]),
    ("aws:configurePackage", &["Windows", "Linux", "MacOS"]),
];

/// The documents of AWS.
pub(in crate::sandbox) static OF_AWS: LazyLock<Vec<Arc<Definition>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "type")]
        kind: DocumentKind,
        platforms: Vec<String>,
        content: Value,
    }
    let files: BTreeMap<String, File> =
        serde_json::from_str(include_str!("aws_documents.json")).expect("the file is valid");
    let read = |(name, file): (String, File)| {
        let stored = StoredDocument {
            name,
            kind: file.kind,
            format: "JSON".to_owned(),
            content: serde_json::to_string_pretty(&file.content).expect("a value becomes JSON"),
            created: Timestamp::from_second(1_514_764_800).expect("the time is valid"),
            display_name: None,
            version_name: None,
            target_type: None,
            tags: BTreeMap::new(),
        };
        let definition = Definition::read(stored).expect("the documents of AWS are valid");
        Arc::new(Definition {
            platforms: file.platforms,
            aws_owned: true,
            ..definition
        })
    };
    files.into_iter().map(read).collect()
});

impl Definition {
    /// Reads a document and checks its content.
    pub(in crate::sandbox) fn read(stored: StoredDocument) -> Result<Self, Refused> {
        let value = content_of(&stored)?;
        let schema = schema_of(&value, stored.kind)?;

        let parameters = parameters(&value["parameters"]).map_err(Refused::Content)?;
        // Schema 1.2 has its plugins by name in one mapping; later ones have a list of steps.
        let steps = if schema == "1.2" {
            plugins(&value)
        } else {
            main_steps(&value, stored.kind)
        };
        let steps = steps.map_err(Refused::Content)?;

        let platforms = platforms(stored.kind, &steps);
        let description = value["description"].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            stored,
            aws_owned: false,
            schema,
            description,
            platforms,
            parameters,
            steps,
            value,
        })
    }

    /// Whether it has a parameter of a name.
    pub(in crate::sandbox) fn takes(&self, parameter: &str) -> bool {
        self.parameters.iter().any(|one| one.name == parameter)
    }

    pub(in crate::sandbox) fn name(&self) -> &str {
        &self.stored.name
    }

    /// What is wrong with parameters that are given to it.
    pub(in crate::sandbox) fn check(
        &self,
        given: &BTreeMap<String, Vec<String>>,
    ) -> Result<(), String> {
        if let Some(unknown) = given.keys().find(|name| {
            !self
                .parameters
                .iter()
                .any(|parameter| parameter.name == **name)
        }) {
            return Err(format!(
                "Parameter {unknown} is not a parameter of the document {}.",
                self.name()
            ));
        }

        // A parameter without a default has to be given (User Guide, "SSM document data elements
        // and parameters"); an empty value is a value.
        for parameter in &self.parameters {
            match given.get(&parameter.name) {
                None if parameter.default.is_none() => {
                    return Err(format!("Parameter {} requires a value.", parameter.name));
                }
                None => {}
                Some(values) => parameter.check(values)?,
            }
        }

        Ok(())
    }

    /// The value of a parameter that is one text: the given one, else the default.
    pub(in crate::sandbox) fn value_of<'a>(
        &'a self,
        given: &'a BTreeMap<String, Vec<String>>,
        name: &str,
    ) -> &'a str {
        if let Some(value) = given.get(name).and_then(|values| values.first()) {
            return value;
        }

        // A default that is no text, such as a list, has no such value.
        let parameter = self
            .parameters
            .iter()
            .find(|parameter| parameter.name == name);
        parameter
            .and_then(|parameter| parameter.default.as_ref()?.as_str())
            .unwrap_or_default()
    }

    /// The ARN under which other accounts name it; AWS's have no account.
    pub(in crate::sandbox) fn arn(&self, scope: &Scope) -> String {
        // Both kinds have an ARN of their own, and that of an AWS document has an empty account:
        // `arn:aws:ssm:<region>::document/AWS-RunPatchBaseline` (service authorization reference).
        let account = if self.aws_owned {
            ""
        } else {
            scope.account.as_str()
        };
        let kind = if self.stored.kind == DocumentKind::Automation {
            "automation-definition"
        } else {
            "document"
        };

        format!(
            "arn:{}:ssm:{}:{account}:{kind}/{}",
            regions::partition(scope.region.as_str()),
            scope.region,
            self.name()
        )
    }
}

fn content_of(stored: &StoredDocument) -> Result<Value, Refused> {
    let value: Value = if stored.format == "JSON" {
        serde_json::from_str(&stored.content)
            .map_err(|error| Refused::Content(format!("The content is not JSON: {error}")))?
    } else {
        depth::check(&stored.content).map_err(|deep| not_yaml(&deep))?;
        serde_yaml::from_str(&stored.content).map_err(|error| not_yaml(&error))?
    };

    // A plain word is YAML too.
    if !value.is_object() {
        return Err(Refused::Content(
            "The content of a document is a mapping.".to_owned(),
        ));
    }
    Ok(value)
}

fn not_yaml(why: &dyn std::fmt::Display) -> Refused {
    Refused::Content(format!("The content is not YAML: {why}"))
}

fn schema_of(value: &Value, kind: DocumentKind) -> Result<String, Refused> {
    let schema = match &value["schemaVersion"] {
        Value::String(text) => text.clone(),
        Value::Null => {
            return Err(Refused::Content(
                "The content has no schemaVersion.".to_owned(),
            ));
        }

        // `schemaVersion: 2.2` without quotes is a number in YAML.
        other => {
            return Err(Refused::Schema(format!(
                "schemaVersion is a text in quotes, not {other}."
            )));
        }
    };

    let fits = match kind {
        DocumentKind::Command => matches!(schema.as_str(), "1.2" | "2.0" | "2.2"),
        DocumentKind::Automation => schema == "0.3",
    };
    if !fits {
        return Err(Refused::Schema(format!(
            "schemaVersion {schema} does not fit a document of type {}.",
            kind.as_str()
        )));
    }
    Ok(schema)
}

impl Parameter {
    fn check(&self, values: &[String]) -> Result<(), String> {
        let name = &self.name;
        if self.kind == "String" && values.len() != 1 {
            return Err(format!(
                "Parameter {name} is of type String and takes one value, not {}.",
                values.len()
            ));
        }
        if values.len() < self.items.0 || values.len() > self.items.1 {
            return Err(format!(
                "Parameter {name} takes {} to {} values.",
                self.items.0, self.items.1
            ));
        }

        values.iter().try_for_each(|value| self.check_value(value))
    }

    fn check_value(&self, value: &String) -> Result<(), String> {
        let name = &self.name;

        // A document that lists no values takes every one.
        if !self.allowed.is_empty() && !self.allowed.contains(value) {
            return Err(format!(
                "Parameter {name} has the value {value}, which is not in its allowed values [{}].",
                self.allowed.join(", ")
            ));
        }

        if let Some((text, pattern)) = &self.pattern
            && !pattern.is_match(value)
        {
            return Err(format!(
                "Parameter {name} has the value {value}, which does not match its allowed pattern {text}."
            ));
        }

        // Characters and not bytes, as everywhere in the API.
        let (least, most) = self.chars;
        if !(least..=most).contains(&value.chars().count()) {
            return Err(format!(
                "Parameter {name} takes {least} to {most} characters."
            ));
        }
        Ok(())
    }
}

fn parameters(value: &Value) -> Result<Vec<Parameter>, String> {
    let Value::Object(object) = value else {
        return if value.is_null() {
            Ok(Vec::new())
        } else {
            Err("parameters is a mapping.".to_owned())
        };
    };
    object
        .iter()
        .map(|(name, value)| parameter(name, value))
        .collect()
}

fn parameter(name: &str, value: &Value) -> Result<Parameter, String> {
    let kind = value["type"].as_str().unwrap_or_default();
    if !TYPES.contains(&kind) {
        return Err(format!("Parameter {name} has no type that documents know."));
    }

    let pattern = value["allowedPattern"].as_str();
    let pattern = pattern.map(|text| compiled(name, text)).transpose()?;
    let allowed = value["allowedValues"].as_array();
    let allowed = allowed.into_iter().flatten().map(as_text).collect();
    Ok(Parameter {
        name: name.to_owned(),
        // What counts here is only whether one value is taken or several.
        kind: if kind == "StringList" {
            "StringList"
        } else {
            "String"
        }
        .to_owned(),
        description: value["description"].as_str().map(str::to_owned),
        default: value.get("default").cloned(),
        allowed,
        pattern,
        items: (
            bound(value, "minItems", 0),
            bound(value, "maxItems", usize::MAX),
        ),
        chars: (
            bound(value, "minChars", 0),
            bound(value, "maxChars", usize::MAX),
        ),
    })
}

/// A pattern as the document has it, and as we match it: always the whole value.
fn compiled(parameter: &str, text: &str) -> Result<(String, Regex), String> {
    // Patterns are Java's: `\v` is any vertical white space there.
    let ours = text.replace("\\v", "\\n\\x0B\\x0C\\r\\x{85}\\x{2028}\\x{2029}");
    let pattern = Regex::new(&format!("^(?:{ours})$")).map_err(|_| {
        format!("The patchctl sandbox cannot read the allowedPattern of parameter {parameter}.")
    })?;
    Ok((text.to_owned(), pattern))
}

fn bound(value: &Value, key: &str, or: usize) -> usize {
    value[key]
        .as_u64()
        .and_then(|bound| usize::try_from(bound).ok())
        .unwrap_or(or)
}

/// An allowed value as a user writes it, who has only texts: `true` for true, `1` for 1.
fn as_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn plugins(value: &Value) -> Result<Vec<DocumentStep>, String> {
    let plugins = value["runtimeConfig"]
        .as_object()
        .filter(|plugins| !plugins.is_empty());
    let plugins = plugins.ok_or("A document of schema 1.2 has a runtimeConfig.")?;
    plugins
        .keys()
        .map(|name| step(name, name, &Value::Null, DocumentKind::Command))
        .collect()
}

fn main_steps(value: &Value, kind: DocumentKind) -> Result<Vec<DocumentStep>, String> {
    let steps = value["mainSteps"]
        .as_array()
        .filter(|steps| !steps.is_empty())
        .ok_or("The content has no mainSteps.")?;

    let mut read: Vec<DocumentStep> = Vec::new();
    for item in steps {
        let name = item["name"].as_str().ok_or("A step has no name.")?;
        // Bounds of a step's name (unverified; 3 to 128 characters is what SSM takes for names of
        // documents).
        if !(3..=128).contains(&name.len()) {
            return Err(format!(
                "The name of the step {name} has fewer than 3 or more than 128 characters."
            ));
        }
        if read.iter().any(|step| step.name == name) {
            return Err(format!("Two steps have the name {name}."));
        }

        let action = item["action"]
            .as_str()
            .ok_or_else(|| format!("Step {name} has no action."))?;
        read.push(step(name, action, item, kind)?);
    }

    Ok(read)
}

fn step(
    name: &str,
    action: &str,
    item: &Value,
    kind: DocumentKind,
) -> Result<DocumentStep, String> {
    let known = ACTIONS.iter().any(|(known, _)| *known == action);
    if kind == DocumentKind::Command && !known || !action.starts_with("aws:") {
        return Err(format!(
            "Step {name} has the action {action}, which the patchctl sandbox does not know."
        ));
    }

    // `platformType` may stand on either side of the comparison.
    let operands: Vec<&str> = item["precondition"]["StringEquals"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let platform = operands
        .iter()
        .position(|operand| operand.contains("platformType"))
        .and_then(|place| operands.get(1 - place.min(1)));

    Ok(DocumentStep {
        name: name.to_owned(),
        action: action.to_owned(),
        platform: platform.map(|platform| (*platform).to_owned()),
    })
}

fn platforms(kind: DocumentKind, steps: &[DocumentStep]) -> Vec<String> {
    ["Windows", "Linux", "MacOS"]
        .into_iter()
        .filter(|platform| steps.iter().any(|step| runs_on(platform, kind, step)))
        .map(str::to_owned)
        .collect()
}

/// Whether a step runs on a platform: the one that it asks for, else those of its action. Actions
/// of automations run in the service, on no platform at all.
fn runs_on(platform: &str, kind: DocumentKind, step: &DocumentStep) -> bool {
    match &step.platform {
        Some(wanted) => wanted == platform,
        None => kind == DocumentKind::Automation || action_runs(&step.action, platform),
    }
}

fn action_runs(action: &str, platform: &str) -> bool {
    ACTIONS
        .iter()
        .any(|(known, platforms)| *known == action && platforms.contains(&platform))
}

impl DocumentFile {
    /// Reads the document of a fleet file.
    pub(in crate::sandbox) fn read(&self, created: Timestamp) -> Result<Definition, Refused> {
        // The file does not name the format; YAML that begins with a brace is JSON as well.
        let json = self.content.trim_start().starts_with('{');

        Definition::read(StoredDocument {
            name: self.name.clone(),
            kind: if self.kind.as_deref() == Some("Automation") {
                DocumentKind::Automation
            } else {
                DocumentKind::Command
            },
            format: if json { "JSON" } else { "YAML" }.to_owned(),
            content: self.content.clone(),
            created,
            display_name: None,
            version_name: None,
            target_type: None,
            tags: BTreeMap::new(),
        })
    }
}
