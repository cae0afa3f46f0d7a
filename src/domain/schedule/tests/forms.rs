//! What each service takes and refuses, and what is said of it.

use crate::domain::schedule::{Schedule, Service};

fn refusal(text: &str, service: Service) -> String {
    match Schedule::read(text, service) {
        Ok(_) => panic!("{service} takes {text}"),
        Err(why) => why,
    }
}

#[test]
fn forms_that_aws_documents_are_taken() {
    let everywhere = [
        "cron(0 2 ? * SUN *)",
        "cron(0/30 * * * ? *)",
        "rate(30 minutes)",
        "rate(1 hour)",
        "rate(5 hours)",
        "rate(25 days)",
    ];
    for text in everywhere {
        for service in Service::ALL {
            let read = Schedule::read(text, service);
            assert!(
                read.as_ref().is_ok_and(|read| read.doubts().is_empty()),
                "{text}: {read:?}"
            );
        }
    }
    for text in [
        "cron(0 0/1 * * ? *)",
        "cron(0 0/12 * * ? *)",
        "cron(15 13 ? * * *)",
        "cron(15 13 ? * MON *)",
        "cron(30 23 ? * TUE#3 *)",
        "cron(0 0 ? * 3L *)",
        "cron(0 */30 * * * ? *)",
        "at(2020-07-07T15:55:00)",
    ] {
        let read = Schedule::read(text, Service::Association).expect(text);
        assert_eq!(read.doubts(), Vec::<String>::new(), "{text}");
    }
    for text in [
        "cron(24 30 09 ? * * *)",
        "cron(15 10 ? * MON-FRI *)",
        "cron(0 2 L * ? *)",
        "cron(15 10 ? * 6L *)",
        "rate(5 minutes)",
        "rate(400 days)",
        "at(2021-07-07T13:15:30)",
    ] {
        let read = Schedule::read(text, Service::Window).expect(text);
        assert_eq!(read.doubts(), Vec::<String>::new(), "{text}");
    }
    for (text, service) in [
        ("rate(1 minute)", Service::EventBridgeRule),
        ("cron(* * * * ? *)", Service::EventBridgeRule),
        ("cron(0 2 ? * SUN)", Service::Scheduler),
        ("at(2026-11-23T02:00:00)", Service::Scheduler),
    ] {
        assert!(Schedule::read(text, service).is_ok(), "{text}");
    }
}

/// What is refused, by whom, a part of the reason, and what was meant.
#[test]
fn what_a_service_refuses_is_refused_with_the_form_that_is_right() {
    let mut compared = 0;
    for line in include_str!("refusals.tsv").lines() {
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let (service, text, why) = (columns[0], columns[1], columns[2]);
        let service = Service::ALL
            .into_iter()
            .find(|known| known.name() == service);

        let refused = refusal(text, service.expect(line));
        assert!(refused.contains(why), "{text}: {refused}");
        let hint = refused.split_once("; did you mean `");
        let hint = hint.map(|(_, form)| form.trim_end_matches("`?"));
        assert_eq!(hint, columns.get(3).copied(), "{text}: {refused}");
        compared += 1;
    }
    assert!(compared > 60, "{compared}");

    // Neighbours that are far enough apart are taken.
    assert!(Schedule::read("cron(0,45 2 * * ? *)", Service::Association).is_ok());
    // Close together only over a midnight between two days, of which it never has both.
    assert!(Schedule::read("cron(0,59 0,23 ? * SUN *)", Service::Window).is_ok());
    assert!(Schedule::read("cron(0,59 0,23 1,15 * ? *)", Service::Window).is_ok());
    assert!(Schedule::read("cron(0,59 0,23 1,31 * ? *)", Service::Window).is_err());
    let long = refusal(&"x".repeat(257), Service::Window);
    assert!(long.contains("longer than 256"), "{long}");
    let steering = refusal("cron(0 2 \u{1b}[31m * ? *)", Service::Window);
    assert!(steering.contains("\\u{1b}[31m"), "{steering}");
}

#[test]
fn a_schedule_is_told_in_words() {
    for (text, words) in [
        (
            "cron(0 2 ? * TUE#2 *)",
            "at 02:00 on the second Tuesday of the month (Patch Tuesday)",
        ),
        ("cron(0 2 ? * SUN *)", "at 02:00 every Sunday"),
        (
            "cron(15 10 ? * MON-FRI *)",
            "at 10:15 every Monday to Friday",
        ),
        (
            "cron(15 10 ? * 6L *)",
            "at 10:15 on the last Friday of the month",
        ),
        ("cron(0 2 L * ? *)", "at 02:00 on the last day of the month"),
        (
            "cron(0 2 LW * ? *)",
            "at 02:00 on the last weekday (Monday to Friday) of the month",
        ),
        (
            "cron(0 2 15W * ? *)",
            "at 02:00 on the weekday (Monday to Friday) nearest to day 15 of the month",
        ),
        (
            "cron(0 2 L-1 * ? *)",
            "at 02:00 on the day before the last day of the month",
        ),
        (
            "cron(0 2 L-3 * ? *)",
            "at 02:00 3 days before the last day of the month",
        ),
        (
            "cron(0 2 1,15 * ? *)",
            "at 02:00 on days 1 and 15 of the month",
        ),
        (
            "cron(0 2 1 1,3,6-8 ? *)",
            "at 02:00 on day 1 of the month in January, March and June to August",
        ),
        (
            "cron(0 2 1/7 * ? 2026-2028)",
            "at 02:00 on days 1, 8, 15, 22 and 29 of the month of 2026 to 2028",
        ),
        ("cron(0/30 * * * ? *)", "every 30 minutes every day"),
        ("cron(15 * * * ? *)", "every hour from 00:15 every day"),
        ("cron(0 0/4 * * ? *)", "every 4 hours every day"),
        (
            "cron(0 1/8 ? * SAT *)",
            "every 8 hours from 01:00 every Saturday",
        ),
        ("cron(0 8,20 * * ? *)", "at 08:00 and 20:00 every day"),
        ("cron(24 30 09 ? * * *)", "at 09:30:24 every day"),
        (
            "cron(0,30 9-17 ? * MON-FRI *)",
            "at minute 0 and 30 of the hours 9 to 17 every Monday to Friday",
        ),
        (
            "cron(0/25 * * * ? *)",
            "at minute 0, 25 and 50 of every hour every day",
        ),
        ("rate(1 day)", "every day"),
        ("rate(30 minutes)", "every 30 minutes"),
        ("at(2026-11-23T02:00:00)", "once, on 2026-11-23 at 02:00:00"),
    ] {
        let schedule = Schedule::read(text, Service::Window).expect(text);
        assert_eq!(schedule.in_words(), words, "{text}");
        assert_eq!(schedule.to_string(), text);
    }
    // Of an association the months are not in the words, because they do not count.
    let association = Schedule::read("cron(0 2 ? 3 SUN#1 *)", Service::Association).expect("taken");
    assert_eq!(
        association.in_words(),
        "at 02:00 on the first Sunday of the month"
    );
}

#[test]
fn what_surprises_is_said() {
    for (text, service, said) in [
        (
            "cron(0 2 ? * SAT#2 *)",
            Service::Window,
            "begins on Wednesday to Saturday",
        ),
        (
            "cron(0 2 ? * WED#2 *)",
            Service::Window,
            "begins on Wednesday",
        ),
        (
            "cron(0 2 ? * SUN#2 *)",
            Service::Window,
            "begins on Wednesday to Sunday",
        ),
        (
            "cron(0 2 ? * MON#5 *)",
            Service::Window,
            "without a fifth Monday",
        ),
        ("cron(0 2 31 * ? *)", Service::Window, "without a day 31"),
        ("cron(0 2 31W * ? *)", Service::Window, "without a day 31"),
        (
            "cron(0 2 1/7 * ? *)",
            Service::Window,
            "begin anew with each month",
        ),
        (
            "cron(0 2 ? * 1-5 *)",
            Service::Window,
            "this is Sunday to Thursday",
        ),
        ("cron(0 2 ? * L *)", Service::Window, "every Saturday"),
        (
            "cron(0 2 ? * FRI-MON *)",
            Service::Window,
            "goes round the end",
        ),
        (
            "cron(0 2 ? * MON/2 *)",
            Service::Window,
            "a step behind a name",
        ),
        (
            "cron(0 2 ? * 2/2 *)",
            Service::EventBridgeRule,
            "no step for the day of the week",
        ),
        ("cron(0 2 L-3 * ? *)", Service::Window, "not documented"),
        ("cron(0 2 30 2 ? *)", Service::Window, "never runs"),
        ("cron(0 2 ? * sun *)", Service::Window, "capital letters"),
        ("cron(0  2 ? * SUN *)", Service::Window, "one blank"),
        ("cron( 0 2 ? * SUN *)", Service::Window, "one blank"),
        (
            "cron(0 2 ? 3 SUN#1 *)",
            Service::Association,
            "does not support months",
        ),
        (
            "cron(0 2 15 * ? *)",
            Service::Association,
            "of this form it says nothing",
        ),
        (
            "cron(0 2 ? * MON-FRI *)",
            Service::Policy,
            "of this form it says nothing",
        ),
        (
            "cron(0 0/3 * * ? *)",
            Service::Policy,
            "of this form it says nothing",
        ),
        (
            "cron(0 0/4 ? * SUN *)",
            Service::Policy,
            "of this form it says nothing",
        ),
        ("cron(0 2 ? * SUN 2027)", Service::Association, "with years"),
    ] {
        let doubts = Schedule::read(text, service).expect(text).doubts();
        assert!(
            doubts.iter().any(|doubt| doubt.contains(said)),
            "{text}: {doubts:?}"
        );
    }
}
