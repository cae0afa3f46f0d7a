//! What every writing verb of policies does: wait for a deployment that is being carried out, show
//! the change and have it carried out, and follow what it deploys.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use crate::args::consent::WriteArgs;
use crate::args::deployment::FollowArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Outcome, Planned};
use crate::commands::write::{self, Shown, Written};
use crate::context::Context;
use crate::domain::policy::manager::{Manager, Standing, Status};
use crate::domain::policy::plan::PolicyStep;
use crate::domain::text::shell::quoted;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::process::interrupt::interrupted;
use crate::read::propose::propose;
use crate::run::deployment::{Deployment, Followed, Progress, follow};

/// The one place in which policies are written: a policy is kept in one Region, and reaches others by
/// itself.
///
/// # Errors
/// A usage error when this command looks at several; what could not be reached.
pub fn only_site(reach: &Reach) -> Result<&Site> {
    if let Some(fault) = reach.unreadable.first() {
        return Err(Error::new(
            Kind::Incomplete,
            format!("{} cannot be reached: {}", fault.place, fault.reason),
        ));
    }

    // Which of several is meant would be a guess.
    match &reach.sites[..] {
        [site] => Ok(site),
        sites => Err(Error::usage(format!(
            "a policy is kept in one account and Region, and this command looks at {}",
            sites.len()
        ))
        .hint("name the one with --profile and --region; the Regions that it patches are its own (--target-regions, or `regions` in a file)")),
    }
}

/// Waits until policies that are to be changed are not being deployed any more: until then Quick
/// Setup refuses every change.
///
/// # Errors
/// Still running at the deadline; refused with `--no-wait`.
pub async fn settle(
    context: &Context,
    site: &Site,
    present: &[&Manager],
    follow_args: FollowArgs,
    dry_run: bool,
) -> Result<()> {
    let busy = present
        .iter()
        .filter(|manager| manager.status.standing() == Standing::Working);
    for manager in busy {
        let name = &manager.name;
        let status = &manager.status.word;
        // A rehearsal waits for nobody.
        if dry_run {
            context.ui.note(&format!(
                "{name} is {status}: nothing of it can be changed until that is done"
            ));
            continue;
        }
        if follow_args.no_wait {
            return Err(Error::new(
                Kind::Refused,
                format!("{name} is {status}, and nothing of it can be changed until that is done"),
            )
            .hint("without --no-wait this command waits for it"));
        }
        waited_for(context, site, manager, follow_args.timeout).await?;
    }
    Ok(())
}

/// Waits until what somebody began before is over; what it came to is read again before anything is
/// planned.
async fn waited_for(
    context: &Context,
    site: &Site,
    manager: &Manager,
    timeout: SignedDuration,
) -> Result<()> {
    let (name, status) = (&manager.name, &manager.status.word);
    context
        .ui
        .note(&format!("{name} is {status}: waiting until that is done"));

    // It may be on its way out, and its end is then that it is gone.
    let followed = Followed {
        site,
        arn: &manager.arn,
        goes: status == "DELETING",
        before: None,
    };

    match watched(context, name, followed, timeout).await? {
        Deployment::GoesOn => Err(Error::new(
            Kind::StillRunning,
            format!("{name} is still being deployed; nothing was changed"),
        )),
        Deployment::Left(number) => Err(interrupted(number)),
        _ => Ok(()),
    }
}

/// Shows the steps, has them carried out, and follows what they deploy.
///
/// # Errors
/// Refused when the plan was not agreed to; output that cannot be written.
pub async fn carry_out(
    context: &Context,
    site: &Site,
    steps: Vec<PolicyStep>,
    write_args: WriteArgs,
    follow_args: FollowArgs,
    kind: &'static str,
) -> Result<ExitCode> {
    let deploying: Vec<Option<Deploying>> = steps
        .iter()
        .map(|step| step.deploys().then(|| Deploying::of(step)))
        .collect();
    // Read before anything is sent: AWS shows a new deployment late, and the old one until then.
    let before = stand(site, deploying.iter().flatten()).await?;
    let change = Change::new(vec![Planned { site, steps }], 0);
    let shown = Shown::<PolicyStep>::steps(kind);
    let Written { mut code, ends } =
        write::written(context, change, write_args, &[], shown).await?;

    let carried = deploying.into_iter().zip(ends).filter_map(carried);
    for (Deploying { name, goes, .. }, arn) in carried {
        if follow_args.no_wait {
            let command = status_command(context, site, &name);
            context
                .ui
                .note(&format!("{name} is being deployed; follow it: {command}"));
            continue;
        }
        let followed = Followed {
            site,
            arn: &arn,
            goes,
            before: before.get(&arn),
        };
        let ended = watched(context, &name, followed, follow_args.timeout).await?;
        code = code.and(told(context, site, &name, goes, ended)?);
    }
    Ok(code)
}

/// Only what was carried out has a deployment; what became of the rest was said.
fn carried(
    (step, (outcome, arn)): (Option<Deploying>, (Outcome, Option<String>)),
) -> Option<(Deploying, String)> {
    (outcome == Outcome::Done).then_some((step?, arn?))
}

/// A change that is deployed.
struct Deploying {
    name: String,
    arn: Option<String>,
    goes: bool,
}

impl Deploying {
    fn of(step: &PolicyStep) -> Self {
        Self {
            name: step.name().to_owned(),
            arn: step.arn().map(str::to_owned),
            goes: matches!(step, PolicyStep::Delete { .. }),
        }
    }
}

/// How the policies that are there stand before they are changed, by ARN.
async fn stand(
    site: &Site,
    deploying: impl Iterator<Item = &Deploying>,
) -> Result<BTreeMap<String, Status>> {
    let mut found = BTreeMap::new();
    for arn in deploying.filter_map(|one| one.arn.as_deref()) {
        let manager = site.manager(arn).await?;
        found.extend(manager.map(|manager| (manager.arn, manager.status)));
    }
    Ok(found)
}

/// Follows a deployment, and says how far it is.
///
/// # Errors
/// What AWS answered again and again.
pub async fn watched(
    context: &Context,
    name: &str,
    followed: Followed<'_>,
    timeout: SignedDuration,
) -> Result<Deployment> {
    let observe = |progress: &Progress| context.ui.note(&format!("{name}: {progress}"));
    follow(context, followed, timeout, &observe).await
}

/// Says how a deployment ended.
///
/// # Errors
/// Interrupted, when a signal ended the following.
pub fn told(
    context: &Context,
    site: &Site,
    name: &str,
    goes: bool,
    ended: Deployment,
) -> Result<ExitCode> {
    let ui = &context.ui;
    let again = || status_command(context, site, name);
    let error = match ended {
        Deployment::Done => {
            let word = if goes { "is deleted" } else { "is deployed" };
            ui.note(&format!("{name} {word}"));
            return Ok(ExitCode::Done);
        }
        // It is AWS's and goes on, whoever looks at it.
        Deployment::GoesOn => {
            let text = format!("{name} is still being deployed; follow it: {}", again());
            ui.warn(&text);
            return Ok(ExitCode::StillRunning);
        }
        Deployment::Left(number) => {
            let text = format!("the deployment of {name} goes on: {}", again());
            return Err(interrupted(number).hint(text));
        }

        Deployment::Failed(reasons) => {
            let error = Error::failed(format!("the deployment of {name} failed"));
            reasons.into_iter().fold(error, Error::hint)
        }
        Deployment::Vanished => Error::failed(format!(
            "{name} was deleted by somebody else while it was deployed"
        )),
        Deployment::Unknown(Status { word, .. }) => Error::new(
            Kind::Incomplete,
            format!("what became of {name} is not known: AWS says `{word}`"),
        ),
    };
    ui.error(&error);
    Ok(error.exit_code())
}

/// The command that follows a deployment.
fn status_command(context: &Context, site: &Site, name: &str) -> String {
    let rest = format!("policy status {} --wait", quoted(name));
    propose(context, &rest, &site.scope)
}
