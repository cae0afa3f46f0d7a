//! CSV as RFC 4180 has it, safe to open in a spreadsheet.

use std::borrow::Cow;

use super::sanitize;

/// Writes records into a buffer that is drained by whoever carries the bytes away, so that memory
/// stays flat.
#[derive(Debug)]
pub struct CsvEncoder {
    writer: csv::Writer<Vec<u8>>,
    raw_cells: bool,
}

impl CsvEncoder {
    /// An encoder; `raw_cells` leaves cells as they came, `bom` starts with a byte order mark for
    /// Excel.
    pub fn new(raw_cells: bool, bom: bool) -> Self {
        let start = if bom {
            "\u{feff}".as_bytes().to_vec()
        } else {
            Vec::new()
        };
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(start);
        Self { writer, raw_cells }
    }

    /// Adds one record. Cells that a spreadsheet would run as a formula get an apostrophe in front.
    pub fn record<'a>(&mut self, cells: impl IntoIterator<Item = Field<'a>>) {
        // Field by field, because the cells of a record are not held together anywhere.
        for cell in cells {
            let text = match cell {
                Field::Own(text) => Cow::Borrowed(text),
                Field::Foreign(text) if self.raw_cells => Cow::Borrowed(text),
                Field::Foreign(text) => neutralise(text),
            };
            self.writer
                .write_field(text.as_bytes())
                .expect("writing into memory cannot fail");
        }

        self.writer
            .write_record(None::<&[u8]>)
            .expect("writing into memory cannot fail");
    }

    /// How many bytes are ready, within a few kilobytes.
    pub fn ready(&self) -> usize {
        self.writer.get_ref().len()
    }

    /// Takes the bytes that are ready and goes on.
    pub fn drain(&mut self) -> Vec<u8> {
        let next = Self::new(self.raw_cells, false).writer;
        std::mem::replace(&mut self.writer, next)
            .into_inner()
            .expect("flushing into memory cannot fail")
    }
}

/// A cell and where its text came from.
#[derive(Clone, Copy, Debug)]
pub enum Field<'a> {
    /// Our own text: a header, a count, a time, a verdict.
    Own(&'a str),
    /// Text of a node or an API, which is not trusted.
    Foreign(&'a str),
}

/// Puts an apostrophe before each part that a spreadsheet would take for a formula (OWASP, CSV
/// Injection; CWE-1236).
fn neutralise(text: &str) -> Cow<'_, str> {
    // Nearly every cell is plain, and a large report has millions of them.
    let plain = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if plain
        && text
            .bytes()
            .next()
            .is_none_or(|first| first.is_ascii_alphanumeric())
        && !text.contains([';', '#'])
    {
        return Cow::Borrowed(text);
    }

    let clean = sanitize::for_csv(text);
    let formulas = formulas(&clean);
    if formulas.is_empty() {
        return clean;
    }

    let mut harmless = String::with_capacity(clean.len() + formulas.len());
    let mut from = 0;
    for to in formulas {
        harmless.push_str(&clean[from..to]);
        harmless.push('\'');
        from = to;
    }
    harmless.push_str(&clean[from..]);
    Cow::Owned(harmless)
}

/// Where the parts of a cell begin that a spreadsheet would take for formulas: where the list
/// separator is another than the comma, what stands behind it, or behind a line end, is a cell of
/// its own, and quotes within a cell keep nobody from it.
fn formulas(cell: &str) -> Vec<usize> {
    let mut start = 0;
    let mut formulas = Vec::new();
    for part in cell.split_inclusive([';', '\t', '\n', '\r']) {
        // What nobody sees in front does not keep a spreadsheet from it.
        let begun = part.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if begun.starts_with(is_formula) || (start == 0 && part.starts_with(['\t', '\n', '\r'])) {
            formulas.push(start);
        }
        start += part.len();
    }
    formulas
}

/// The signs with which formulas begin; the wide and small ones of East Asian keyboards and the
/// minus of mathematics count as the narrow ones.
fn is_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '−'
    )
}

/// What has no width, beside what is taken out anyway (Unicode, `Default_Ignorable_Code_Point`).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(raw: bool, bom: bool, cells: &[&str]) -> String {
        let mut encoder = CsvEncoder::new(raw, bom);
        encoder.record(cells.iter().map(|cell| Field::Foreign(cell)));
        String::from_utf8(encoder.drain()).expect("text")
    }

    #[test]
    fn formulas_are_neutralised_and_raw_cells_are_not() {
        for formula in [
            "=cmd|'/C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "＝1",
            "\u{1b}[0m=1",
            "\u{200b}=1",
            "\u{feff}@x",
            "\u{a0} \u{2060}+1",
            "\u{ad}-1",
            "−1",
        ] {
            assert!(
                encode(false, false, &[formula, "x"])
                    .trim_start_matches('"')
                    .starts_with('\''),
                "{formula:?}"
            );
        }
        for (cell, harmless) in [
            ("a;=1;b; @x", "a;'=1;b;' @x"),
            ("a\t\u{200b}+1", "a\t'\u{200b}+1"),
            ("a\n-1", "\"a\n'-1\""),
            ("a; b-c;d", "a; b-c;d"),
        ] {
            assert_eq!(
                encode(false, false, &[cell, "x"]),
                format!("{harmless},x\r\n")
            );
        }
        assert_eq!(encode(true, false, &["=1+1", "x"]), "=1+1,x\r\n");
        assert_eq!(encode(false, false, &["a=b", "x-y"]), "a=b,x-y\r\n");
    }

    #[test]
    fn quotes_line_ends_and_japanese_follow_rfc_4180() {
        assert_eq!(
            encode(false, false, &["say \"hi\"", "a,b", "two\r\nlines", "東京"]),
            "\"say \"\"hi\"\"\",\"a,b\",\"two\r\nlines\",東京\r\n"
        );
        assert!(encode(false, true, &["a", "b"]).starts_with('\u{feff}'));
    }

    #[test]
    fn whatever_goes_in_a_reader_gets_one_record_of_the_same_width() {
        arbtest::arbtest(|u| {
            let cells: Vec<String> = u.arbitrary()?;
            if cells.len() < 2 {
                return Ok(());
            }
            let mut encoder = CsvEncoder::new(true, false);
            encoder.record(cells.iter().map(|cell| Field::Foreign(cell)));
            let bytes = encoder.drain();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(bytes.as_slice());
            let records: Vec<csv::StringRecord> = reader
                .records()
                .map(|record| record.expect("valid CSV"))
                .collect();
            assert_eq!(records.len(), 1);
            assert!(records[0].iter().eq(cells.iter().map(String::as_str)));
            Ok(())
        });
    }
}
