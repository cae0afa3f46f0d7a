//! `patchctl doctor`.

use std::collections::BTreeSet;

use async_trait::async_trait;
use clap::{Args, Command};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::permissions::{self, names};
use super::{Noun, check_code, in_lines};
use crate::args::consent::WriteArgs;
use crate::aws::actions::Service;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::doctor::caller::Caller;
use crate::domain::doctor::probe::DOCUMENT;
use crate::domain::doctor::{Diagnosis, Fix, sort};
use crate::domain::finding::Severity;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::output::plan::Consent;
use crate::read::doctor::{Examined, Question, Rights, examine};
use crate::read::fleet;
use crate::read::propose::propose;
use crate::run::probe;

/// How many further nodes are named of which the same is true; every other format has all.
const NAMED: usize = 5;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
#[command(after_help = "\
What keeps nodes from being scanned and patched, the worst first, each with what it rests on and what mends it. It only reads. EC2 instances that
Systems Manager does not know are looked at too. That an operating system is not listed by AWS does not say that it cannot be patched: the list is
of 2026-08.

IAM is asked what the caller may do (SimulatePrincipalPolicy): its no is worth a look, and its yes no proof, because policies of resources, of
sessions and of organizations for resources are not looked at. It is asked for any node, or for each that is named: a policy that names nodes
allows nothing on any. What depends on MFA, tags or addresses it cannot tell.

--deep sends AWS-RunShellScript to the nodes that are online and have no Windows: Python, disk, patch sources, and
whether AWS's buckets are reached; it also asks EC2 for the endpoints of their VPCs.

Exit codes: 0 no errors were found, 3 errors were found, or there is nothing to look at, 5 something could not be asked, or of what was chosen IAM
cannot tell.

Examples:
  patchctl --sandbox doctor
  patchctl doctor i-0123456789abcdef0 --deep
  patchctl doctor --for 'patch-now install, compliance check' --profile ci
  patchctl doctor --all-regions -o json --query 'items[?severity==`error`].[subject, fix]'")]
pub struct DoctorArgs {
    /// Nodes and EC2 instances, by id; everything without one
    #[arg(value_name = "NODE")]
    nodes: Vec<NodeId>,
    /// Commands that you use, such as 'patch-now install': what IAM denies of them is an error (can be repeated or a comma list)
    #[arg(long = "for", value_name = "COMMAND")]
    commands: Vec<String>,
    /// Ask the nodes themselves too, by a script that only reads; it is shown, and sent after a yes
    #[arg(long)]
    deep: bool,
    #[command(flatten)]
    write: WriteArgs,
}

impl DoctorArgs {
    /// The examination for this program.
    pub fn with(&self, tree: Command) -> Doctor<'_> {
        Doctor { args: self, tree }
    }
}

/// What was asked, with the description of the program.
pub struct Doctor<'a> {
    args: &'a DoctorArgs,
    tree: Command,
}

impl Doctor<'_> {
    /// Asks the nodes themselves, once somebody has seen the script and agreed.
    async fn probe(&self, context: &Context, reach: &Reach, examined: &mut Examined) -> Result<()> {
        let nodes = std::mem::take(&mut examined.answering);
        let questions = probe::questions(reach, &nodes);
        self.tell_left_out(context, &nodes, examined);

        // Nobody is asked to agree to nothing.
        if questions.is_empty() {
            return Ok(());
        }

        // It runs on machines of production, whatever it does there.
        let consent = Consent {
            dry_run: self.args.write.dry_run,
            yes: self.args.write.yes,
            must_ask: true,
            always_shown: true,
            typed_above: None,
        };
        let Some(approved) = context.ui.approve(shown(&questions), consent).await? else {
            return Ok(());
        };

        let told = probe::ask(context, questions, approved.consented()).await?;

        // What a node did not answer is not taken for health.
        fleet::tell_unreadable(context, &told.unreadable);
        examined.found.extend(told.found);
        examined.unreadable.extend(told.unreadable);
        sort(&mut examined.found);
        Ok(())
    }

    /// Says who is not asked. Who names a node wants its answer.
    fn tell_left_out(&self, context: &Context, nodes: &[Node], examined: &mut Examined) {
        let left_out = examined.nodes - nodes.len();
        if left_out > 0 && self.args.nodes.is_empty() {
            context.ui.note(&format!(
                "not asked themselves: {}, which have Windows, are not online, or not managed",
                count(left_out, "node")
            ));
        }

        let asked: BTreeSet<&NodeId> = nodes.iter().map(|node| &node.id).collect();
        let named = self.args.nodes.iter().filter(|node| !asked.contains(node));
        let faults: Vec<Unreadable> = named.map(not_asked).collect();
        fleet::tell_unreadable(context, &faults);
        examined.unreadable.extend(faults);
    }

    fn question(&self) -> Result<Question> {
        let write = self.args.write;
        if !self.args.deep && (write.dry_run || write.yes) {
            return Err(Error::usage(
                "--dry-run and --yes are for --deep; without it doctor only reads",
            ));
        }
        let chosen = names::read(&self.tree, &self.args.commands)?;

        // An empty variable of a job must not turn errors into notes.
        if chosen.is_empty() && !self.args.commands.is_empty() {
            return Err(Error::usage("--for names no command"));
        }
        Ok(Question {
            nodes: self.args.nodes.clone(),
            deep: self.args.deep,
            wanted: wanted(&chosen),
        })
    }
}

fn not_asked(node: &NodeId) -> Unreadable {
    Unreadable {
        place: format!("what {node} tells of itself"),
        scope: None,
        node: Some(node.to_string()),
        reason: "it was not asked: it has Windows, is not online, or is not managed".to_owned(),
        code: None,
        hint: None,
        credentials: false,
    }
}

/// What is sent, to be looked at: the script of each place, which differ in what they try to reach.
fn shown(questions: &[probe::Question<'_>]) -> Vec<String> {
    let mut lines = Vec::new();
    for question in questions {
        let (nodes, scope) = (count(question.nodes.len(), "node"), &question.site.scope);
        lines.push(format!("would run {DOCUMENT} on {nodes} in {scope}:"));
        lines.extend(question.script.lines().map(|line| format!("  {line}")));
    }
    lines
}

/// What the chosen commands, or all of them, call in their usual course.
///
/// What IAM is not asked about is said by [`tell_beside`].
fn wanted(chosen: &[String]) -> Rights {
    let mut wanted = Rights {
        chose: !chosen.is_empty(),
        ..Rights::default()
    };
    for calls in permissions::every() {
        for command in calls.commands {
            if wanted.chose && !chosen.iter().any(|one| one == command) {
                continue;
            }

            let name = || (*command).to_owned();
            for action in calls.usual {
                let commands = wanted.actions.entry(*action).or_default();
                commands.insert(name());
            }

            // What is called under a condition may never be needed, and who chose wants to know.
            let sometimes = calls.sometimes.iter().filter(|_| wanted.chose);
            for action in sometimes.flat_map(|(_, actions)| *actions) {
                let commands = wanted.conditional.entry(*action).or_default();
                commands.insert(name());
            }
        }
    }
    let usual = &wanted.actions;
    wanted
        .conditional
        .retain(|action, _| !usual.contains_key(action));
    wanted
}

/// Says which permissions of chosen commands nobody asks IAM about: of roles that are passed, of
/// buckets, and what Quick Setup does.
fn tell_beside(context: &Context, wanted: &Rights) {
    if !wanted.chose {
        return;
    }
    let actions = || wanted.actions.keys().chain(wanted.conditional.keys());
    let beside = actions().flat_map(|action| permissions::beside::beside(*action));
    let mut names: BTreeSet<&str> = beside.map(|one| one.need.action).collect();
    let buckets = actions().filter(|action| action.service() == Service::S3);
    names.extend(buckets.map(|action| action.iam()));
    if !names.is_empty() {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        context.ui.note(&format!(
            "not asked about, because it hangs on roles and buckets that nobody named: {names}"
        ));
    }
}

/// One finding.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    severity: Severity,
    rule: &'static str,
    subject: String,
    finding: String,
    evidence: String,
    /// What to do, or what to type.
    fix: String,
    /// Whether the fix is a command that can be pasted.
    fix_is_command: bool,
}

const COLUMNS: [Column<Row>; 8] = [
    Column::always("severity", |row| severity(row.severity)),
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::on_request("rule", |row| Cell::id(row.rule)),
    Column::always("subject", |row| Cell::text(&row.subject)),
    Column::always("finding", |row| Cell::text(&row.finding)),
    Column::on_request("evidence", |row| Cell::text(&row.evidence)),
    Column::always("fix", |row| Cell::text(&row.fix)),
];

fn severity(severity: Severity) -> Cell {
    let tone = match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warning,
        Severity::Note => Tone::Quiet,
    };
    Cell::State(word(severity).to_owned(), tone)
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[async_trait(?Send)]
impl Noun for Doctor<'_> {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        context.ui.check_listing(&COLUMNS)?;
        let question = self.question()?;
        tell_beside(context, &question.wanted);
        let reach = Reach::open(context).await?;
        let mut examined = Box::pin(examine(context, &reach, &question)).await?;

        // What was found without it is shown, whatever becomes of the script.
        let probed = if self.args.deep {
            Box::pin(self.probe(context, &reach, &mut examined)).await
        } else {
            Ok(())
        };
        let is_ill = examined
            .found
            .iter()
            .any(|found| found.severity() == Severity::Error);
        let code = fleet::completeness(&examined.unreadable, examined.read);
        show(context, &reach, examined)?;
        probed?;
        Ok(check_code(!is_ill).and(code))
    }
}

/// Who asked, beside the rows.
fn extra(callers: &[Caller]) -> Map<String, Value> {
    Map::from_iter([("callers".to_owned(), json!(callers))])
}

/// Who asked, for people.
fn tell_callers(context: &Context, callers: &[Caller]) {
    for caller in callers {
        let until = match caller.ends {
            Some(end) => format!(", with credentials until {end:.0}"),
            None => String::new(),
        };
        context.ui.note(&format!("asks as {}{until}", caller.arn));
    }
}

fn show(context: &Context, reach: &Reach, examined: Examined) -> Result<()> {
    let found = examined.found.into_iter();
    let rows: Vec<Row> = found.map(|found| row(context, reach, found)).collect();
    let (number, nodes) = (rows.len(), count(examined.nodes, "node"));
    if in_lines(context) {
        tell_callers(context, &examined.callers);
        context
            .ui
            .write_lines(alike(&rows).into_iter().flat_map(lines))?;
    } else {
        context.ui.list(Listing {
            kind: "doctor",
            columns: &COLUMNS,
            rows,
            id: node_id,
            scopes: examined.scopes,
            extra: extra(&examined.callers),
            unreadable: &examined.unreadable,
        })?;
    }

    // Of what could not be asked nobody can say that nothing is wrong with it.
    match (number, examined.unreadable.is_empty()) {
        (0, true) => context.ui.note(&format!(
            "nothing keeps {nodes} from being patched, as far as can be told from outside"
        )),
        (0, false) => {}
        (number, _) => context
            .ui
            .note(&format!("{} at {nodes}", count(number, "finding"))),
    }
    Ok(())
}

/// The id of a node; what is about something else has none.
fn node_id(row: &Row) -> String {
    let node: Option<NodeId> = row.subject.parse().ok();
    node.map(|node| node.to_string()).unwrap_or_default()
}

fn row(context: &Context, reach: &Reach, found: Diagnosis) -> Row {
    // What is proposed works when it is pasted: with the flags that decide where this one looked.
    let (fix, fix_is_command) = match &found.fix {
        Fix::Patchctl(rest) => (propose(context, rest, &found.scope), true),
        Fix::AwsCli(rest) => {
            // By the profile that reads this place, which may not be the first.
            let site = reach.site(&found.scope);
            let paste = site.map_or(&reach.paste, |site| &site.paste);
            let line = paste.aws(rest, &found.scope);
            (line.text, line.pastes)
        }
        Fix::Elsewhere(words) => (words.clone(), false),
    };
    Row {
        severity: found.severity(),
        rule: found.rule.name,
        scope: found.scope,
        subject: found.subject,
        finding: found.message,
        evidence: found.evidence,
        fix,
        fix_is_command,
    }
}

/// Findings that say the same of several nodes of a place. They stand next to each other already.
fn alike(rows: &[Row]) -> Vec<&[Row]> {
    let key = |row: &Row| (row.rule, row.scope.clone(), row.finding.clone());
    rows.chunk_by(|a, b| key(a) == key(b)).collect()
}

/// A finding for people: what, what it rests on, and what to do. Of several that are alike the first
/// stands for all.
fn lines(rows: &[Row]) -> Vec<String> {
    let row = &rows[0];
    let what = if row.fix_is_command { "type" } else { "do" };
    let (others, first) = match rows.len() {
        1 => (String::new(), ""),
        number => (format!(" and {} more", number - 1), " (the first)"),
    };
    // A fleet in which a thousand nodes have one fault is read in four lines.
    let mut lines = vec![
        format!(
            "{}: {}{others} in {}: {}",
            word(row.severity),
            row.subject,
            row.scope,
            row.finding
        ),
        format!("  seen{first}: {}", row.evidence),
        format!("  {what}{first}: {}", row.fix),
    ];
    if rows.len() > 1 {
        let named = rows.iter().skip(1).take(NAMED);
        let named: Vec<&str> = named.map(|row| row.subject.as_str()).collect();
        let more = if rows.len() - 1 > NAMED { ", …" } else { "" };
        lines.push(format!("  also: {}{more}", named.join(", ")));
    }
    lines
}
