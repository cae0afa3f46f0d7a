//! What somebody may have meant by an expression that is refused.

/// Days of the week as a Unix crontab numbers them, where 0 and 7 are Sunday.
const UNIX_DAYS: [&str; 8] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/// Forms near to a text, the likeliest first. Who asks takes the first one that is right.
pub(super) fn forms(text: &str) -> Vec<String> {
    let text = text.trim().trim_matches(['"', '\'', '`']).trim();
    let lower = text.to_ascii_lowercase();
    let (cron, rate, at) = (
        inside(&lower, "cron"),
        inside(&lower, "rate"),
        inside(&lower, "at"),
    );
    if let Some(at) = at {
        return moments(&at);
    }
    if let Some(rate) = rate {
        return rates(&rate);
    }
    if let Some(cron) = cron {
        return crons(&cron);
    }
    // Without its word: what it looks like.
    let mut forms = crons(&lower);
    forms.extend(rates(&lower));
    forms.extend(moments(&lower));
    forms
}

/// What stands between the parentheses behind a word, also where the last one was forgotten.
fn inside(text: &str, word: &str) -> Option<String> {
    let rest = text.strip_prefix(word)?.trim_start().strip_prefix('(')?;
    Some(rest.strip_suffix(')').unwrap_or(rest).trim().to_owned())
}

fn crons(inside: &str) -> Vec<String> {
    let inside = inside.to_ascii_uppercase();
    let fields: Vec<&str> = inside.split_whitespace().collect();
    let mut forms = Vec::new();
    match fields.as_slice() {
        // Six fields, or seconds before them where there are none.
        [minute, hour, day, month, week, year] | [_, minute, hour, day, month, week, year] => {
            forms.push([*minute, *hour, *day, *month, *week, *year]);
        }
        // Five of a crontab, which has no year and counts its days from 0.
        [minute, hour, day, month, week] => {
            forms.push([*minute, *hour, *day, *month, unix_day(week), "*"]);
        }
        _ => {}
    }

    let forms = forms.into_iter().flat_map(|fields| {
        let sunday = with_week(fields, unix_day(fields[4]));
        [one_question(fields), one_question(sunday), fields]
    });
    forms
        .map(|fields| format!("cron({})", fields.join(" ")))
        .collect()
}

/// Puts the `?` where it belongs: in place of the day field that says nothing.
fn one_question(fields: [&str; 6]) -> [&str; 6] {
    let [minute, hour, day, month, week, year] = fields;
    let (day, week) = match (day, week) {
        ("?", "?") => ("*", "?"),
        ("*" | "?", week) if week != "*" && week != "?" => ("?", week),
        (day, "*" | "?") => (day, "?"),
        both => both,
    };
    [minute, hour, day, month, week, year]
}

fn with_week<'a>(mut fields: [&'a str; 6], week: &'a str) -> [&'a str; 6] {
    fields[4] = week;
    fields
}

fn unix_day(text: &str) -> &str {
    let day = text.parse::<usize>().ok();
    day.and_then(|day| UNIX_DAYS.get(day).copied())
        .unwrap_or(text)
}

fn rates(inside: &str) -> Vec<String> {
    let digits = inside
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(inside.len());
    let (number, unit) = inside.split_at(digits);
    let Ok(number) = number.parse::<u64>() else {
        return Vec::new();
    };

    let (number, unit) = match unit.trim() {
        "m" | "min" | "mins" | "minute" | "minutes" => (number, "minute"),
        "h" | "hr" | "hrs" | "hour" | "hours" => (number, "hour"),
        "d" | "day" | "days" => (number, "day"),
        // There is no such unit.
        "w" | "week" | "weeks" => (number.saturating_mul(7), "day"),
        _ => return Vec::new(),
    };
    let plural = if number == 1 { "" } else { "s" };
    vec![format!("rate({number} {unit}{plural})")]
}

fn moments(inside: &str) -> Vec<String> {
    let plain = inside.to_ascii_uppercase().replace(' ', "T");
    let plain = plain.strip_suffix('Z').unwrap_or(&plain);
    // Whole seconds are left out by some, and others write parts of them.
    let plain = plain.split('.').next().unwrap_or(plain);
    vec![format!("at({plain})"), format!("at({plain}:00)")]
}
