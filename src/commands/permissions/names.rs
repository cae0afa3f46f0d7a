//! Which commands are meant.

use clap::Command;

use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};

/// The commands that words name, in their order and each once: `compliance check`, a noun for all its
/// verbs, and several of them in a row, with or without commas between them.
///
/// # Errors
/// A usage error for a word that is no command.
pub fn read(tree: &Command, words: &[String]) -> Result<Vec<String>> {
    let mut chosen: Vec<String> = Vec::new();
    let line = words.join(" ").replace(',', " , ");
    let mut words = line.split_whitespace().peekable();

    while let Some(word) = words.next() {
        if word == "," {
            continue;
        }
        let mut command = find(tree, word).ok_or_else(|| unknown(tree, word, &chosen))?;
        let mut path = command.get_name().to_owned();

        // As far down as the words go; what follows is the next command.
        while let Some(below) = words.peek().and_then(|word| find(command, word)) {
            command = below;
            path = format!("{path} {}", command.get_name());
            let _taken = words.next();
        }

        for leaf in leaves(command, &path) {
            if !chosen.contains(&leaf) {
                chosen.push(leaf);
            }
        }
    }
    Ok(chosen)
}

fn find<'a>(command: &'a Command, word: &str) -> Option<&'a Command> {
    command.find_subcommand(word)
}

/// A command, or all that are below a noun.
fn leaves(command: &Command, path: &str) -> Vec<String> {
    if !command.has_subcommands() {
        return vec![path.to_owned()];
    }
    let below = command.get_subcommands();
    below
        .flat_map(|command| leaves(command, &format!("{path} {}", command.get_name())))
        .collect()
}

fn unknown(tree: &Command, word: &str, before: &[String]) -> Error {
    // After a noun a verb of it was meant as likely as another command.
    let noun = before.last().and_then(|path| path.split(' ').next());
    let verbs = noun.and_then(|noun| find(tree, noun));
    let candidates = verbs.into_iter().chain([tree]);
    let names = candidates
        .flat_map(Command::get_subcommands)
        .map(Command::get_name);

    let near = near_miss(word, names).map(|near| format!("did you mean `{near}`?"));
    Error::usage(format!("`{word}` is no command of patchctl"))
        .maybe_hint(near)
        .hint("name commands as you run them: patchctl iam-policy compliance check, report csv")
}
