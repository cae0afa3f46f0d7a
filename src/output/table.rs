//! Aligned tables without borders.

use std::borrow::Cow;
use std::io::{self, Write};

use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    Table, Width, presets,
};
use jiff::Timestamp;
use unicode_width::UnicodeWidthStr;

use super::cell::{Cell, Tone};
use super::terminal::Terminal;
use super::{sanitize, time};

/// How narrow a column of text may become before the table grows wider than the terminal.
const NARROWEST: u16 = 14;

/// How wide a relative time is at most, such as `1234d ago`.
const RELATIVE: usize = 9;

/// The blanks between two columns.
const GAP: usize = 2;

/// How many of the columns fit into a terminal when text is broken as far as it may be. The columns
/// stand in the order of their weight, so that what does not fit is left out from the right.
pub fn fitting(headers: &[String], rows: &[Vec<Cell>], width: u16) -> usize {
    let mut used = 0;
    let fits = headers.iter().enumerate().take_while(|(index, header)| {
        used += narrowest(header, rows.iter().filter_map(|row| row.get(*index)));
        // The gap behind the last column need not fit.
        used <= usize::from(width) + GAP
    });
    fits.count().max(1)
}

/// How wide a column is at least, with the gap behind it.
fn narrowest<'a>(header: &str, mut cells: impl Iterator<Item = &'a Cell> + Clone) -> usize {
    let widest = cells.clone().map(width_of).max().unwrap_or(0);
    let breaks = cells.any(|cell| matches!(cell, Cell::Text(_)));
    let least = if breaks {
        widest.min(usize::from(NARROWEST))
    } else {
        widest
    };

    // A title of several words is broken between them, and nowhere else.
    let title = title(header);
    let word = title.split(' ').map(UnicodeWidthStr::width).max();
    least.max(word.unwrap_or(0)) + GAP
}

/// How wide a cell is on a terminal, where times are relative to now.
fn width_of(cell: &Cell) -> usize {
    match cell {
        Cell::Time(_) => RELATIVE,
        cell => plain(cell).width(),
    }
}

/// Draws a table: fitted to the width and coloured on a terminal, plain and never cut elsewhere.
pub fn draw(headers: &[String], rows: &[Vec<Cell>], terminal: Terminal, now: Timestamp) -> String {
    let mut table = empty(terminal);
    table.set_header(
        headers
            .iter()
            .map(|header| TableCell::new(title(header)).add_attribute(Attribute::Bold)),
    );
    for row in rows {
        table.add_row(row.iter().map(|cell| table_cell(cell, terminal, now)));
    }
    shape_columns(&mut table, rows);

    // The padding behind the last column would be blanks at the end of each line.
    let mut text: String = table
        .lines()
        .flat_map(|line| [line.trim_end().to_owned(), "\n".to_owned()])
        .collect();
    if text.is_empty() {
        text.push('\n');
    }
    text
}

fn empty(terminal: Terminal) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    // What the terminal can do was decided once, by flags and variables: the library must not look
    // by itself.
    table.force_no_tty();
    if terminal.out.color {
        table.enforce_styling();
    }

    match terminal.width {
        Some(width) => table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table
}

/// Text may be broken over lines, down to the narrowest width; ids and states never are. Numbers
/// stand at the right.
fn shape_columns(table: &mut Table, rows: &[Vec<Cell>]) {
    let widths = table.column_max_content_widths();
    for (index, column) in table.column_iter_mut().enumerate() {
        let mut cells = rows.iter().filter_map(|row| row.get(index));
        let wraps = cells.clone().any(|cell| matches!(cell, Cell::Text(_)));
        let numbers = cells.any(is_number);

        // The library counts the padding as a part of the width.
        let widest = widths.get(index).copied().unwrap_or_default();
        column.set_padding((0, 2));
        column.set_constraint(if wraps {
            ColumnConstraint::LowerBoundary(Width::Fixed(widest.min(NARROWEST) + 2))
        } else {
            ColumnConstraint::ContentWidth
        });
        if numbers {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

const fn is_number(cell: &Cell) -> bool {
    matches!(cell, Cell::Number(_) | Cell::Counted(..))
}

/// Writes a plain table, aligned and never cut. `rows` is asked twice, first for the widths, so
/// that a long table is never held whole.
pub fn stream<I>(out: &mut dyn Write, headers: &[String], rows: impl Fn() -> I) -> io::Result<()>
where
    I: Iterator<Item = Vec<Cell>>,
{
    let titles: Vec<String> = headers.iter().map(|header| title(header)).collect();
    let mut widths: Vec<usize> = titles.iter().map(|title| title.width()).collect();
    let mut right = vec![false; titles.len()];

    // The first walk only measures.
    for row in rows() {
        for (index, cell) in row.iter().enumerate() {
            widths[index] = widths[index].max(plain(cell).width());
            right[index] |= is_number(cell);
        }
    }

    let titles = titles.iter().map(|title| Cow::Borrowed(title.as_str()));
    line(out, titles, &widths, &right)?;
    rows().try_for_each(|row| line(out, row.iter().map(plain), &widths, &right))
}

fn line<'a>(
    out: &mut dyn Write,
    cells: impl Iterator<Item = Cow<'a, str>>,
    widths: &[usize],
    right: &[bool],
) -> io::Result<()> {
    let mut text = String::new();
    for ((cell, width), right) in cells.zip(widths).zip(right) {
        // Counted in columns of the terminal and not in characters: CJK takes two (UAX #11).
        let gap = " ".repeat(width.saturating_sub(cell.width()));
        let (before, after) = if *right {
            (gap.as_str(), "")
        } else {
            ("", gap.as_str())
        };
        text.extend([before, &cell, after, "  "]);
    }

    writeln!(out, "{}", text.trim_end())
}

fn title(header: &str) -> String {
    header.to_uppercase().replace('_', " ")
}

/// The text of a cell where no person is looking.
fn plain(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed("-"),
        Cell::Text(text) | Cell::Id(text) | Cell::State(text, _) => sanitize::for_terminal(text),
        Cell::Number(_) | Cell::Counted(..) | Cell::Time(_) => Cow::Owned(cell.plain()),
    }
}

fn table_cell(cell: &Cell, terminal: Terminal, now: Timestamp) -> TableCell {
    let text = shown(cell, terminal, now);

    // The colour only repeats what the word says (see `Tone`).
    match cell {
        Cell::State(_, Tone::Good) | Cell::Counted(_, Tone::Good) => {
            TableCell::new(text).fg(Color::Green)
        }
        Cell::State(_, Tone::Warning) | Cell::Counted(_, Tone::Warning) => {
            TableCell::new(text).fg(Color::Yellow)
        }
        Cell::State(_, Tone::Bad) | Cell::Counted(_, Tone::Bad) => {
            TableCell::new(text).fg(Color::Red)
        }
        Cell::Empty | Cell::State(_, Tone::Quiet) | Cell::Counted(_, Tone::Quiet) => {
            TableCell::new(text).add_attribute(Attribute::Dim)
        }
        _ => TableCell::new(text),
    }
}

/// The text of a cell as a table shows it.
pub fn shown(cell: &Cell, terminal: Terminal, now: Timestamp) -> String {
    match cell {
        Cell::Time(moment) if terminal.out.terminal => time::relative(*moment, now),
        _ => plain(cell).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::terminal::Stream;
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out_from_the_right() {
        let rows = vec![vec![
            Cell::id("i-0123456789abcdef0"),
            Cell::id("NON_COMPLIANT"),
            Cell::text("a reason that is long"),
        ]];
        let headers = ["node".to_owned(), "verdict".to_owned(), "reason".to_owned()];
        assert_eq!(
            [10, 36, 50, 120].map(|width| fitting(&headers, &rows, width)),
            [1, 2, 3, 3]
        );

        // A time takes as much as is shown of it, and not as much as a machine reads.
        let rows = vec![vec![
            Cell::Time(Timestamp::UNIX_EPOCH),
            Cell::text("a reason that is long"),
        ]];
        let headers = ["at".to_owned(), "reason".to_owned()];
        assert_eq!(
            [24, 25].map(|width| fitting(&headers, &rows, width)),
            [1, 2]
        );
    }

    #[test]
    fn ids_are_never_broken_over_two_lines() {
        let plain = Stream {
            terminal: false,
            color: false,
        };
        let terminal = Terminal {
            out: plain,
            err: plain,
            width: Some(40),
        };
        let rows = vec![vec![
            Cell::id("i-0123456789abcdef0"),
            Cell::text("a reason that needs more than one line to be told"),
        ]];
        let text = draw(
            &["node".to_owned(), "reason".to_owned()],
            &rows,
            terminal,
            Timestamp::UNIX_EPOCH,
        );
        assert!(
            text.contains("i-0123456789abcdef0") && text.lines().count() > 2,
            "{text}"
        );
    }

    #[test]
    fn japanese_takes_two_columns_and_hostile_names_stay_in_their_cell() {
        let plain = Stream {
            terminal: false,
            color: false,
        };
        let terminal = Terminal {
            out: plain,
            err: plain,
            width: None,
        };
        let rows = vec![
            vec![Cell::text("東京サーバー"), Cell::Number(7), Cell::text("x")],
            vec![Cell::text("a\u{1b}[2Jb\nc"), Cell::Number(12), Cell::Empty],
        ];
        let headers = [
            "name".to_owned(),
            "missing_count".to_owned(),
            "z".to_owned(),
        ];
        let text = draw(&headers, &rows, terminal, Timestamp::UNIX_EPOCH);
        let mut streamed = Vec::new();
        stream(&mut streamed, &headers, || rows.iter().cloned())
            .expect("writing into memory cannot fail");
        assert_eq!(
            String::from_utf8(streamed).expect("text"),
            text,
            "both ways to draw agree"
        );
        assert_eq!(
            text,
            "NAME          MISSING COUNT  Z\n東京サーバー              7  x\nab c                     12  -\n"
        );
    }
}
