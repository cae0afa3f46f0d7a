use super::*;
use crate::domain::run::amount::Amount;
use crate::domain::run::request::Reboot;
use crate::domain::run::verdict::tests::request;

fn scope(region: &str) -> Scope {
    Scope {
        account: "111122223333".parse().unwrap(),
        region: region.parse().unwrap(),
    }
}

fn node(number: usize, region: &str) -> PlannedNode {
    PlannedNode {
        scope: scope(region),
        node: format!("i-{number:017x}").parse().unwrap(),
        name: String::new(),
        operating_system: OperatingSystem::AmazonLinux2023,
        patch_group: None,
        baseline: None,
        wave: 0,
        before: None,
        missing: Vec::new(),
        reported_at: None,
        override_hits: Vec::new(),
        override_installed: Vec::new(),
        override_notes: Vec::new(),
        override_asks: Vec::new(),
    }
}

fn run() -> RunName {
    "test-run".parse().unwrap()
}

fn arranged(
    count: usize,
    change: impl FnOnce(&mut Request),
) -> (Vec<PlannedWave>, Vec<PlannedNode>) {
    let mut nodes: Vec<PlannedNode> = (0..count).map(|number| node(number, "us-east-1")).collect();
    let mut request = request(Operation::Install, Reboot::Never);
    change(&mut request);
    let waves = arrange(&run(), &request, &mut nodes).unwrap();
    (waves, nodes)
}

#[test]
fn batches_of_fifty_share_the_nodes_at_once_and_each_has_the_limit_of_errors() {
    let (waves, nodes) = arranged(120, |request| {
        request.max_concurrency = Amount::Percent(8);
        request.max_errors = Amount::Nodes(10);
    });
    let [wave] = &waves[..] else {
        panic!("{waves:?}")
    };
    assert_eq!((wave.nodes, wave.at_once, wave.errors), (120, 9, 10));
    let shares: Vec<_> = wave
        .commands
        .iter()
        .map(|command| {
            (
                command.nodes.len(),
                command.max_concurrency,
                command.max_errors,
            )
        })
        .collect();
    assert_eq!(shares, [(50, 4, 10), (50, 4, 10), (20, 1, 10)]);
    assert!(nodes.iter().all(|node| node.wave == 1));
    assert_eq!(
        wave.commands[1].comment,
        "patchctl run=test-run phase=patch wave=1/1 command=2/3"
    );
}

#[test]
fn the_limits_are_never_exceeded_however_the_nodes_fall_into_batches() {
    arbtest::arbtest(|u| {
        let count = u.int_in_range(1..=260)?;
        let concurrency = if u.arbitrary()? {
            Amount::Nodes(u.int_in_range(1..=300)?)
        } else {
            Amount::Percent(u.int_in_range(1..=100)?)
        };
        let errors = if u.arbitrary()? {
            Amount::Nodes(u.int_in_range(0..=300)?)
        } else {
            Amount::Percent(u.int_in_range(0..=100)?)
        };
        let (waves, nodes) = arranged(count, |request| {
            request.max_concurrency = concurrency;
            request.max_errors = errors;
        });
        let sent: BTreeSet<_> = waves
            .iter()
            .flat_map(|wave| &wave.commands)
            .flat_map(|command| command.nodes.clone())
            .collect();
        assert_eq!(sent.len(), nodes.len(), "every node is sent exactly once");
        for wave in &waves {
            let mut commands = wave.commands.iter();
            assert!(commands.all(|command| command.max_errors == wave.errors));
            assert!(
                wave.commands
                    .iter()
                    .all(|command| (1..=BATCH).contains(&command.nodes.len())
                        && command.max_concurrency <= wave.at_once)
            );
            let at_once = wave.commands.iter().map(|command| command.max_concurrency);
            let least = wave.commands.len();
            assert_eq!(at_once.sum::<usize>(), wave.at_once.max(least));
        }
        Ok(())
    });
}

#[test]
fn only_what_keeps_its_limits_by_itself_can_be_left_alone() {
    let fits = |count: usize, most: Amount| {
        let (waves, nodes) = arranged(count, |request| {
            request.max_concurrency = Amount::Percent(100);
            request.max_errors = most;
        });
        Plan {
            waves,
            ..plan(nodes)
        }
        .fits_one_send()
    };
    assert!(fits(50, Amount::Nodes(3)), "AWS counts in one command");
    assert!(!fits(51, Amount::Nodes(3)), "and not over two");
    assert!(
        fits(51, Amount::Nodes(51)),
        "no number of failures stops it"
    );
}

#[test]
fn each_account_and_region_has_commands_of_its_own() {
    let mut nodes = vec![
        node(1, "us-east-1"),
        node(2, "eu-central-1"),
        node(3, "us-east-1"),
    ];
    let waves = arrange(&run(), &request(Operation::Scan, Reboot::Never), &mut nodes).unwrap();
    let places: Vec<_> = waves[0]
        .commands
        .iter()
        .map(|command| (command.scope.region.to_string(), command.nodes.len()))
        .collect();
    assert_eq!(
        places,
        [("eu-central-1".to_owned(), 1), ("us-east-1".to_owned(), 2)]
    );
}

fn plan(nodes: Vec<PlannedNode>) -> Plan {
    let request = request(Operation::Install, Reboot::IfNeeded);
    let mut nodes = nodes;
    let waves = arrange(&run(), &request, &mut nodes).unwrap();
    Plan {
        schema_version: 1,
        kind: KIND.to_owned(),
        run: run(),
        created_at: Timestamp::UNIX_EPOCH,
        endpoint: "aws".to_owned(),
        account: None,
        account_reason: None,
        region: None,
        region_reason: None,
        retry_of: None,
        document: request.document().to_owned(),
        parameters: request.parameters(),
        request,
        selection: Selection::default(),
        hooks: Vec::new(),
        nodes,
        skipped: Vec::new(),
        skip_unable: false,
        waves,
        overlaps: Vec::new(),
        unreadable: Vec::new(),
        warnings: Vec::new(),
        digest: String::new(),
        api_calls: BTreeMap::new(),
    }
}

#[test]
fn a_plan_survives_its_file() {
    let mut first = node(1, "us-east-1");
    first.before = Some(PatchCounts {
        missing: 2,
        ..PatchCounts::default()
    });
    let plan = plan(vec![first]);
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
}

#[test]
fn whatever_changed_since_is_said() {
    let baseline = |id: &str, second: i64| PlannedBaseline {
        id: id.to_owned(),
        name: format!("name of {id}"),
        modified_at: Some(Timestamp::from_second(second).unwrap()),
        why: "DEFAULT".to_owned(),
        reason: String::new(),
    };
    let mut first = node(1, "us-east-1");
    first.baseline = Some(baseline("pb-1", 1));
    let then = plan(vec![first.clone(), node(2, "us-east-1")]);
    assert_eq!(then.changes_since(&then), Vec::<String>::new());
    let changes = |change: &dyn Fn(&mut PlannedNode)| {
        let mut changed = first.clone();
        change(&mut changed);
        plan(vec![changed, node(2, "us-east-1")])
            .changes_since(&then)
            .join("; ")
    };
    assert!(
        changes(&|node| node.baseline = Some(baseline("pb-2", 1)))
            .contains("was name of pb-1 and is name of pb-2")
    );
    assert!(changes(&|node| node.baseline = Some(baseline("pb-1", 2))).contains("was changed"));
    let missing = PatchCounts {
        missing: 3,
        ..PatchCounts::default()
    };
    assert!(
        changes(&|node| node.before = Some(missing))
            .contains("was nothing reported and is 3 missing now")
    );
    let gone = plan(vec![first.clone(), node(3, "us-east-1")])
        .changes_since(&then)
        .join("; ");
    assert!(
        gone.contains("not among the targets any more") && gone.contains("it is a new target"),
        "{gone}"
    );
}
