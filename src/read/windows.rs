//! A maintenance window as a user names it: by its id, or by its name, which need not be unique.

use super::fleet;
use super::propose::propose;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::text::words::near_miss;
use crate::domain::window::{Listed, Window};
use crate::error::{Error, Kind, Result};

/// A window with the place where it was found.
#[derive(Debug)]
pub struct Found<'a> {
    /// The place.
    pub site: &'a Site,
    /// The window, as it is listed.
    pub window: Listed,
}

/// The windows of every scope.
///
/// # Errors
/// What could not be read is shown and becomes an error of its own: an answer that may be wrong is
/// none.
pub async fn everything<'a>(context: &Context, reach: &'a Reach) -> Result<Vec<Found<'a>>> {
    // By id too every place is read: an id does not say where it is.
    let gathered = reach.gather(Site::maintenance_windows).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    if !unreadable.is_empty() {
        let credentials = answers.is_empty() && unreadable.iter().all(|fault| fault.credentials);
        let kind = if credentials {
            Kind::Credentials
        } else {
            Kind::Incomplete
        };
        return Err(Error::new(
            kind,
            "the windows could not be read everywhere, so that nothing is decided",
        ));
    }

    let found = answers.into_iter().flat_map(|(scope, windows)| {
        let site = reach.site(&scope);
        let windows = windows.into_iter();
        windows.filter_map(move |window| {
            Some(Found {
                site: site?,
                window,
            })
        })
    });
    Ok(found.collect())
}

/// The one window that a user means.
///
/// # Errors
/// Usage errors when nothing has that name or id, or when several have the name.
pub fn one_of<'f, 'a>(
    context: &Context,
    reach: &Reach,
    all: &'f [Found<'a>],
    name: &str,
) -> Result<&'f Found<'a>> {
    // By either: ids and names have different forms.
    let means = |found: &&Found<'_>| found.window.id == name || found.window.name == name;
    let fitting: Vec<&Found<'a>> = all.iter().filter(means).collect();

    match fitting[..] {
        [one] => Ok(one),
        [] => Err(unknown(context, reach, all, name)),
        _ => Err(ambiguous(context, &fitting, name)),
    }
}

/// The one window that a user means, in full.
///
/// # Errors
/// As [`one_of`]; when it went away meanwhile.
pub async fn whole(found: &Found<'_>, tagged: bool) -> Result<Window> {
    let window = found
        .site
        .maintenance_window(&found.window.id, tagged)
        .await?;
    window.ok_or_else(|| {
        let Listed { name, id, .. } = &found.window;
        Error::failed(format!("the window {name} ({id}) was deleted meanwhile"))
    })
}

/// AWS lets several windows have one name, and a name stands for one in each Region: only an id
/// tells them apart.
fn ambiguous(context: &Context, fitting: &[&Found<'_>], name: &str) -> Error {
    let number = fitting.len();
    let error = Error::usage(format!(
        "`{name}` names {number} windows; name one by its id"
    ));

    // A few are enough to see what they differ in.
    fitting.iter().take(5).fold(error, |error, found| {
        let (id, scope) = (&found.window.id, &found.site.scope);
        let command = propose(context, &format!("window show {id}"), scope);
        error.hint(format!("{id} in {scope}: {command}"))
    })
}

fn unknown(context: &Context, reach: &Reach, all: &[Found<'_>], name: &str) -> Error {
    // Every place that was looked in: a window of another Region is the usual reason.
    let places = reach.sites.iter().map(|site| site.scope.to_string());
    let places: Vec<String> = places.collect();
    let names = all.iter().map(|found| found.window.name.as_str());
    let near = near_miss(name, names).map(|near| format!("did you mean `{near}`?"));
    let error = Error::usage(format!(
        "there is no window `{name}` in {}",
        places.join(", ")
    ));
    let error = error.maybe_hint(near);

    match reach.sites.first() {
        Some(site) => error.hint(format!(
            "{} shows what there is",
            propose(context, "window list", &site.scope)
        )),
        None => error,
    }
}
