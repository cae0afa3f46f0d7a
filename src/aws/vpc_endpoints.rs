//! In which VPCs instances are, and which services of AWS have an endpoint there.

use std::collections::BTreeMap;

use super::actions::Action;
use super::instances::{EC2, VERSION};
use super::pages::Tokens;
use super::site::Site;
use super::thin;
use super::xml::Element;
use crate::domain::doctor::network::{Network, VpcEndpoint};
use crate::error::Result;

/// The largest page of `DescribeVpcEndpoints` (EC2 API: 1 to 1000).
const PAGE: &str = "1000";

impl Site {
    /// The VPCs of the instances here, and the endpoints in them.
    ///
    /// # Errors
    /// When EC2 cannot be asked.
    pub async fn network(&self) -> Result<Network> {
        let (instances, endpoints) = futures::join!(self.instances(&[]), self.vpc_endpoints());
        let placed = instances?.into_iter();
        let vpcs: BTreeMap<_, _> = placed.filter_map(|one| Some((one.id, one.vpc?))).collect();
        Ok(Network {
            vpcs,
            endpoints: endpoints?,
        })
    }

    async fn vpc_endpoints(&self) -> Result<Vec<VpcEndpoint>> {
        let action = Action::VpcEndpoints;
        let (mut all, mut tokens, mut token) = (Vec::new(), Tokens::default(), None::<String>);
        loop {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.append_pair("Action", action.operation());
            form.append_pair("Version", VERSION);
            form.append_pair("MaxResults", PAGE);
            if let Some(token) = &token {
                form.append_pair("NextToken", token);
            }
            let text = thin::send(&self.config, &self.place(), action, EC2, form.finish()).await?;

            // An answer without its list is no answer.
            let root = Element::parse(&text).filter(|root| root.child("vpcEndpointSet").is_some());
            let root = root.ok_or_else(|| thin::unread(action, "is not as EC2 answers"))?;
            let page: Vec<VpcEndpoint> = root.list("vpcEndpointSet").filter_map(endpoint).collect();
            token = tokens.next(action, &page, root.text_of("nextToken").map(str::to_owned))?;
            all.extend(page);
            if token.is_none() {
                return Ok(all);
            }
        }
    }
}

fn endpoint(item: &Element) -> Option<VpcEndpoint> {
    Some(VpcEndpoint {
        vpc: item.text_of("vpcId")?.to_owned(),
        service: item.text_of("serviceName")?.to_owned(),
        // The model writes its states with a capital letter, the examples of AWS without.
        state: item.text_of("state").unwrap_or_default().to_lowercase(),
    })
}
