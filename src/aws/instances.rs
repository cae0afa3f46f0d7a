//! EC2 instances: what exists, also where Systems Manager does not see it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::actions::Action;
use super::convert::written_timestamp;
use super::pages::Tokens;
use super::protocol::{Protocol, Reach};
use super::site::Site;
use super::thin;
use super::xml::Element;
use crate::domain::fleet::platform::PlatformType;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};

/// The version of the EC2 API (botocore's model).
pub(super) const VERSION: &str = "2016-11-15";
/// The largest page of `DescribeInstances` (EC2 API: 5 to 1000).
const PAGE: &str = "1000";
/// How many values a filter may have (EC2 User Guide, "Filtering": 200).
const VALUES: usize = 200;

/// The Query protocol of EC2.
pub(super) const EC2: Protocol = Protocol::query("ec2", Reach::Regional);

/// An EC2 instance, as far as it matters here.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    pub(super) id: NodeId,
    /// `pending`, `running`, `stopping`, `stopped`, `shutting-down` or `terminated`.
    pub(super) state: String,
    pub(super) tags: BTreeMap<String, String>,
    /// `windows` for Windows, absent otherwise.
    pub(super) platform: Option<String>,
    /// Such as `t3.small`.
    pub(super) kind: String,
    pub(super) ip: Option<String>,
    /// The VPC that it is in.
    pub(super) vpc: Option<String>,
    /// The name of its instance profile.
    pub(super) profile: Option<String>,
    /// The oldest time that stands in it: a start after a stop is a new launch for EC2, but its first
    /// network interface and disk are as old as the instance.
    pub(super) since: Option<Timestamp>,
}

impl Instance {
    /// Whether it is there and not on its way out of the world.
    pub(super) fn is_alive(&self) -> bool {
        self.state != "terminated"
    }

    /// The platform type in the words of Systems Manager. EC2 names Windows only; macOS runs on
    /// instances of its own kinds.
    pub(super) fn platform_type(&self) -> &'static str {
        let windows = self.platform.as_deref();
        match windows.is_some_and(|name| name.eq_ignore_ascii_case("windows")) {
            true => PlatformType::Windows.as_str(),
            false if self.kind.starts_with("mac") => PlatformType::MacOs.as_str(),
            false => PlatformType::Linux.as_str(),
        }
    }
}

/// A filter: its name, and the values of which one has to fit.
pub(super) type InstanceFilter = (String, Vec<String>);

/// What EC2 says of instances, or that it says nothing.
pub(super) type Told = Result<HashMap<NodeId, Instance>>;

impl Site {
    /// The instances that meet all filters; all of the scope without one. Terminated ones may be
    /// among them for about an hour.
    pub(super) async fn instances(&self, filters: &[InstanceFilter]) -> Result<Vec<Instance>> {
        let (mut instances, mut tokens, mut token) = (Vec::new(), Tokens::default(), None);
        loop {
            let body = query(filters, token.as_deref());
            let text =
                thin::send(&self.config, &self.place(), Action::Instances, EC2, body).await?;
            let (mut page, next) = read(&text)?;
            token = tokens.next(Action::Instances, &page, next)?;
            instances.append(&mut page);
            if token.is_none() {
                return Ok(instances);
            }
        }
    }

    /// What EC2 says of some nodes. Hybrid ones it does not know.
    pub(super) async fn told_of(&self, ids: &BTreeSet<NodeId>) -> Told {
        let instances = ids.iter().filter(|id| !id.is_hybrid());
        let ids: Vec<String> = instances.map(ToString::to_string).collect();
        let mut found = HashMap::new();
        for chunk in ids.chunks(VALUES) {
            let filter = ("instance-id".to_owned(), chunk.to_vec());
            found.extend(by_id(self.instances(&[filter]).await?));
        }
        Ok(found)
    }

    /// The instances that have an instance profile of their own, with its name.
    ///
    /// # Errors
    /// When EC2 cannot be asked.
    pub async fn profiles(&self) -> Result<BTreeMap<NodeId, String>> {
        let all = self.instances(&[]).await?.into_iter();
        Ok(all.filter_map(|one| Some((one.id, one.profile?))).collect())
    }

    /// Since when instances exist, as far as EC2 knows them: Systems Manager has a registration date
    /// of hybrid nodes only (SSM API, shape `InstanceInformation`).
    ///
    /// # Errors
    /// When EC2 cannot be asked.
    pub async fn launched(&self, ids: &BTreeSet<NodeId>) -> Result<HashMap<NodeId, Timestamp>> {
        let told = self.told_of(ids).await?.into_iter();
        Ok(told
            .filter_map(|(id, instance)| Some((id, instance.since?)))
            .collect())
    }
}

pub(super) fn by_id(instances: Vec<Instance>) -> HashMap<NodeId, Instance> {
    let pairs = instances
        .into_iter()
        .map(|instance| (instance.id.clone(), instance));
    pairs.collect()
}

fn query(filters: &[InstanceFilter], token: Option<&str>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("Action", Action::Instances.operation());
    form.append_pair("Version", VERSION);
    form.append_pair("MaxResults", PAGE);
    for (filter, (name, values)) in (1..).zip(filters) {
        form.append_pair(&format!("Filter.{filter}.Name"), name);
        for (value, text) in (1..).zip(values) {
            form.append_pair(&format!("Filter.{filter}.Value.{value}"), text);
        }
    }
    if let Some(token) = token {
        form.append_pair("NextToken", token);
    }
    form.finish()
}

/// A page and the token of the next one. An answer without its list is no answer.
fn read(text: &str) -> Result<(Vec<Instance>, Option<String>)> {
    let root = Element::parse(text).filter(|root| root.name == "DescribeInstancesResponse");
    let root = root.filter(|root| root.child("reservationSet").is_some());
    let root = root.ok_or_else(|| no_answer("is not as EC2 answers"))?;

    let mut instances = Vec::new();
    for item in root
        .list("reservationSet")
        .flat_map(|item| item.list("instancesSet"))
    {
        instances.push(instance(item).ok_or_else(|| no_answer("has an instance without an id"))?);
    }
    Ok((instances, root.text_of("nextToken").map(str::to_owned)))
}

fn no_answer(why: &str) -> Error {
    thin::unread(Action::Instances, why)
}

fn instance(item: &Element) -> Option<Instance> {
    let own = |name: &str| item.text_of(name).map(str::to_owned);
    let state = item
        .child("instanceState")
        .and_then(|state| state.text_of("name"));
    let tags = item.list("tagSet").filter_map(|tag| {
        let value = tag.text_of("value").unwrap_or_default();
        Some((tag.text_of("key")?.to_owned(), value.to_owned()))
    });

    Some(Instance {
        id: NodeId::trusted(item.text_of("instanceId")?),
        state: state?.to_owned(),
        tags: tags.collect(),
        platform: own("platform"),
        kind: own("instanceType").unwrap_or_default(),
        ip: own("privateIpAddress"),
        vpc: own("vpcId"),
        profile: profile(item),
        since: since(item),
    })
}

/// Profiles have paths, and IAM finds them by the last part.
fn profile(item: &Element) -> Option<String> {
    let arn = item.child("iamInstanceProfile")?.text_of("arn")?;
    arn.rsplit('/').next().map(str::to_owned)
}

fn since(item: &Element) -> Option<Timestamp> {
    let interfaces = item.list("networkInterfaceSet");
    let interfaces = interfaces.filter_map(|at| attached(at, "attachment"));
    let disks = item.list("blockDeviceMapping");
    let disks = disks.filter_map(|at| attached(at, "ebs"));
    let launch = item.text_of("launchTime");
    let all = interfaces.chain(disks).chain(launch);
    all.filter_map(written_timestamp).min()
}

fn attached<'a>(holder: &'a Element, how: &str) -> Option<&'a str> {
    holder.child(how)?.text_of("attachTime")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_time_is_the_age_and_an_answer_without_its_list_is_none() {
        let text = "<DescribeInstancesResponse><reservationSet><item><instancesSet><item>\
            <instanceId>i-0123456789abcdef0</instanceId><instanceState><code>80</code><name>stopped</name></instanceState>\
            <launchTime>2026-11-20T00:00:00.000Z</launchTime><tagSet><item><key>Name</key><value>web &amp; co</value></item></tagSet>\
            <networkInterfaceSet><item><attachment><attachTime>2025-01-02T03:04:05.000Z</attachTime></attachment></item></networkInterfaceSet>\
            </item></instancesSet></item></reservationSet><nextToken>t</nextToken></DescribeInstancesResponse>";
        let (found, next) = read(text).expect("an answer");
        assert_eq!(
            (found[0].state.as_str(), next.as_deref()),
            ("stopped", Some("t"))
        );
        assert_eq!(found[0].tags["Name"], "web & co");
        let since = found[0].since.expect("a time");
        assert_eq!(since.to_string(), "2025-01-02T03:04:05Z");

        for bad in [
            "",
            "{}",
            "<html/>",
            "<DescribeInstancesResponse/>",
            &text.replace("instanceId", "id"),
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn filters_are_as_ec2_takes_them() {
        let filter = ("tag:Env".to_owned(), vec!["a b".to_owned(), "c".to_owned()]);
        assert_eq!(
            query(&[filter], Some("t")),
            "Action=DescribeInstances&Version=2016-11-15&MaxResults=1000&Filter.1.Name=tag%3AEnv&Filter.1.Value.1=a+b&Filter.1.Value.2=c&NextToken=t"
        );
    }
}
