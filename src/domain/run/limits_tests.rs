use super::*;
use crate::domain::run::amount::Amount;
use crate::domain::run::command::Invocation;
use crate::domain::run::course::tests::{at, invocation, seen, unsent};
use crate::domain::run::record::State;
use crate::domain::run::record::tests::node;

#[test]
fn the_limits_of_a_run_count_for_all_commands_of_a_wave() {
    let mut record = unsent();
    record.commands[1].wave = 1;
    record.request.max_concurrency = Amount::Nodes(2);
    record.request.max_errors = Amount::Nodes(0);
    record.note_sent(0, at(100), "c1".to_owned(), None);
    assert_eq!(
        record.due(Phase::Patch, 1),
        Due::Nothing,
        "two nodes are busy"
    );
    record.takes_over(
        0,
        &seen(
            "InProgress",
            vec![invocation(1, "Success"), invocation(2, "Success")],
        ),
        at(101),
    );
    assert_eq!(record.due(Phase::Patch, 1), Due::Send(1));
    let unreachable = Invocation {
        details: "Undeliverable".to_owned(),
        ..invocation(2, "Failed")
    };
    record.takes_over(
        0,
        &seen("Failed", vec![invocation(1, "Success"), unreachable]),
        at(102),
    );
    assert_eq!(
        record.due(Phase::Patch, 1),
        Due::Send(1),
        "a node that was not reached is no error"
    );
    record.takes_over(
        0,
        &seen(
            "Failed",
            vec![invocation(1, "Failed"), invocation(2, "Success")],
        ),
        at(103),
    );
    assert!(matches!(record.due(Phase::Patch, 1), Due::TooManyErrors(_)));
}

/// Two commands of one wave that were sent, with node 1 of the first failed and node 2 pending, and
/// node 3 of the second as the word says.
fn failing(word: &str) -> Record {
    let mut record = unsent();
    record.commands[1].wave = 1;
    record.request.max_errors = Amount::Nodes(0);
    record.note_sent(0, at(100), "c1".to_owned(), None);
    record.note_sent(1, at(100), "c2".to_owned(), None);
    let first = vec![invocation(1, "Failed"), invocation(2, "Pending")];
    record.takes_over(0, &seen("InProgress", first), at(101));
    record.takes_over(1, &seen("InProgress", vec![invocation(3, word)]), at(101));
    record
}

#[test]
fn who_has_not_begun_is_stopped_in_every_command_once_too_many_failed() {
    let mut record = failing("Delayed");
    let halt = |index, number| Halt {
        index,
        nodes: vec![node(number)],
    };
    assert_eq!(record.halts(Phase::Patch, 1), [halt(0, 2), halt(1, 3)]);
    record.note_halt(0, Some("too many"));
    assert_eq!(record.halts(Phase::Patch, 1), [halt(1, 3)], "asked once");
    let of_node_2 = (record.nodes[1].scope.clone(), node(2));
    assert_eq!(
        record.halted(Phase::Patch, &of_node_2).as_deref(),
        Some("too many")
    );

    record.request.max_errors = Amount::Nodes(1);
    assert_eq!(record.halts(Phase::Patch, 1), [], "one failure is borne");
    assert_eq!(
        failing("InProgress").halts(Phase::Patch, 1),
        [halt(0, 2)],
        "never a node that installs"
    );
}

#[test]
fn nodes_that_never_began_are_no_errors() {
    let mut record = failing("Success");
    assert!(record.too_many_errors(Phase::Patch, 1).is_some());
    assert_eq!(record.too_many_errors(Phase::Patch, 2), None);
    for word in ["Cancelled", "Success"] {
        let nodes = vec![invocation(1, word), invocation(2, word)];
        record.takes_over(0, &seen("Failed", nodes), at(102));
        assert_eq!(record.too_many_errors(Phase::Patch, 1), None, "{word}");
    }
}

#[test]
fn a_command_that_the_run_itself_stopped_does_not_cancel_the_run() {
    for (halted, expected) in [(true, State::Running), (false, State::Cancelled)] {
        let mut record = failing("Success");
        if halted {
            record.note_halt(0, Some("too many"));
        }
        let nodes = vec![invocation(1, "Failed"), invocation(2, "Cancelled")];
        record.takes_over(0, &seen("Cancelled", nodes), at(102));
        assert_eq!(record.state, expected, "halted: {halted}");
    }
}
