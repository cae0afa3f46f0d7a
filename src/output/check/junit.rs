//! `JUnit` XML: one test suite, one test case a node, one erroneous case for whatever could not be
//! read.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::super::sanitize;
use super::{Case, CaseOutcome, CheckReport};

/// Draws the report as XML with a final line end.
pub fn draw(report: &CheckReport<'_>) -> String {
    write(report)
        .and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other))
        .expect("writing text into memory cannot fail")
}

fn write(report: &CheckReport<'_>) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut suite = BytesStart::new("testsuite");
    let number = |number: usize| number.to_string();
    suite.push_attribute(("name", "patchctl compliance check"));
    suite.push_attribute((
        "tests",
        number(report.cases.len() + report.unreadable.len()).as_str(),
    ));
    suite.push_attribute((
        "failures",
        number(report.with(CaseOutcome::Failed).count()).as_str(),
    ));
    suite.push_attribute(("errors", number(report.unreadable.len()).as_str()));
    suite.push_attribute((
        "skipped",
        number(report.with(CaseOutcome::Excused).count()).as_str(),
    ));
    suite.push_attribute(("timestamp", report.judged_at.as_str()));
    writer.write_event(Event::Start(suite))?;
    for case in &report.cases {
        write_case(&mut writer, case)?;
    }
    for fault in report.unreadable {
        let place = sanitize::for_terminal(&fault.place);
        write_test(
            &mut writer,
            ("unreadable", &place),
            Some(("error", "UNREADABLE", &fault.reason, "")),
        )?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuite")))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_case(writer: &mut Writer<Vec<u8>>, case: &Case) -> std::io::Result<()> {
    let problem = match case.outcome {
        CaseOutcome::Passed => None,
        CaseOutcome::Failed => Some((
            "failure",
            case.verdict,
            case.reason.as_str(),
            case.next.as_str(),
        )),
        CaseOutcome::Excused => Some(("skipped", case.verdict, case.reason.as_str(), "")),
    };
    write_test(writer, (&case.scope, &case.title()), problem)
}

/// A test case; a problem is its element, its type, its message and what to do next.
fn write_test(
    writer: &mut Writer<Vec<u8>>,
    (class, name): (&str, &str),
    problem: Option<(&str, &str, &str, &str)>,
) -> std::io::Result<()> {
    let mut test = BytesStart::new("testcase");
    test.push_attribute(("classname", class));
    test.push_attribute(("name", name));
    let Some((element, kind, message, next)) = problem else {
        return writer.write_event(Event::Empty(test));
    };
    writer.write_event(Event::Start(test))?;
    let mut start = BytesStart::new(element);
    let message = sanitize::for_terminal(message);
    start.push_attribute(("message", format!("{kind}: {message}").as_str()));
    if element != "skipped" {
        start.push_attribute(("type", kind));
    }
    if next.is_empty() {
        writer.write_event(Event::Empty(start))?;
    } else {
        writer.write_event(Event::Start(start))?;
        writer.write_event(Event::Text(BytesText::new(next)))?;
        writer.write_event(Event::End(BytesEnd::new(element)))?;
    }
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fault, report};

    #[test]
    fn hostile_names_stay_attributes_and_the_counts_add_up() {
        let faults = [fault()];
        let xml = super::draw(&report(&faults));
        assert!(
            xml.contains(r#"tests="4" failures="1" errors="1" skipped="1""#),
            "{xml}"
        );
        assert!(xml.contains(r#"name="i-2 (&lt;b&gt;| x)""#), "{xml}");
        assert!(!xml.contains('\u{1b}'));
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(
            reader.read_event().expect("well-formed XML"),
            quick_xml::events::Event::Eof
        ) {}
    }
}
