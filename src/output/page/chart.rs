//! Charts of a page, as SVG. Widths are parts of a hundred and text is in pixels, so that a chart fits
//! every screen and its text stays readable.

use unicode_width::UnicodeWidthChar;

use super::super::sanitize;
use super::text::escape;

/// How wide a name in a chart may be; the table beside it has all of it. On a narrow screen its end
/// is hidden.
const NAME: usize = 80;
/// The height of a row of bars: the name above the bar.
const ROW: usize = 44;
/// The height of a histogram without its texts.
const COLUMN: f64 = 110.0;
/// The least part of the width that something that is not 0 takes: it must not look like nothing.
const LEAST: f64 = 0.6;

/// The colour of a part, by what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// As it should be.
    Good,
    /// Is wrong.
    Bad,
    /// Too old.
    Late,
    /// Said nothing.
    Mute,
    /// Cannot be reached.
    Lost,
    /// Not managed.
    Outside,
    /// A number without a meaning of its own.
    Plain,
}

impl Paint {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Late => "late",
            Self::Mute => "mute",
            Self::Lost => "lost",
            Self::Outside => "outside",
            Self::Plain => "plain",
        }
    }
}

/// A bar, of one part or of several.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// Its parts; their sum is its length.
    pub parts: Vec<(Paint, u64)>,
}

impl Bar {
    fn sum(&self) -> u64 {
        let numbers = self.parts.iter().map(|(_, number)| *number);
        numbers.fold(0, u64::saturating_add)
    }
}

/// How the bars stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// One below the other.
    Rows,
    /// One beside the other, from the ground up.
    Columns,
}

/// A chart.
#[derive(Debug)]
pub struct Chart {
    /// What it shows, for those who hear it.
    pub title: String,
    /// Its bars.
    pub bars: Vec<Bar>,
    /// How they stand.
    pub direction: Direction,
    /// What the colours mean, where they mean anything.
    pub legend: Vec<(Paint, String)>,
}

impl Chart {
    /// The chart as HTML; nothing where there is nothing to show.
    pub(super) fn draw(&self, section: &str) -> String {
        let longest = self.bars.iter().map(Bar::sum).max().unwrap_or(0);
        if longest == 0 {
            return String::new();
        }

        let (height, shapes) = match self.direction {
            Direction::Rows => (self.bars.len() * ROW, self.rows(longest)),
            Direction::Columns => (160, self.columns(longest)),
        };

        let title = escape(&self.title);
        format!(
            "<figure>\n<svg role=\"img\" aria-labelledby=\"{section}-title\" height=\"{height}\">\n\
             <title id=\"{section}-title\">{title}</title>\n{shapes}</svg>\n{}</figure>\n",
            self.draw_legend()
        )
    }

    fn rows(&self, longest: u64) -> String {
        let mut svg = String::new();
        for (index, bar) in self.bars.iter().enumerate() {
            let top = index * ROW;
            let (name, sum) = (escape(&shortened(&bar.name)), bar.sum());
            let (text, shape) = (top + 14, top + 21);
            svg.push_str(&format!(
                "<svg y=\"{top}\" width=\"90%\" height=\"20\"><text x=\"0\" y=\"14\">{name}</text></svg>\
                 <text x=\"100%\" y=\"{text}\" text-anchor=\"end\">{sum}</text>\n\
                 <rect class=\"track\" x=\"0\" y=\"{shape}\" width=\"100%\" height=\"14\"/>\n"
            ));

            // Each part begins where the one before it ends, as wide as that was drawn.
            let mut left = 0.0;
            for ((paint, _), width) in bar.parts.iter().zip(widths(bar, longest)) {
                if width > 0.0 {
                    let class = paint.class();
                    svg.push_str(&format!(
                        "<rect class=\"{class}\" x=\"{left:.2}%\" y=\"{shape}\" \
                         width=\"{width:.2}%\" height=\"14\"/>\n"
                    ));
                }
                left += width;
            }
        }
        svg
    }

    fn columns(&self, longest: u64) -> String {
        let step = 100.0 / decimal(self.bars.len() as u64);
        let mut svg = String::new();
        for (index, bar) in self.bars.iter().enumerate() {
            let (middle, sum) = ((decimal(index as u64) + 0.5) * step, bar.sum());
            let name = escape(&shortened(&bar.name));

            // A fifth of the width stands between two columns.
            let left = middle - step * 0.4;
            let width = step * 0.8;
            // The ground is at 136, with the names below it and the numbers above the columns.
            let height = share(sum, longest) / 100.0 * COLUMN;
            let (top, above) = (136.0 - height, 131.0 - height);
            let class = bar
                .parts
                .first()
                .map_or("plain", |(paint, _)| paint.class());
            svg.push_str(&format!(
                "<rect class=\"{class}\" x=\"{left:.2}%\" y=\"{top:.1}\" width=\"{width:.2}%\" height=\"{height:.1}\"/>\n\
                 <text class=\"small\" x=\"{middle:.2}%\" y=\"{above:.1}\" text-anchor=\"middle\">{sum}</text>\
                 <text class=\"small\" x=\"{middle:.2}%\" y=\"151\" text-anchor=\"middle\">{name}</text>\n"
            ));
        }
        svg
    }

    fn draw_legend(&self) -> String {
        if self.legend.is_empty() {
            return String::new();
        }
        // Drawn and not coloured by a background, which printers leave out.
        let items = self.legend.iter().map(|(paint, name)| {
            let (class, name) = (paint.class(), escape(name));
            format!(
                "<li><svg aria-hidden=\"true\"><rect class=\"{class}\" width=\"12\" height=\"12\"/>\
                 </svg>{name}</li>\n"
            )
        });
        format!(
            "<ul class=\"legend\">\n{}</ul>\n",
            items.collect::<String>()
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs three digits")]
fn decimal(number: u64) -> f64 {
    number as f64
}

/// A number as a part of a hundred of another; what is not 0 is seen.
fn share(number: u64, whole: u64) -> f64 {
    if number == 0 {
        return 0.0;
    }
    (decimal(number) / decimal(whole) * 100.0).max(LEAST)
}

/// How wide the parts of a bar are. Together never more than the whole, however many of them are
/// drawn wider than they are.
fn widths(bar: &Bar, longest: u64) -> Vec<f64> {
    let parts = bar.parts.iter();
    let mut widths: Vec<f64> = parts.map(|(_, number)| share(*number, longest)).collect();
    let sum: f64 = widths.iter().sum();
    if sum > 100.0 {
        for width in &mut widths {
            *width *= 100.0 / sum;
        }
    }
    widths
}

/// A name that fits above a bar.
fn shortened(name: &str) -> String {
    let clean = sanitize::for_xml(name);
    let mut used = 0;
    let mut short = String::new();
    for c in clean.chars() {
        used += c.width().unwrap_or(0);
        // Signs without a width could be stacked without end.
        if used > NAME || short.len() > 4 * NAME {
            short.push('…');
            break;
        }
        short.push(c);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(direction: Direction, bars: &[(&str, &[(Paint, u64)])]) -> String {
        let bars = bars.iter().map(|(name, parts)| Bar {
            name: (*name).to_owned(),
            parts: parts.to_vec(),
        });
        let chart = Chart {
            title: "Verdicts <1>".to_owned(),
            bars: bars.collect(),
            direction,
            legend: vec![(Paint::Bad, "a & b".to_owned())],
        };
        chart.draw("verdicts")
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        use Paint::{Bad, Good};
        let svg = chart(
            Direction::Rows,
            &[("a", &[(Good, 3), (Bad, 1)]), ("b", &[(Good, 2), (Bad, 0)])],
        );
        for part in [
            "class=\"good\" x=\"0.00%\" y=\"21\" width=\"75.00%\"",
            "class=\"bad\" x=\"75.00%\" y=\"21\" width=\"25.00%\"",
            "class=\"good\" x=\"0.00%\" y=\"65\" width=\"50.00%\"",
            "<title id=\"verdicts-title\">Verdicts &lt;1&gt;</title>",
            "a &amp; b</li>",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        assert_eq!(svg.matches("class=\"bad\"").count(), 2, "0 has no bar");
    }

    #[test]
    fn a_fleet_without_numbers_has_no_picture() {
        assert_eq!(chart(Direction::Rows, &[]), "");
        assert_eq!(
            chart(Direction::Columns, &[("a", &[(Paint::Plain, 0)])]),
            ""
        );
    }

    #[test]
    fn one_huge_value_hides_no_other_and_stays_within_the_picture() {
        let huge = Bar {
            name: String::new(),
            parts: vec![(Paint::Good, u64::MAX), (Paint::Bad, 1), (Paint::Late, 1)],
        };
        let found = widths(&huge, huge.sum());
        assert!(found.iter().all(|width| *width > 0.5), "{found:?}");
        assert!(found.iter().sum::<f64>() <= 100.0 + 1e-9);

        let svg = chart(
            Direction::Columns,
            &[
                ("a", &[(Paint::Plain, u64::MAX)]),
                ("b", &[(Paint::Plain, 1)]),
            ],
        );
        assert!(svg.contains("height=\"110.0\""), "{svg}");
        assert!(svg.contains("height=\"0.7\""), "{svg}");
    }

    #[test]
    fn long_names_are_cut_and_hostile_ones_are_text() {
        let long = "漢".repeat(5_000);
        assert_eq!(shortened(&long), format!("{}…", "漢".repeat(40)));
        assert!(shortened(&"a\u{301}".repeat(5_000)).len() < 400);
        let svg = chart(
            Direction::Rows,
            &[("</svg><script>\u{202e}", &[(Paint::Bad, 1)])],
        );
        assert!(svg.contains(">&lt;/svg&gt;&lt;script&gt;</text>"), "{svg}");
    }
}
