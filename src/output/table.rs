//! Aligned tables without borders.

use comfy_table::{Attribute, Cell as TableCell, CellAlignment, Color, ContentArrangement, Table, presets};
use jiff::Timestamp;

use super::cell::{Cell, Tone};
use super::terminal::Terminal;
use super::{sanitize, time};

/// Draws a table: fitted to the width and coloured on a terminal, plain and never cut elsewhere.
pub fn draw(headers: &[String], rows: &[Vec<Cell>], terminal: Terminal, now: Timestamp) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.force_no_tty();
    if terminal.out.color {
        table.enforce_styling();
    }
    match terminal.width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_header(headers.iter().map(|header| TableCell::new(header.to_uppercase().replace('_', " ")).add_attribute(Attribute::Bold)));
    for row in rows {
        table.add_row(row.iter().map(|cell| table_cell(cell, terminal, now)));
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if rows.iter().any(|row| matches!(row.get(index), Some(Cell::Number(_) | Cell::Counted(..)))) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text: String = table.lines().flat_map(|line| [line.trim_end().to_owned(), "\n".to_owned()]).collect();
    if text.is_empty() {
        text.push('\n');
    }
    text
}

fn table_cell(cell: &Cell, terminal: Terminal, now: Timestamp) -> TableCell {
    let text = shown(cell, terminal, now);
    match cell {
        Cell::State(_, Tone::Good) | Cell::Counted(_, Tone::Good) => TableCell::new(text).fg(Color::Green),
        Cell::State(_, Tone::Warning) | Cell::Counted(_, Tone::Warning) => TableCell::new(text).fg(Color::Yellow),
        Cell::State(_, Tone::Bad) | Cell::Counted(_, Tone::Bad) => TableCell::new(text).fg(Color::Red),
        Cell::Empty | Cell::State(_, Tone::Quiet) | Cell::Counted(_, Tone::Quiet) => TableCell::new(text).add_attribute(Attribute::Dim),
        _ => TableCell::new(text),
    }
}

/// The text of a cell as a table shows it.
pub fn shown(cell: &Cell, terminal: Terminal, now: Timestamp) -> String {
    match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) | Cell::State(text, _) => sanitize::for_terminal(text).into_owned(),
        Cell::Number(number) | Cell::Counted(number, _) => number.to_string(),
        Cell::Time(moment) if terminal.out.terminal => time::relative(*moment, now),
        Cell::Time(moment) => time::rfc3339(*moment),
    }
}

#[cfg(test)]
mod tests {
    use super::super::terminal::Stream;
    use super::*;

    #[test]
    fn japanese_takes_two_columns_and_hostile_names_stay_in_their_cell() {
        let plain = Stream { terminal: false, color: false };
        let terminal = Terminal { out: plain, err: plain, width: None };
        let rows = vec![
            vec![Cell::text("東京サーバー"), Cell::Number(7), Cell::text("x")],
            vec![Cell::text("a\u{1b}[2Jb\nc"), Cell::Number(12), Cell::Empty],
        ];
        let headers = ["name".to_owned(), "missing_count".to_owned(), "z".to_owned()];
        let text = draw(&headers, &rows, terminal, Timestamp::UNIX_EPOCH);
        assert_eq!(text, "NAME          MISSING COUNT  Z\n東京サーバー              7  x\nab c                     12  -\n");
    }
}
