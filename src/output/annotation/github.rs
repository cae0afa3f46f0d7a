//! GitHub workflow commands: an annotation at each place.

use super::Annotation;
use crate::output::check::github::{data, property};

/// Draws findings as workflow commands (GitHub Actions, "Workflow commands").
pub fn draw(annotations: &[Annotation]) -> String {
    annotations.iter().map(line).collect()
}

fn line(annotation: &Annotation) -> String {
    let Annotation {
        start, end, path, ..
    } = annotation;
    let place = if path.is_empty() {
        String::new()
    } else {
        format!("{path}: ")
    };

    // The place in the document is a part of the message, because a workflow command has no
    // property for it.
    format!(
        "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        annotation.level.of_github(),
        property(&annotation.file),
        start.0,
        end.0,
        start.1,
        end.1,
        property(annotation.rule),
        data(&format!("{place}{}", annotation.message))
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_annotation_is_one_line_and_escaped() {
        assert_eq!(
            super::draw(&[super::super::tests::annotation()]),
            "::error file=lists/a b%2Cc%3A1.yaml,line=3,endLine=3,col=9,endColumn=13,title=id/type::patches[0].id: 100%25 wrong really\n"
        );
    }
}
