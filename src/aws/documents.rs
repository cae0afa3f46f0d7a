//! SSM documents, as far as a run needs to know them before it uses them.

use aws_sdk_ssm::error::ProvideErrorMetadata;

use super::actions::Action;
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
    ///
    /// # Errors
    /// What `DescribeDocument` answered.
    pub async fn document(&self, reference: &DocumentRef) -> Result<Option<Document>> {
        let call = self
            .ssm(Action::Document)
            .await
            .describe_document()
            .name(&reference.name);
        let answer = match call
            .set_document_version(reference.version.clone())
            .send()
            .await
        {
            Ok(answer) => answer,
            Err(error)
                if matches!(
                    error.code(),
                    Some("InvalidDocument" | "InvalidDocumentVersion")
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(fault::fault(Action::Document, error)),
        };
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Ok(answer.document().map(|document| Document {
            name: text(document.name()),
            version: text(document.document_version()),
            owner: text(document.owner()),
            kind: text(document.document_type().map(|kind| kind.as_str())),
            status: text(document.status().map(|status| status.as_str())),
            platforms: document
                .platform_types()
                .iter()
                .map(|platform| platform.as_str().to_owned())
                .collect(),
            required_parameters: document
                .parameters()
                .iter()
                .filter(|parameter| parameter.default_value().is_none())
                .filter_map(|parameter| parameter.name().map(str::to_owned))
                .collect(),
        }))
    }
}
