//! Which endpoint the requests of this invocation go to, as the SDK itself decides it.

use aws_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use super::actions::Service;
use super::protocol::{Protocol, Reach};
use super::regions;
use crate::context::Context;
use crate::domain::fleet::place;
use crate::domain::id::Region;
use crate::domain::text::url::without_user;
use crate::error::{Error, Result};
use crate::settings::parse_endpoint;

/// The URL that requests to a service go to in place of AWS's own.
pub(super) fn of_service(config: &SdkConfig, service: Service) -> Option<String> {
    let general = || config.endpoint_url().map(str::to_owned);
    // An endpoint of our own settings is stronger than AWS's variables and profiles.
    if config.get_origin("endpoint_url").is_client_config() {
        return general().map(|url| without_user(&url));
    }

    // Otherwise the one of the service counts before the general one (AWS SDKs and Tools Reference
    // Guide, "Service-specific endpoints").
    let key = ServiceConfigKey::builder()
        .service_id(service.id())
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .ok()?;
    let stored = config.service_config();
    let found = stored.and_then(|stored| stored.load_config(key));
    found.or_else(general).map(|url| without_user(&url))
}

/// The URL of a service that is called without a client of its own, and the Region that signs.
///
/// # Errors
/// A usage error without a Region, because the host name has it.
pub(super) fn thin(
    config: &SdkConfig,
    service: Service,
    protocol: Protocol,
) -> Result<(String, aws_types::region::Region)> {
    let region = config
        .region()
        .ok_or_else(|| Error::usage("no Region is set"))?;
    let region = Region::trusted(region.as_ref());
    let signing = match protocol.reach {
        Reach::Regional => region,
        Reach::Iam => iam_region(&region),
    };

    // What was configured for the service is stronger than AWS's own host.
    let url = of_service(config, service).unwrap_or_else(|| {
        let host = match protocol.reach {
            Reach::Regional => regional_host(config, protocol.signing_name, &signing),
            Reach::Iam => iam_host(config, &signing),
        };
        format!("https://{host}")
    });
    Ok((url, aws_types::region::Region::new(signing.to_string())))
}

/// The host of a service that answers in each Region (botocore, the endpoint rules of EC2,
/// CloudTrail, Config, Security Hub and EventBridge).
fn regional_host(config: &SdkConfig, name: &str, region: &Region) -> String {
    // Those of GovCloud are validated without being called so, but for Security Hub.
    let is_gov = regions::partition(region) == "aws-us-gov" && name != "securityhub";
    let fips = match config.use_fips() {
        Some(true) if !is_gov => "-fips",
        _ => "",
    };
    let suffix = match config.use_dual_stack() {
        Some(true) => regions::dual_stack_suffix(region),
        _ => regions::dns_suffix(region),
    };
    format!("{name}{fips}.{region}.{suffix}")
}

/// The Region for which IAM's requests are signed. In China it is not the one of the other global
/// services (botocore, the endpoint rules of IAM).
fn iam_region(near: &Region) -> Region {
    match regions::partition(near) {
        "aws-cn" => Region::trusted("cn-north-1"),
        _ => regions::global(near),
    }
}

/// The host of IAM for a partition (botocore, the endpoint rules of IAM).
fn iam_host(config: &SdkConfig, signing: &Region) -> String {
    let fips = config.use_fips() == Some(true);
    let dual_stack = config.use_dual_stack() == Some(true);
    let name = if fips { "iam-fips" } else { "iam" };
    match (regions::partition(signing), dual_stack) {
        ("aws", false) => format!("{name}.amazonaws.com"),
        ("aws", true) => format!("{name}.global.api.aws"),
        ("aws-us-gov", false) => "iam.us-gov.amazonaws.com".to_owned(),
        ("aws-us-gov", true) => "iam.us-gov.api.aws".to_owned(),
        ("aws-cn" | "aws-eusc", true) if !fips => {
            format!("{name}.global.{}", regions::dual_stack_suffix(signing))
        }
        (_, true) => format!("{name}.{}", regions::dual_stack_suffix(signing)),
        (_, false) if fips && regions::partition(signing) != "aws-iso" => {
            format!("{name}.{}", regions::dns_suffix(signing))
        }
        (_, false) => format!("{name}.{signing}.{}", regions::dns_suffix(signing)),
    }
}

/// The endpoint of Systems Manager for these identities: `aws`, `sandbox`, or URLs.
pub(super) fn name(context: &Context, configs: &[&SdkConfig]) -> String {
    if context.sandbox.is_some() {
        return place::SANDBOX.to_owned();
    }
    let mut names: Vec<String> = Vec::new();
    for config in configs {
        let name = of_service(config, Service::Ssm).unwrap_or_else(|| place::AWS.to_owned());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// Says where the requests go, before anything else is said, unless all of them go to AWS.
pub(super) fn announce(context: &Context, configs: &[&SdkConfig]) -> Result<()> {
    if context.sandbox.is_some() {
        return announce_sandbox(context);
    }
    let urls = urls(configs);
    for (url, services) in &urls {
        // Of what is no URL the SDK shows a request in the form of its source code.
        parse_endpoint(url).map_err(|why| {
            let services = services.join(", ");
            Error::usage(format!("the endpoint for {services}: {why}")).hint(
                "correct or unset AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SERVICE, or endpoint_url in \
                 the profile",
            )
        })?;
    }
    if !urls.is_empty() {
        let list: Vec<String> = urls.iter().map(told).collect();
        context.ui.origin(&format!("endpoint {}", list.join("; ")));
    }
    Ok(())
}

fn announce_sandbox(context: &Context) -> Result<()> {
    let dir = context.sandbox_dir()?;
    // Whoever has chosen a profile of AWS may believe that it counts.
    let ignored = super::variables::profile(&context.env)
        .map(|(name, variable)| format!("; {variable}={name} is ignored"));
    let ignored = ignored.unwrap_or_default();
    let dir = dir.display();
    context
        .ui
        .origin(&format!("sandbox {dir}, not AWS{ignored}"));

    if context.seeded {
        context.ui.note(&format!(
            "the sandbox was empty and now holds the example fleet ({dir})"
        ));
    }
    Ok(())
}

/// A URL and the ids of the services whose requests go there.
type ServicesAt = (String, Vec<&'static str>);

/// The URLs in place of AWS's own, each once.
fn urls(configs: &[&SdkConfig]) -> Vec<ServicesAt> {
    let mut urls: Vec<ServicesAt> = Vec::new();
    for service in Service::ALL {
        for url in configs
            .iter()
            .filter_map(|config| of_service(config, service))
        {
            match urls.iter_mut().find(|(known, _)| *known == url) {
                Some((_, services)) => services.push(service.id()),
                None => urls.push((url, vec![service.id()])),
            }
        }
    }

    // Several identities name a service once each.
    for (_, services) in &mut urls {
        services.dedup();
    }
    urls
}

fn told((url, services): &ServicesAt) -> String {
    if services.len() == Service::ALL.len() {
        url.clone()
    } else {
        format!("{url} (for {})", services.join(", "))
    }
}
