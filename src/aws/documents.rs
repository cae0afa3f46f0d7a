//! SSM documents, as far as a run needs to know them before it uses them.

use aws_sdk_ssm::error::ProvideErrorMetadata;
use aws_sdk_ssm::types::DocumentDescription;

use super::actions::Action;
use super::convert::{filled, text};
use super::fault;
use super::site::Site;
use crate::domain::run::reference::DocumentRef;
use crate::error::Result;

/// A document (SSM API, shape `DocumentDescription`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The name.
    pub name: String,
    /// The version that was described.
    pub version: String,
    /// The hash of its content.
    pub hash: Option<String>,
    /// Who owns it: `Amazon`, or an account.
    pub owner: String,
    /// `Command`, `Automation` and so on.
    pub kind: String,
    /// `Active` when it can be used.
    pub status: String,
    /// `Linux`, `Windows`, `MacOS`.
    pub platforms: Vec<String>,
    /// The parameters that have no default.
    pub required_parameters: Vec<String>,
}

impl Site {
    /// Describes a document; `None` when there is none of this name or version.
    pub async fn document(&self, reference: &DocumentRef) -> Result<Option<Document>> {
        let call = self
            .ssm(Action::Document)
            .await
            .describe_document()
            .name(&reference.name)
            .set_document_version(reference.version.clone());

        match call.send().await {
            Ok(answer) => Ok(answer.document().map(described)),
            // The SSM API models these two for a name and a version that do not exist.
            Err(error)
                if matches!(
                    error.code(),
                    Some("InvalidDocument" | "InvalidDocumentVersion")
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(fault::fault(Action::Document, error)),
        }
    }
}

fn described(document: &DocumentDescription) -> Document {
    let platforms = document.platform_types().iter();
    // A parameter without a default must be given (SSM API, `DocumentParameter`); an empty default
    // is one.
    let required = document.parameters().iter();
    let required = required.filter(|parameter| parameter.default_value().is_none());

    Document {
        name: text(document.name()),
        version: text(document.document_version()),
        hash: filled(document.hash()),
        owner: text(document.owner()),
        kind: text(document.document_type().map(|kind| kind.as_str())),
        status: text(document.status().map(|status| status.as_str())),
        platforms: platforms
            .map(|platform| platform.as_str().to_owned())
            .collect(),
        required_parameters: required
            .filter_map(|parameter| parameter.name().map(str::to_owned))
            .collect(),
    }
}
