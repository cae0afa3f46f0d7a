//! Quick Setup: configuration managers, their deployments, types, settings and tags. Its operations
//! are paths (rest-json), and what is in a path is percent-encoded whole.

mod changes;
mod check;
pub(super) mod deploy;
mod found;
mod lists;
mod settings;
mod tags;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::call::{Call, unknown};
use super::wire::{Answer, WireError};

/// The operation of a request, and what its path and its query say.
pub(super) fn route(method: &http::Method, uri: &http::Uri) -> (String, Map<String, Value>) {
    // An ARN in a path is encoded; split first, so that a slash in it divides nothing.
    let parts: Vec<String> = uri
        .path()
        .trim_matches('/')
        .split('/')
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let arn = |arn: &str| label("ManagerArn", arn);
    let resource = |arn: &str| label("ResourceArn", arn);

    let (operation, labels) = match (method.as_str(), &parts[..]) {
        ("POST", ["configurationManager"]) => ("CreateConfigurationManager", Map::new()),
        ("GET", ["configurationManager", id]) => ("GetConfigurationManager", arn(id)),
        ("PUT", ["configurationManager", id]) => ("UpdateConfigurationManager", arn(id)),
        ("DELETE", ["configurationManager", id]) => ("DeleteConfigurationManager", arn(id)),
        ("PUT", ["configurationDefinition", id, definition]) => {
            let mut labels = arn(id);
            labels.insert("Id".to_owned(), json!(definition));
            ("UpdateConfigurationDefinition", labels)
        }
        ("POST", ["listConfigurationManagers"]) => ("ListConfigurationManagers", Map::new()),
        ("POST", ["listConfigurations"]) => ("ListConfigurations", Map::new()),
        ("GET", ["getConfiguration", id]) => ("GetConfiguration", label("ConfigurationId", id)),
        ("GET", ["listQuickSetupTypes"]) => ("ListQuickSetupTypes", Map::new()),
        ("GET", ["serviceSettings"]) => ("GetServiceSettings", Map::new()),
        ("PUT", ["serviceSettings"]) => ("UpdateServiceSettings", Map::new()),
        ("GET", ["tags", arn]) => ("ListTagsForResource", resource(arn)),
        ("PUT", ["tags", arn]) => ("TagResource", resource(arn)),
        ("DELETE", ["tags", arn]) => {
            let mut labels = resource(arn);
            labels.insert("TagKeys".to_owned(), json!(tag_keys(uri)));
            ("UntagResource", labels)
        }
        _ => return (format!("{method} {}", uri.path()), Map::new()),
    };
    (operation.to_owned(), labels)
}

fn label(name: &str, value: &str) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), json!(value))])
}

/// The keys of the query, of which each stands by itself.
fn tag_keys(uri: &http::Uri) -> Vec<String> {
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name == "tagKeys")
        .map(|(_, key)| key.into_owned())
        .collect()
}

/// Answers a call to Quick Setup.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "CreateConfigurationManager" => changes::create_configuration_manager,
        "UpdateConfigurationManager" => changes::update_configuration_manager,
        "UpdateConfigurationDefinition" => changes::update_configuration_definition,
        "DeleteConfigurationManager" => changes::delete_configuration_manager,
        "GetConfigurationManager" => lists::get_configuration_manager,
        "ListConfigurationManagers" => lists::list_configuration_managers,
        "ListConfigurations" => lists::list_configurations,
        "GetConfiguration" => lists::get_configuration,
        "ListQuickSetupTypes" => settings::list_quick_setup_types,
        "GetServiceSettings" => settings::get_service_settings,
        "UpdateServiceSettings" => settings::update_service_settings,
        "ListTagsForResource" => tags::list_tags_for_resource,
        "TagResource" => tags::tag_resource,
        "UntagResource" => tags::untag_resource,
        operation => return Err(unknown("ssm-quicksetup", operation)),
    };
    // Unknown operations come first: nobody can be denied what does not exist.
    call.allowed("ssm-quicksetup")
        .and_then(|()| operation(call))
        .map_err(with_status)
}

/// The statuses of the model.
fn with_status(error: WireError) -> WireError {
    let status = match error.code.as_str() {
        "AccessDeniedException" => 403,
        "ResourceNotFoundException" => 404,
        "ConflictException" => 409,
        "ThrottlingException" => 429,
        _ => error.status,
    };
    error.status(status)
}
