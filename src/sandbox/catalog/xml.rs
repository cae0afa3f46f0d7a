//! Reads an XML file element by element, however large it is.

use std::path::Path;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::archive::Text;
use super::imported::unreadable_at;
use crate::error::Result;

/// The largest tag or text.
const LARGEST_PIECE: u64 = 8 * 1024 * 1024;

/// The largest text of one element, after its references are resolved.
const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// How deep elements may lie in each other.
const DEEPEST: usize = 64;

/// What is found; an element that is empty is opened and closed too.
pub(super) enum Found<'a> {
    /// An element begins.
    Open(&'a str, Attributes<'a>),
    /// An element ends; with the text since the last tag.
    Close(&'a str, &'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute; empty when it is not there.
    pub(super) fn get(&self, name: &str) -> std::result::Result<String, String> {
        let found = self
            .0
            .try_get_attribute(name)
            .map_err(|error| error.to_string())?;
        let Some(found) = found else {
            return Ok(String::new());
        };

        let value = found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        Ok(value.into_owned())
    }
}

/// Goes through a file. What the visitor refuses is reported with the file and the line.
pub(super) fn walk(
    path: &Path,
    visit: &mut dyn FnMut(Found<'_>) -> std::result::Result<(), String>,
) -> Result<()> {
    let mut reader = Reader::from_reader(Text::open(path, LARGEST_PIECE)?);
    let mut walker = Walker {
        visit,
        open: Vec::new(),
        text: String::new(),
        seen: false,
    };
    let mut buffer = Vec::new();

    // Memory is bounded by the piece: each event is one.
    loop {
        reader.get_mut().next_piece();
        buffer.clear();
        let step = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => walker.end().map(|()| true),
            Ok(event) => walker.event(&event).map(|()| false),
            Err(error) => Err(error.to_string()),
        };

        match step {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(why) => return Err(unreadable_at(path, reader.get_ref().line(), &why)),
        }
    }
}

struct Walker<'v> {
    visit: &'v mut dyn FnMut(Found<'_>) -> std::result::Result<(), String>,
    open: Vec<String>,
    text: String,
    seen: bool,
}

impl Walker<'_> {
    fn event(&mut self, event: &Event<'_>) -> std::result::Result<(), String> {
        match event {
            Event::Start(element) => self.start(element),
            Event::Empty(element) => self.start(element).and_then(|()| self.close()),
            Event::End(_) => self.close(),
            Event::Text(text) => self.add(&text.decode().map_err(|error| error.to_string())?),
            Event::CData(text) => self.add(&text.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(reference) => self.reference(reference),
            Event::DocType(_) => Err("a document type (DTD) is refused".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> std::result::Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err(format!("its elements lie more than {DEEPEST} deep"));
        }

        let name = std::str::from_utf8(element.name().into_inner())
            .map_err(|error| error.to_string())?
            .to_owned();

        // Text before a child is no text of ours: elements with both do not occur.
        self.text.clear();
        self.seen = true;
        (self.visit)(Found::Open(&name, Attributes(element)))?;
        self.open.push(name);
        Ok(())
    }

    /// The reader has already checked that the names match.
    fn close(&mut self) -> std::result::Result<(), String> {
        let name = self.open.pop().unwrap_or_default();
        let result = (self.visit)(Found::Close(&name, self.text.trim()));
        self.text.clear();
        result
    }

    fn add(&mut self, text: &str) -> std::result::Result<(), String> {
        if self.open.is_empty() && !text.trim().is_empty() {
            return Err("it is not XML".to_owned());
        }
        if self.text.len() + text.len() > LARGEST_TEXT {
            return Err(format!(
                "one text of it is larger than {} MiB",
                LARGEST_TEXT / (1024 * 1024)
            ));
        }
        self.text.push_str(text);
        Ok(())
    }

    /// Only the references that every XML file may use; entities of a document's own are never
    /// expanded.
    fn reference(&mut self, reference: &BytesRef<'_>) -> std::result::Result<(), String> {
        if let Some(character) = reference
            .resolve_char_ref()
            .map_err(|error| error.to_string())?
        {
            return self.add(character.encode_utf8(&mut [0; 4]));
        }
        let name = reference.decode().map_err(|error| error.to_string())?;
        match quick_xml::escape::resolve_predefined_entity(&name) {
            Some(text) => self.add(text),
            None => Err(format!("the entity `{}` is not known", name.escape_debug())),
        }
    }

    fn end(&self) -> std::result::Result<(), String> {
        match self.open.last() {
            Some(name) => Err(format!("it ends inside of <{name}>")),
            None if !self.seen => Err("it is empty".to_owned()),
            None => Ok(()),
        }
    }
}
