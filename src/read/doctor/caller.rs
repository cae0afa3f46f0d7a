//! Who asks in each account, and what IAM does not let it do.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Faults;
use crate::aws::actions::{Action, Effect, Service};
use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::doctor::Diagnosis;
use crate::domain::doctor::caller::{Caller, Cost, Denied, Principal, denied};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::iam::decision::Decision;
use crate::domain::iam::places::Places;
use crate::domain::iam::policy::Use;
use crate::domain::id::{AccountId, NodeId};
use crate::error::{Error, Result};

/// What is asked of IAM, in words.
const WHAT: &str = "what IAM allows the caller";

/// Which operations matter, and the commands that call each.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// The operations of their usual course.
    pub actions: BTreeMap<Action, BTreeSet<String>>,
    /// Those that are called under a condition, of commands that somebody chose.
    pub conditional: BTreeMap<Action, BTreeSet<String>>,
    /// Whether somebody chose the commands.
    pub chose: bool,
}

impl Rights {
    /// The commands that need an action, with what each needs.
    fn needing(&self, action: Action) -> BTreeMap<String, Cost> {
        let usual = self.actions.get(&action);
        let commands = usual.or_else(|| self.conditional.get(&action));
        let commands = commands.into_iter().flatten();
        let counted = commands.map(|command| {
            let own = self.actions.iter().filter(|(_, of)| of.contains(command));
            let own: Vec<Action> = own.map(|(action, _)| *action).collect();
            let writes = own.iter().filter(|one| one.effect() == Effect::Write);
            (command.clone(), (writes.count(), own.len()))
        });
        counted.collect()
    }
}

/// What came of asking who asks.
#[derive(Debug, Default)]
pub struct Callers {
    /// Who asks, one in each account.
    pub all: Vec<Caller>,
    /// What was found.
    pub found: Vec<Diagnosis>,
    /// What could not be asked.
    pub unreadable: Vec<Unreadable>,
}

/// Looks at who asks in each account, and what IAM lets it do in each Region.
pub async fn callers(
    context: &Context,
    reach: &Reach,
    wanted: &Rights,
    nodes: &[NodeId],
) -> Callers {
    let mut by_account: BTreeMap<&AccountId, Vec<&Site>> = BTreeMap::new();
    for site in &reach.sites {
        by_account
            .entry(&site.scope.account)
            .or_default()
            .push(site);
    }
    let answers = by_account
        .into_values()
        .map(|sites| of_account(context, sites, wanted, nodes));

    let mut callers = Callers::default();
    for one in futures::future::join_all(answers).await {
        callers.all.extend(one.all);
        callers.found.extend(one.found);
        callers.unreadable.extend(one.unreadable);
    }
    callers
}

async fn of_account(
    context: &Context,
    sites: Vec<&Site>,
    wanted: &Rights,
    nodes: &[NodeId],
) -> Callers {
    let mut callers = Callers::default();
    let Some(first) = sites.first() else {
        return callers;
    };
    let mut faults = Faults::of(&first.scope);
    if let Some(caller) = faults.kept("who asks", "in", first.caller().await) {
        let now = context.clock.now();
        callers.found.extend(caller.ends_soon(&first.scope, now));

        let principal = principal(first, &caller).await;
        if let Some(principal) = faults.kept(WHAT, "in", principal) {
            let asker = Asker {
                caller: &caller,
                principal,
                wanted,
                nodes,
            };
            asker.ask(context, &sites, &mut callers).await;
        }
        callers.all.push(caller);
    }
    callers.unreadable.extend(faults.told(context));
    callers
}

/// The ARN of whose policies decide.
async fn principal(site: &Site, caller: &Caller) -> Result<String> {
    match caller.principal() {
        Principal::User(arn) => Ok(arn.to_owned()),
        Principal::Role(name) => site
            .role(name)
            .await?
            .ok_or_else(|| Error::failed(format!("IAM knows no role {name}"))),
        // Nothing denied and nothing asked must not look alike.
        Principal::Other => {
            let why = format!("IAM simulates nothing for {}", caller.arn);
            Err(Error::failed(why).hint("it does so for users and roles"))
        }
    }
}

/// Who is asked about.
struct Asker<'a> {
    caller: &'a Caller,
    /// The ARN of whose policies decide.
    principal: String,
    wanted: &'a Rights,
    nodes: &'a [NodeId],
}

impl Asker<'_> {
    /// What is denied in the first Region, and what in the others besides. One that cannot be asked
    /// takes nothing from the others.
    async fn ask(&self, context: &Context, sites: &[&Site], callers: &mut Callers) {
        let mut known = BTreeSet::new();
        for (index, site) in sites.iter().enumerate() {
            // What somebody chose is asked about everywhere; of all commands there are, what takes
            // no resource stands for the Region.
            let everything = index == 0 || self.wanted.chose;
            let mut faults = Faults::of(&site.scope);
            let refused = refused(site, &self.principal, self.wanted, self.nodes, everything);
            let refused = faults.kept(WHAT, "in", refused.await).unwrap_or_default();
            let key = |one: &Denied| (one.action, one.depends_on.clone());
            let of_here = refused.into_iter().filter(|one| !known.contains(&key(one)));
            let new: Vec<Denied> = of_here.collect();
            known.extend(new.iter().map(key));

            // Of what was chosen a maybe is no yes.
            let open = new.iter().filter(|one| self.wanted.chose && one.is_open());
            for one in open {
                faults.kept::<()>(WHAT, "in", Err(undecided(one)));
            }
            let found = denied(&site.scope, self.caller, &new, self.wanted.chose);
            callers.found.extend(found);
            callers.unreadable.extend(faults.told(context));
        }
    }
}

fn undecided(denied: &Denied) -> Error {
    let keys: Vec<&str> = denied.depends_on.iter().map(String::as_str).collect();
    let (action, keys) = (denied.action, keys.join(", "));
    Error::failed(format!(
        "IAM cannot tell whether it allows {action}: that depends on {keys}"
    ))
}

/// What is not allowed on anything that it could be allowed on: whoever may do something on some
/// nodes is not told that it may not. Without `everything`, only what takes no resource.
async fn refused(
    site: &Site,
    principal: &str,
    wanted: &Rights,
    nodes: &[NodeId],
    everything: bool,
) -> Result<Vec<Denied>> {
    let region = &site.scope.region;
    let places = Places {
        regions: vec![(regions::partition(region), region.clone())],
        accounts: vec![site.scope.account.clone()],
        ..Places::default()
    };
    let all = wanted.actions.keys().chain(wanted.conditional.keys());
    let told = all.filter(|action| is_told(**action));
    let needs: Vec<(Action, Vec<BTreeSet<String>>)> = told
        .filter(|action| everything || action.resources().is_empty())
        .map(|action| (*action, needs(&places, *action, nodes)))
        .collect();

    // Some operations share one IAM action, and many a resource: each pair is asked about once.
    let mut by_resource: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for (action, groups) in &needs {
        for resource in groups.iter().flatten() {
            let actions = by_resource.entry(resource).or_default();
            actions.insert(action.iam());
        }
    }
    let mut decisions: BTreeMap<(&str, &'static str), Decision> = BTreeMap::new();
    for (resource, actions) in by_resource {
        let decided = site.decisions(principal, &actions, resource).await?;
        let decided = decided.into_iter();
        decisions.extend(decided.map(|(action, decision)| ((resource, action), decision)));
    }

    let mut refused = Vec::new();
    for (action, groups) in &needs {
        // Any of a group is enough, and each group is needed.
        let each = groups
            .iter()
            .filter_map(|group| best(group, action.iam(), &decisions));
        match each.max() {
            None | Some(Decision::Allowed) => {}
            Some(Decision::Depends(keys)) => refused.push(of_action(*action, wanted, keys.clone())),
            Some(Decision::Denied) => refused.push(of_action(*action, wanted, BTreeSet::new())),
        }
    }
    Ok(refused)
}

/// The best decision for who asks on any of some resources.
fn best<'d>(
    group: &'d BTreeSet<String>,
    action: &'static str,
    decisions: &'d BTreeMap<(&'d str, &'static str), Decision>,
) -> Option<&'d Decision> {
    let each = group.iter();
    each.filter_map(|resource| decisions.get(&(resource.as_str(), action)))
        .min()
}

/// Whether IAM can tell: not of buckets and roles that nobody named, and of this question everybody
/// gets an answer.
fn is_told(action: Action) -> bool {
    !matches!(action.service(), Service::S3)
        && !matches!(action, Action::AssumeRole | Action::Caller)
}

/// The ARNs of what an action is for here; `*` where it takes none. Each of the groups is needed.
fn needs(places: &Places, action: Action, nodes: &[NodeId]) -> Vec<BTreeSet<String>> {
    let templates = action.resources();
    if templates.is_empty() {
        return vec![BTreeSet::from(["*".to_owned()])];
    }
    let (on_nodes, others): (Vec<&str>, Vec<&str>) =
        templates.iter().partition(|template| is_node(template));
    let others: BTreeSet<String> = others.iter().flat_map(|one| places.fill(one)).collect();
    let mut groups = of_nodes(places, &on_nodes, nodes);

    // A command is allowed when its document is and the nodes are (service authorization reference,
    // "Actions, resources, and condition keys for AWS Systems Manager"). Of a bucket nobody knows the
    // name here.
    if action == Action::SendCommand {
        let documents = others.into_iter().filter(|arn| arn.contains(":document/"));
        groups.push(documents.collect());
        return groups;
    }
    if others.is_empty() {
        return groups;
    }
    // Of several kinds of things nobody knows which is meant: any is enough.
    vec![groups.into_iter().flatten().chain(others).collect()]
}

/// The nodes that are needed: each that somebody names, because a policy that names nodes allows
/// nothing on a star; any without one.
fn of_nodes(places: &Places, templates: &[&str], nodes: &[NodeId]) -> Vec<BTreeSet<String>> {
    let filled = templates.iter().flat_map(|template| places.fill(template));
    let stars: BTreeSet<String> = filled.collect();
    if nodes.is_empty() || stars.is_empty() {
        return vec![stars];
    }
    let named = nodes.iter().map(|node| {
        let own = stars
            .iter()
            .filter(|arn| is_hybrid(arn) == node.is_hybrid());
        own.map(|arn| arn.replace('*', node.as_str())).collect()
    });
    named
        .filter(|arns: &BTreeSet<String>| !arns.is_empty())
        .collect()
}

fn is_node(template: &str) -> bool {
    template.contains(":instance/") || is_hybrid(template)
}

fn is_hybrid(arn: &str) -> bool {
    arn.contains(":managed-instance/")
}

fn of_action(action: Action, wanted: &Rights, depends_on: BTreeSet<String>) -> Denied {
    Denied {
        action: action.iam(),
        used: match action.effect() {
            Effect::Read => Use::Read,
            Effect::Write => Use::Write,
        },
        commands: wanted.needing(action),
        usual: wanted.actions.contains_key(&action),
        depends_on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(action: Action, nodes: &[&str]) -> Vec<Vec<String>> {
        let places = Places {
            regions: vec![("aws", "us-east-1".parse().expect("a Region"))],
            accounts: vec![AccountId::trusted("111122223333")],
            ..Places::default()
        };
        let nodes: Vec<NodeId> = nodes.iter().map(|id| id.parse().expect("a node")).collect();
        let groups = needs(&places, action, &nodes).into_iter();
        let last = |arn: String| arn.rsplit([':']).next().unwrap_or_default().to_owned();
        groups
            .map(|group| group.into_iter().map(last).collect())
            .collect()
    }

    #[test]
    fn a_command_needs_a_document_and_each_node_that_is_named() {
        let (instance, hybrid) = ("i-0123456789abcdef0", "mi-0123456789abcdef0");
        let groups = asked(Action::SendCommand, &[instance, hybrid]);
        assert_eq!(groups[0], [format!("instance/{instance}")]);
        assert_eq!(groups[1], [format!("managed-instance/{hybrid}")]);
        assert!(groups[2].iter().all(|arn| arn.starts_with("document/AWS-")));
        assert_eq!(groups.len(), 3);

        // What may be done to machines elsewhere is no yes for an instance.
        let one = asked(Action::PatchStates, &[instance]);
        assert_eq!(one, [[format!("instance/{instance}")]]);
        let any = asked(Action::PatchStates, &[]);
        assert_eq!(any, [["instance/*", "managed-instance/*"]]);
        assert_eq!(asked(Action::Inventory, &[instance]), [["*"]]);
        assert_eq!(asked(Action::Baseline, &[instance]), [["patchbaseline/*"]]);
    }
}
