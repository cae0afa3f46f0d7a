//! Markdown, for a job summary or a pull request.

use super::Ui;
use super::listing::Column;
use super::sanitize;
use crate::error::Result;

/// Makes text that is not ours harmless in a Markdown table.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in sanitize::for_terminal(text).chars() {
        // Signs of HTML become references, because a backslash does not stop a browser; those of
        // Markdown get one.
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '#' | '@' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A report that is a table.
#[derive(Debug)]
pub struct Page<'a, T> {
    /// The heading; our own words.
    pub title: &'a str,
    /// One sentence on the whole.
    pub conclusion: &'a str,
    /// The columns that are shown.
    pub columns: &'a [&'a Column<T>],
    /// The rows.
    pub rows: &'a [T],
    /// What could not be read, in sentences.
    pub unread: &'a [String],
}

impl Ui {
    /// Writes a page.
    pub fn page<T>(&self, page: &Page<'_, T>) -> Result<()> {
        self.write_raw(&draw(page))
    }
}

fn draw<T>(page: &Page<'_, T>) -> String {
    let mut text = format!("## {}\n\n{}\n", page.title, escape(page.conclusion));
    if !page.rows.is_empty() {
        let heads = page.columns.iter();
        let heads = heads.map(|column| column.name.replace('_', " "));
        let heads: Vec<String> = heads.collect();
        text.push_str(&format!("\n| {} |\n|", heads.join(" | ")));
        text.push_str(&"---|".repeat(heads.len()));
        text.push('\n');
    }
    for row in page.rows {
        let cells = page.columns.iter();
        let cells = cells.map(|column| escape(&(column.cell)(row).plain()));
        let cells: Vec<String> = cells.collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }

    // A list and not a table: places that could not be read have no columns.
    if !page.unread.is_empty() {
        text.push_str("\n### Could not be read\n\n");
    }
    for sentence in page.unread {
        text.push_str(&format!("- {}\n", escape(sentence)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::cell::Cell;
    use super::*;

    #[test]
    fn what_nodes_say_stays_in_its_cell() {
        let column: Column<&str> = Column::always("the_name", |text| Cell::text(*text));
        let page = Page {
            title: "What changed",
            conclusion: "1 <b>node</b>",
            columns: &[&column],
            rows: &["a|b\n| c", "\u{1b}[31m_x_"],
            unread: &["account *x*".to_owned()],
        };
        assert_eq!(
            draw(&page),
            "## What changed\n\n1 &lt;b&gt;node&lt;/b&gt;\n\n| the name |\n|---|\n| a\\|b \\| c |\n\
             | \\_x\\_ |\n\n### Could not be read\n\n- account \\*x\\*\n"
        );
    }
}
