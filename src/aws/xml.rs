//! Answers in XML, as the Query protocol of EC2 gives them.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// How deep elements may lie in each other; answers of EC2 have about ten levels.
const DEEPEST: usize = 32;

/// An element: its name without a namespace, its text, and what it holds.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Reads a whole document; `None` when it is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = vec![Self::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) if open.len() < DEEPEST => open.push(Self::named(&start)?),
                Event::Start(_) => return None,
                Event::Empty(start) => open.last_mut()?.children.push(Self::named(&start)?),
                Event::End(_) => {
                    let closed = open.pop()?;
                    open.last_mut()?.children.push(closed);
                }
                Event::Text(text) => {
                    let raw = text.decode().ok()?;
                    open.last_mut()?.text.push_str(&unescape(&raw).ok()?);
                }
                Event::GeneralRef(reference) => {
                    let raw = format!("&{};", reference.decode().ok()?);
                    open.last_mut()?.text.push_str(&unescape(&raw).ok()?);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        // One root, and nothing that was left open.
        let mut top = open.pop()?;
        (open.is_empty() && top.children.len() == 1).then(|| top.children.remove(0))
    }

    fn named(start: &quick_xml::events::BytesStart<'_>) -> Option<Self> {
        Some(Self {
            name: String::from_utf8(start.local_name().as_ref().to_vec()).ok()?,
            ..Self::default()
        })
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of the first child of a name: a list.
    pub(super) fn list(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.child(name).into_iter().flat_map(|list| &list.children)
    }

    /// Its own text.
    pub(super) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The text of the first child of a name, unless it is empty.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        let text = self.child(name).map(|child| child.text.trim());
        text.filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_and_what_is_none_is_refused() {
        let text = "<?xml version=\"1.0\"?><a xmlns=\"x\"><b><item><c>1 &lt; &#x32;</c></item><item/></b></a>";
        let root = Element::parse(text).expect("a document");
        let items: Vec<_> = root.list("b").collect();
        assert_eq!((root.name.as_str(), items.len()), ("a", 2));
        assert_eq!(items[0].text_of("c"), Some("1 < 2"));
        assert_eq!(items[1].text_of("c"), None);

        let deep = "<a>".repeat(40) + &"</a>".repeat(40);
        for bad in ["", "{}", "<a>", "<a/><b/>", "<html><br></html>", &deep] {
            assert!(Element::parse(bad).is_none(), "{bad}");
        }
    }
}
