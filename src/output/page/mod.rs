//! A report as one page of HTML that stands alone: its style and its charts are in it, nothing is
//! loaded and nothing runs. Beside each chart is a table with the same numbers.

pub mod chart;
mod style;
pub mod table;
mod text;

use chart::Chart;
use table::Table;
use text::escape;

/// Nothing is loaded from anywhere, and nothing runs, whatever a name holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// A page.
#[derive(Debug)]
pub struct Page {
    /// The heading.
    pub title: &'static str,
    /// Who answered, where that is not AWS.
    pub warning: Option<String>,
    /// What could not be read, in sentences; it stands above everything else.
    pub unread: Vec<String>,
    /// What the page is about, where it is from and from when.
    pub facts: Vec<(&'static str, String)>,
    /// The parts of the page.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug)]
pub struct Section {
    /// Its name in addresses, such as `verdicts`.
    pub id: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// What has to be known to read it.
    pub remarks: Vec<String>,
    /// The numbers as a picture.
    pub chart: Option<Chart>,
    /// The same numbers as text.
    pub table: Table,
}

/// Draws the page, with a final line end.
pub fn draw(page: &Page) -> String {
    let mut html = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    html.push_str("<meta charset=\"utf-8\">\n");
    html.push_str(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    ));
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.push_str(&format!("<title>{}</title>\n", escape(page.title)));
    html.push_str(&format!("<style>\n{}</style>\n", style::STYLE));

    html.push_str("</head>\n<body>\n");
    html.push_str(&header(page));
    html.push_str("<main>\n");
    for section in &page.sections {
        html.push_str(&draw_section(section));
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn header(page: &Page) -> String {
    let mut html = format!("<header>\n<h1>{}</h1>\n", escape(page.title));
    if let Some(warning) = &page.warning {
        html.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(warning)));
    }

    // First, so that nobody takes the numbers of a part for those of the whole.
    if !page.unread.is_empty() {
        html.push_str("<section class=\"unread\" role=\"alert\" id=\"unread\">\n");
        html.push_str("<h2>Incomplete: not everything could be read</h2>\n<ul>\n");
        for sentence in &page.unread {
            html.push_str(&format!("<li>{}</li>\n", escape(sentence)));
        }
        html.push_str("</ul>\n</section>\n");
    }

    html.push_str("<dl>\n");
    for (name, text) in &page.facts {
        let (name, text) = (escape(name), escape(text));
        html.push_str(&format!("<div><dt>{name}</dt><dd>{text}</dd></div>\n"));
    }
    html.push_str("</dl>\n</header>\n");
    html
}

fn draw_section(section: &Section) -> String {
    // The heading names the part for who jumps from one to the next by keys.
    let id = section.id;
    let heading = escape(section.heading);
    let mut html = format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>\n");
    for remark in &section.remarks {
        html.push_str(&format!("<p>{}</p>\n", escape(remark)));
    }
    if let Some(chart) = &section.chart {
        html.push_str(&chart.draw(id));
    }
    html.push_str(&section.table.draw(id));
    html.push_str("</section>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(unread: Vec<String>) -> String {
        draw(&Page {
            title: "Patch compliance",
            warning: None,
            unread,
            facts: vec![("Selected", "--name \"<b>'&\"".to_owned())],
            sections: Vec::new(),
        })
    }

    #[test]
    fn what_could_not_be_read_stands_above_everything() {
        let html = page(vec!["account <1>: denied\u{202e}".to_owned()]);
        let (unread, facts) = (html.find("<li>").unwrap(), html.find("<dl>").unwrap());
        assert!(unread < facts);
        assert!(html.contains("<li>account &lt;1&gt;: denied</li>"));
        assert!(!page(Vec::new()).contains("Incomplete"));
    }

    #[test]
    fn text_is_never_markup() {
        let html = page(Vec::new());
        assert!(html.contains("<dd>--name &quot;&lt;b&gt;&apos;&amp;&quot;</dd>"));
    }
}
