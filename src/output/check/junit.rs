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
    writer.write_event(Event::Start(suite(report)))?;
    writer.write_event(Event::Start(BytesStart::new("properties")))?;
    write_property(&mut writer, "origin", &report.origin)?;
    writer.write_event(Event::End(BytesEnd::new("properties")))?;
    for case in &report.cases {
        write_case(&mut writer, case)?;
    }
    // A suite without a case would be green in most readers.
    for nothing in &report.nothing {
        let problem = ("failure", "NOTHING", nothing.as_str(), "");
        write_test(
            &mut writer,
            ("scope", &sanitize::for_xml(nothing)),
            Some(problem),
        )?;
    }

    // A case each, so that a job whose nodes all pass is not green while something was not read.
    for fault in report.unreadable {
        let place = sanitize::for_xml(&fault.place);
        let problem = ("error", "UNREADABLE", fault.reason.as_str(), "");
        write_test(&mut writer, ("unreadable", &place), Some(problem))?;
    }

    writer.write_event(Event::End(BytesEnd::new("testsuite")))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// The suite with its counts, which readers believe rather than count themselves.
fn suite(report: &CheckReport<'_>) -> BytesStart<'static> {
    let (cases, faults) = (report.cases.len(), report.unreadable.len());
    let nothing = report.nothing.len();
    let counts = [
        ("tests", cases + nothing + faults),
        (
            "failures",
            report.with(CaseOutcome::Failed).count() + nothing,
        ),
        ("errors", faults),
        ("skipped", report.with(CaseOutcome::Excused).count()),
    ];

    let mut suite = BytesStart::new("testsuite");
    suite.push_attribute(("name", "patchctl compliance check"));
    for (name, count) in counts {
        suite.push_attribute((name, count.to_string().as_str()));
    }
    suite.push_attribute(("timestamp", report.judged_at.as_str()));
    suite
}

fn write_property(writer: &mut Writer<Vec<u8>>, name: &str, value: &str) -> std::io::Result<()> {
    let mut property = BytesStart::new("property");
    property.push_attribute(("name", name));
    property.push_attribute(("value", sanitize::for_xml(value).as_ref()));
    writer.write_event(Event::Empty(property))
}

fn write_case(writer: &mut Writer<Vec<u8>>, case: &Case) -> std::io::Result<()> {
    let (reason, next) = (case.reason.as_str(), case.next.as_str());
    // JUnit has no word for "failed, but that is agreed to"; skipped is the one that stays green.
    let problem = match case.outcome {
        CaseOutcome::Passed => None,
        CaseOutcome::Failed => Some(("failure", case.verdict, reason, next)),
        CaseOutcome::Excused => Some(("skipped", case.verdict, reason, "")),
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
    test.push_attribute(("classname", sanitize::for_xml(class).as_ref()));
    test.push_attribute(("name", sanitize::for_xml(name).as_ref()));

    let Some((element, kind, message, next)) = problem else {
        return writer.write_event(Event::Empty(test));
    };

    writer.write_event(Event::Start(test))?;
    let mut start = BytesStart::new(element);
    let message = sanitize::for_xml(message);
    start.push_attribute(("message", format!("{kind}: {message}").as_str()));

    // The type belongs to failures and errors; a skipped test has only its message.
    if element != "skipped" {
        start.push_attribute(("type", kind));
    }

    if next.is_empty() {
        writer.write_event(Event::Empty(start))?;
    } else {
        writer.write_event(Event::Start(start))?;
        writer.write_event(Event::Text(BytesText::new(&sanitize::for_xml(next))))?;
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
            xml.contains(r#"tests="5" failures="2" errors="1" skipped="1""#),
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
