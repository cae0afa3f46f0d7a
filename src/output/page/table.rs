//! A table of a page.

use super::super::cell::{Cell, Tone};
use super::text::escape;

/// A table with a name.
#[derive(Debug)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The names of its columns; an underscore is shown as a blank.
    pub columns: Vec<&'static str>,
    /// Its rows; the first cell of each names it.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The table as HTML. On a narrow screen it is moved sideways, also by keys.
    pub(super) fn draw(&self, section: &str) -> String {
        let caption = escape(&self.caption);
        let mut html = format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\">\n\
             <table id=\"{section}-table\">\n<caption>{caption}</caption>\n<thead><tr>"
        );

        // A head stands over its column, so that it is set as the cells below it are.
        for (index, name) in self.columns.iter().enumerate() {
            let class = class(self.kind(index));
            let name = escape(&name.replace('_', " "));
            html.push_str(&format!("<th scope=\"col\"{class}>{name}</th>"));
        }

        html.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            html.push_str(&draw_row(row));
        }
        html.push_str("</tbody>\n</table>\n</div>\n");
        html
    }

    /// What a column holds, by the first of its cells that holds anything.
    fn kind(&self, column: usize) -> Option<&Cell> {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.find(|cell| **cell != Cell::Empty)
    }
}

fn draw_row(row: &[Cell]) -> String {
    // A screen reader says the name of the row with each of its cells.
    let cells = row.iter().enumerate().map(|(index, cell)| {
        let (class, text) = (class(Some(cell)), content(cell));
        if index == 0 {
            format!("<th scope=\"row\"{class}>{text}</th>")
        } else {
            format!("<td{class}>{text}</td>")
        }
    });
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

/// How a cell is set: numbers stand at the right, and what is copied and pasted is not broken.
fn class(cell: Option<&Cell>) -> &'static str {
    match cell {
        Some(Cell::Number(_) | Cell::Counted(..)) => " class=\"number\"",
        Some(Cell::Id(id)) if id.len() <= LONGEST_WHOLE && !id.contains('_') => " class=\"whole\"",
        Some(Cell::Text(_)) => " class=\"text\"",
        Some(Cell::Time(_)) => " class=\"time\"",
        _ => "",
    }
}

/// An id of more bytes than this would push everything else off the page.
const LONGEST_WHOLE: usize = 30;

fn content(cell: &Cell) -> String {
    let text = escape(&cell.plain());
    match cell {
        Cell::State(_, tone) => {
            let tone = tone_class(*tone);
            format!("<span class=\"state{tone}\">{text}</span>")
        }
        // It may be broken between the day and the hour.
        Cell::Time(_) => {
            let shown = text.replace('T', "T<wbr>");
            format!("<time datetime=\"{text}\">{shown}</time>")
        }
        // A name of an operating system may be broken between its words.
        Cell::Id(_) => text.replace('_', "_<wbr>"),
        _ => text,
    }
}

const fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => " is-good",
        Tone::Warning => " is-warning",
        Tone::Bad => " is-bad",
        Tone::Quiet => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_names_its_columns_and_rows_and_escapes_all_of_it() {
        let table = Table {
            caption: "<i>".to_owned(),
            columns: vec!["node", "missing_patches"],
            rows: vec![
                vec![Cell::text("<script>\"'"), Cell::Number(3)],
                vec![Cell::State("STALE".to_owned(), Tone::Warning), Cell::Empty],
            ],
        };
        let html = table.draw("nodes");
        for part in [
            "<caption>&lt;i&gt;</caption>",
            "<th scope=\"col\" class=\"number\">missing patches</th>",
            "<th scope=\"row\" class=\"text\">&lt;script&gt;&quot;&apos;</th><td class=\"number\">3</td>",
            "<span class=\"state is-warning\">STALE</span></th><td></td>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn an_empty_table_still_has_its_columns() {
        let table = Table {
            caption: String::new(),
            columns: vec!["node"],
            rows: Vec::new(),
        };
        assert!(table.draw("n").contains("<th scope=\"col\">node</th>"));
    }
}
