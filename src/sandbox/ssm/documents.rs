//! Documents: `DescribeDocument`, `GetDocument`, `ListDocuments`, `CreateDocument`,
//! `DeleteDocument`.

use std::sync::Arc;

use serde_json::{Value, json};

use super::baselines::answer;
use super::command_view::sha256;
use super::shapes::{NEXT_TOKEN, TAGS, max_results, read_tags};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, Pattern, Shape, is_made_of, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, Epoch, WireError, json as write};
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::documents::{
    Definition, DocumentKind, OF_AWS, Parameter, Refused, StoredDocument,
};

/// The most documents of one's own (AWS General Reference, quotas of Systems Manager).
const MOST: usize = 500;
/// The largest document, in bytes (the same).
const LARGEST: usize = 64 * 1024;

const NAME_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.:/]{3,128}$",
    matches: |text| is_made_of(text, 3..=128, b"_-.:/"),
};
const OWN_NAME_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.]{3,128}$",
    matches: |text| is_made_of(text, 3..=128, b"_-."),
};
const VERSION_PATTERN: Pattern = Pattern {
    text: "([$]LATEST|[$]DEFAULT|^[1-9][0-9]*$)",
    matches: |text| {
        let number = !text.is_empty()
            && !text.starts_with('0')
            && text.bytes().all(|byte| byte.is_ascii_digit());
        matches!(text, "$LATEST" | "$DEFAULT") || number
    },
};

/// Shape `DocumentARN`: a name or an ARN.
pub(super) const DOCUMENT_NAME: Shape = Shape::pattern(0, usize::MAX, NAME_PATTERN);
/// Shape `DocumentVersion`.
pub(super) const DOCUMENT_VERSION: Shape = Shape::pattern(0, usize::MAX, VERSION_PATTERN);

const NAME: Member = Member::required("Name", DOCUMENT_NAME);
const VERSION: Member = Member::optional("DocumentVersion", DOCUMENT_VERSION);
const VERSION_NAME: Member = Member::optional("VersionName", Shape::text(1, 128));
const FORMAT: Member = Member::optional("DocumentFormat", Shape::one_of(&["YAML", "JSON", "TEXT"]));

const TYPES: [&str; 17] = [
    "Command",
    "Policy",
    "Automation",
    "Session",
    "Package",
    "ApplicationConfiguration",
    "ApplicationConfigurationSchema",
    "DeploymentStrategy",
    "ChangeCalendar",
    "Automation.ChangeTemplate",
    "ProblemAnalysis",
    "ProblemAnalysisTemplate",
    "CloudFormation",
    "ConformancePackTemplate",
    "QuickSetup",
    "ManualApprovalPolicy",
    "AutoApprovalPolicy",
];

static DESCRIBE: [Member; 3] = [NAME, VERSION, VERSION_NAME];
static GET: [Member; 4] = [NAME, VERSION, VERSION_NAME, FORMAT];
static OLD_FILTER: [Member; 2] = [
    Member::required(
        "key",
        Shape::one_of(&["Name", "Owner", "PlatformTypes", "DocumentType"]),
    ),
    Member::required("value", Shape::text(1, usize::MAX)),
];
static OLD_FILTER_SHAPE: Shape = Shape::Structure(&OLD_FILTER);
static FILTER_VALUE: Shape = Shape::text(1, 256);
static FILTER: [Member; 2] = [
    Member::optional("Key", Shape::text(1, 128)),
    Member::optional("Values", Shape::list(0, usize::MAX, &FILTER_VALUE)),
];
static FILTER_SHAPE: Shape = Shape::Structure(&FILTER);
static LIST: [Member; 4] = [
    Member::optional(
        "DocumentFilterList",
        Shape::list(1, usize::MAX, &OLD_FILTER_SHAPE),
    ),
    Member::optional("Filters", Shape::list(0, 6, &FILTER_SHAPE)),
    max_results(1, 50),
    NEXT_TOKEN,
];
static CREATE: [Member; 8] = [
    Member::required("Content", Shape::text(1, usize::MAX)),
    Member::required("Name", Shape::pattern(0, usize::MAX, OWN_NAME_PATTERN)),
    Member::optional("DisplayName", Shape::text(0, 1024)),
    VERSION_NAME,
    Member::optional("DocumentType", Shape::one_of(&TYPES)),
    FORMAT,
    Member::optional("TargetType", Shape::text(0, 200)),
    Member::optional("Tags", TAGS),
];
static DELETE: [Member; 4] = [
    Member::required("Name", Shape::pattern(0, usize::MAX, OWN_NAME_PATTERN)),
    VERSION,
    VERSION_NAME,
    Member::optional("Force", Shape::Flag),
];

/// Finds a document that is of a kind, by its name or ARN; one of another account is not shared
/// here.
pub(super) fn find(
    call: &Call<'_>,
    name: &str,
    kind: DocumentKind,
) -> Result<Arc<Definition>, WireError> {
    let definition = lookup(call, name).ok_or_else(|| not_found(name))?;
    if definition.stored.kind == kind {
        return Ok(definition);
    }

    // What may be run as a command and what as an automation is another operation each; which error
    // AWS has for a mix-up is unverified.
    let message = format!(
        "Document {} is of type {}, not {}.",
        definition.name(),
        definition.stored.kind.as_str(),
        kind.as_str()
    );

    Err(WireError::new("InvalidDocument", message))
}

/// Finds a document by its name or ARN.
pub(in crate::sandbox) fn lookup(call: &Call<'_>, name: &str) -> Option<Arc<Definition>> {
    let own = call.snapshot.world.own_documents(&call.scope);
    let all = OF_AWS.iter().chain(&own);
    all.into_iter()
        .find(|definition| definition.name() == name || definition.arn(&call.scope) == name)
        .cloned()
}

fn not_found(name: &str) -> WireError {
    WireError::new(
        "InvalidDocument",
        format!("Document with name {name} does not exist."),
    )
}

/// The document that a call names; there is one version of each.
fn named(call: &Call<'_>) -> Result<Arc<Definition>, WireError> {
    let name = text(&call.input, "Name");
    let definition = lookup(call, name).ok_or_else(|| not_found(name))?;
    let (version, version_name) = (
        text(&call.input, "DocumentVersion"),
        text(&call.input, "VersionName"),
    );
    // Documents of the sandbox are never updated, so that the first version is all there is.
    let known =
        version_name.is_empty() || definition.stored.version_name.as_deref() == Some(version_name);

    if matches!(version, "" | "1" | "$LATEST" | "$DEFAULT") && known {
        return Ok(definition);
    }
    Err(WireError::new(
        "InvalidDocumentVersion",
        "The document version is not valid or doesn't exist.",
    ))
}

pub(super) fn describe_document(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DESCRIBE)?;
    let definition = named(call)?;
    write(&json!({ "Document": description(call, &definition) }))
}

fn owner<'a>(call: &'a Call<'_>, definition: &Definition) -> &'a str {
    if definition.aws_owned {
        "Amazon"
    } else {
        call.scope.account.as_str()
    }
}

fn description(call: &Call<'_>, definition: &Definition) -> Value {
    let stored = &definition.stored;
    let parameters: Vec<Value> = definition.parameters.iter().map(parameter).collect();

    // Members that a request did not set are left out below, as they are here for an empty one.
    let mut value = json!({
        "Hash": sha256(&stored.content),
        "HashType": "Sha256",
        "Name": definition.name(),
        "Owner": owner(call, definition),
        "CreatedDate": Epoch(stored.created),
        "Status": "Active",
        "DocumentVersion": "1",
        "Description": definition.description,
        "Parameters": parameters,
        "PlatformTypes": definition.platforms,
        "DocumentType": stored.kind.as_str(),
        "SchemaVersion": definition.schema,
        "LatestVersion": "1",
        "DefaultVersion": "1",
        "DocumentFormat": stored.format,
        "Tags": tags(definition),
    });

    optional(&mut value, definition);
    value
}

fn parameter(parameter: &Parameter) -> Value {
    let mut value = json!({
        "Name": parameter.name,
        "Type": parameter.kind,
        "Description": parameter.description.as_deref().unwrap_or_default(),
    });

    // The model has a text here, also for a default that is a list or a map.
    if let Some(default) = &parameter.default {
        let text = default.as_str();
        value["DefaultValue"] = json!(text.map_or_else(|| default.to_string(), str::to_owned));
    }
    value
}

fn optional(value: &mut Value, definition: &Definition) {
    let stored = &definition.stored;
    for (member, text) in [
        ("DisplayName", &stored.display_name),
        ("VersionName", &stored.version_name),
        ("TargetType", &stored.target_type),
    ] {
        if let Some(text) = text {
            value[member] = json!(text);
        }
    }
}

fn tags(definition: &Definition) -> Vec<Value> {
    definition
        .stored
        .tags
        .iter()
        .map(|(key, value)| json!({"Key": key, "Value": value}))
        .collect()
}

pub(super) fn get_document(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &GET)?;
    let definition = named(call)?;
    let stored = &definition.stored;

    // JSON unless the request says otherwise (SSM API reference, GetDocument).
    let asked = text(&call.input, "DocumentFormat");
    let format = if asked.is_empty() { "JSON" } else { asked };
    let content = content_as(format, &definition)?;

    let mut value = json!({
        "Name": definition.name(),
        "CreatedDate": Epoch(stored.created),
        "DocumentVersion": "1",
        "Status": "Active",
        "Content": content,
        "DocumentType": stored.kind.as_str(),
        "DocumentFormat": format,
    });

    // The shape of this answer has no TargetType, unlike the others.
    optional(&mut value, &definition);
    if let Value::Object(members) = &mut value {
        members.remove("TargetType");
    }
    write(&value)
}

fn content_as(format: &str, definition: &Definition) -> Result<String, WireError> {
    let stored = &definition.stored;
    // Who asks for the format that was given has the content to the letter, comments too.
    if format == stored.format {
        return Ok(stored.content.clone());
    }

    match format {
        "YAML" => serde_yaml::to_string(&definition.value).map_err(failed),
        "JSON" => serde_json::to_string_pretty(&definition.value).map_err(failed),
        _ => Err(WireError::validation(
            "A document of this type cannot be read as TEXT.",
        )),
    }
}

fn failed(error: impl std::fmt::Display) -> WireError {
    WireError::new("InternalServerError", error.to_string()).status(500)
}

pub(super) fn list_documents(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &LIST)?;
    let filters = filters(&call.input)?;
    // Own documents are of a Region, those of AWS are everywhere.
    let own = call.snapshot.world.own_documents(&call.scope);
    let found: Vec<&Arc<Definition>> = OF_AWS
        .iter()
        .chain(&own)
        .filter(|definition| {
            filters
                .iter()
                .all(|(key, values)| fits(call, definition, key, values))
        })
        .collect();

    let (page, next_token) = paging::cut(call, &found, 50, 50, "InvalidNextToken")?;
    let rows: Vec<Value> = page.iter().map(|one| identifier(call, one)).collect();
    answer("DocumentIdentifiers", &rows, next_token)
}

/// A filter: its key, and the values of which one is enough.
type Filter<'a> = (&'a str, Vec<&'a str>);

fn filters(input: &Value) -> Result<Vec<Filter<'_>>, WireError> {
    let new = items(input, "Filters")
        .iter()
        .map(|filter| (text(filter, "Key"), texts(filter, "Values")));
    // The older list has one value for each key.
    let old = items(input, "DocumentFilterList")
        .iter()
        .map(|filter| (text(filter, "key"), vec![text(filter, "value")]));
    let filters: Vec<Filter<'_>> = new.chain(old).collect();

    for (key, _) in &filters {
        let known = matches!(
            *key,
            "Name" | "Owner" | "PlatformTypes" | "DocumentType" | "TargetType" | "SearchKeyword"
        );
        if !known && key.strip_prefix("tag:").is_none_or(str::is_empty) {
            return Err(WireError::new(
                "InvalidFilterKey",
                format!("The filter key {key} is not valid, or not one of the patchctl sandbox."),
            ));
        }
    }
    Ok(filters)
}

/// A document in a list (shape `DocumentIdentifier`).
fn identifier(call: &Call<'_>, definition: &Definition) -> Value {
    let stored = &definition.stored;
    let mut value = json!({
        "Name": definition.name(),
        "CreatedDate": Epoch(stored.created),
        "Owner": owner(call, definition),
        "PlatformTypes": definition.platforms,
        "DocumentVersion": "1",
        "DocumentType": stored.kind.as_str(),
        "SchemaVersion": definition.schema,
        "DocumentFormat": stored.format,
        "Tags": tags(definition),
    });
    optional(&mut value, definition);
    value
}

fn fits(call: &Call<'_>, definition: &Definition, key: &str, values: &[&str]) -> bool {
    // A name is a prefix here (SSM API reference, DocumentKeyValuesFilter); everything else is
    // whole.
    values.iter().any(|value| match key {
        "Name" => definition.name().starts_with(value),
        "Owner" => match *value {
            "Amazon" => definition.aws_owned,
            "Self" | "Private" => !definition.aws_owned,
            "All" => true,
            value => owner(call, definition) == value,
        },
        "PlatformTypes" => definition
            .platforms
            .iter()
            .any(|platform| platform == value),
        "DocumentType" => definition.stored.kind.as_str() == *value,
        "TargetType" => definition.stored.target_type.as_deref() == Some(value),
        "SearchKeyword" => definition
            .name()
            .to_lowercase()
            .contains(&value.to_lowercase()),
        key => definition
            .stored
            .tags
            .get(key.strip_prefix("tag:").unwrap_or(key))
            .is_some_and(|tag| tag == value),
    })
}

pub(super) fn create_document(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &CREATE)?;
    let stored = requested(call)?;
    let definition = Definition::read(stored.clone()).map_err(|refused| match refused {
        Refused::Content(why) => WireError::new("InvalidDocumentContent", why),
        Refused::Schema(why) => WireError::new("InvalidDocumentSchemaVersion", why),
    })?;

    call.change(|world| {
        check_room(&world.own_documents(&call.scope), &stored.name)?;
        let document = Document::of(Kind::Document, &call.scope, &stored.name, &Some(&stored));
        Ok(((), vec![document]))
    })?;
    write(&json!({ "DocumentDescription": description(call, &definition) }))
}

/// The document of a request, before its content is read.
fn requested(call: &Call<'_>) -> Result<StoredDocument, WireError> {
    let kind = requested_kind(&call.input)?;
    let (name, content) = (text(&call.input, "Name"), text(&call.input, "Content"));
    check_content(name, content)?;

    let format = text(&call.input, "DocumentFormat");
    if format == "TEXT" {
        return Err(WireError::new(
            "InvalidDocumentContent",
            "A document of this type is written in JSON or YAML.",
        ));
    }

    // An empty text is kept, as it was sent: it is not the same as none.
    let optional = |member: &str| Some(call.input.get(member)?.as_str()?.to_owned());
    Ok(StoredDocument {
        name: name.to_owned(),
        kind,
        format: if format.is_empty() { "JSON" } else { format }.to_owned(),
        content: content.to_owned(),
        created: call.now,
        display_name: optional("DisplayName"),
        version_name: optional("VersionName"),
        target_type: optional("TargetType"),
        tags: read_tags(items(&call.input, "Tags"))?,
    })
}

fn requested_kind(input: &Value) -> Result<DocumentKind, WireError> {
    // What is refused here is known to AWS, and means nothing to patching.
    for member in ["Requires", "Attachments"] {
        if !items(input, member).is_empty() {
            return Err(WireError::validation(format!(
                "The patchctl sandbox does not implement {member} of CreateDocument."
            )));
        }
    }

    match text(input, "DocumentType") {
        "" | "Command" => Ok(DocumentKind::Command),
        "Automation" => Ok(DocumentKind::Automation),
        other => Err(WireError::validation(format!(
            "The patchctl sandbox does not implement documents of type {other}."
        ))),
    }
}

fn check_content(name: &str, content: &str) -> Result<(), WireError> {
    if content.len() > LARGEST {
        return Err(WireError::new(
            "MaxDocumentSizeExceeded",
            "The size limit of a document is 64 KB.",
        ));
    }

    // AWS keeps these for itself (SSM API reference, CreateDocument).
    let lowercase = name.to_lowercase();
    if ["aws", "amazon", "amzn"]
        .iter()
        .any(|prefix| lowercase.starts_with(prefix))
    {
        return Err(WireError::validation(
            "The names of documents cannot begin with aws, amazon or amzn.",
        ));
    }
    Ok(())
}

/// Asked while the change is made, so that two calls at once cannot both pass.
fn check_room(own: &[Arc<Definition>], name: &str) -> Result<(), WireError> {
    if own.iter().any(|known| known.name() == name) {
        return Err(WireError::new(
            "DocumentAlreadyExists",
            "The specified document already exists.",
        ));
    }
    if own.len() >= MOST {
        return Err(WireError::new(
            "DocumentLimitExceeded",
            format!("You can have at most {MOST} documents."),
        ));
    }
    Ok(())
}

pub(super) fn delete_document(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &DELETE)?;
    let name = text(&call.input, "Name");
    call.change(|world| {
        if OF_AWS.iter().any(|known| known.name() == name) {
            return Err(WireError::new(
                "InvalidDocumentOperation",
                "You cannot delete a document that Amazon owns.",
            ));
        }

        if !world
            .own_documents(&call.scope)
            .iter()
            .any(|known| known.name() == name)
        {
            return Err(not_found(name));
        }

        // Nothing is kept for its name, so that it does not come back from the fleet file.
        let deleted = Document::of(Kind::Document, &call.scope, name, &None::<StoredDocument>);
        Ok(((), vec![deleted]))
    })?;
    write(&json!({}))
}
