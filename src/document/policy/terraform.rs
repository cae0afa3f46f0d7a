//! Policies as Terraform: `aws_ssmquicksetup_configuration_manager` (hashicorp/aws).

use std::collections::BTreeSet;

use hcl::{Block, Body, Expression};

use crate::document::hcl::{label, text};
use crate::domain::policy::manager::Manager;
use crate::error::{Error, Result};

/// The Terraform configuration of some managers, with the parameters exactly as they are.
///
/// # Errors
/// When a name cannot be written as a label.
pub fn terraform(all: &[&Manager]) -> Result<String> {
    let mut body = Body::builder();
    let mut labels = BTreeSet::new();
    for manager in all {
        let label = label(&manager.name, &mut labels);
        body = body.add_block(resource(manager, &label));
    }
    hcl::to_string(&body.build())
        .map_err(|error| Error::failed("cannot write Terraform").with_source(error))
}

fn resource(manager: &Manager, label: &str) -> Block {
    let mut block = Block::builder("resource")
        .add_label("aws_ssmquicksetup_configuration_manager")
        .add_label(label)
        .add_attribute(("name", text(&manager.name)));
    if let Some(description) = &manager.description {
        block = block.add_attribute(("description", text(description)));
    }
    for deployed in &manager.deployed {
        let mut definition = Block::builder("configuration_definition")
            .add_attribute(("type", text(&deployed.type_name)));
        for (name, role) in [
            (
                "local_deployment_administration_role_arn",
                &deployed.roles.administration,
            ),
            (
                "local_deployment_execution_role_name",
                &deployed.roles.execution,
            ),
        ] {
            if let Some(role) = role {
                definition = definition.add_attribute((name, text(role)));
            }
        }
        // The provider takes the parameters as one map of texts, as the API does.
        let pairs = deployed.parameters.iter();
        definition = definition.add_attribute(("parameters", map(pairs)));
        block = block.add_block(definition.build());
    }
    if !manager.tags.is_empty() {
        block = block.add_attribute(("tags", map(manager.tags.iter())));
    }
    block.build()
}

/// A map whose keys are written with quotes, because they may hold anything.
fn map<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Expression {
    let pairs = pairs.map(|(key, value)| {
        let key = hcl::expr::ObjectKey::Expression(text(key));
        (key, text(value))
    });
    Expression::Object(pairs.collect())
}
