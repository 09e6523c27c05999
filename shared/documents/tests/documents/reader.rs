//! Reads files as somebody does who copies text out of them: glyphs by what their font says they stand for, but where the
//! file says what a group of them does.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Encoding, Object, decode_text_string};

/// What the pages of a file say. Each piece of text has a line of its own.
pub fn pages(file: &[u8]) -> Vec<String> {
    let read = Document::load_mem(file).unwrap();
    read.get_pages().values().map(|page| text(&read, *page)).collect()
}

/// The fonts that are in a file, by their names.
pub fn fonts(file: &[u8]) -> Vec<String> {
    let read = Document::load_mem(file).unwrap();
    let names = read.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok());
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// What a file says about itself, as XMP.
pub fn metadata(file: &[u8]) -> String {
    let read = Document::load_mem(file).unwrap();
    let metadata = read.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = read.get_object(metadata).unwrap().as_stream().unwrap().get_plain_content().unwrap();
    String::from_utf8(metadata).unwrap()
}

/// The width and the height of the first page, in whole points.
pub fn size(file: &[u8]) -> (u32, u32) {
    let read = Document::load_mem(file).unwrap();
    let first = *read.get_pages().values().next().unwrap();
    let area = read.get_dictionary(first).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    let rounded = |length: &Object| format!("{:.0}", length.as_float().unwrap()).parse().unwrap();
    (rounded(&area[2]), rounded(&area[3]))
}

fn text(read: &Document, page: (u32, u16)) -> String {
    let fonts = read.get_page_fonts(page).unwrap();
    let encodings = fonts.into_iter().map(|(name, font)| (name, font.get_font_encoding(read).unwrap()));
    let mut reader = Reader { encodings: encodings.collect(), font: Vec::new(), is_said: false, text: String::new() };
    for operation in Content::decode(&read.get_page_content(page)).unwrap().operations {
        reader.read(&operation);
    }
    reader.text
}

struct Reader<'a> {
    encodings: BTreeMap<Vec<u8>, Encoding<'a>>,
    font: Vec<u8>,
    /// What the glyphs stand for has been said already.
    is_said: bool,
    text: String,
}

impl Reader<'_> {
    fn read(&mut self, operation: &Operation) {
        match operation.operator.as_str() {
            "Tf" => self.font = operation.operands[0].as_name().unwrap().to_vec(),
            "BDC" => {
                let said = operation.operands[1].as_dict().unwrap().get(b"ActualText");
                if let Ok(said) = said {
                    self.text.push_str(&decode_text_string(said).unwrap());
                    self.is_said = true;
                }
            }
            "EMC" => self.is_said = false,
            "Tj" | "TJ" if !self.is_said => self.show(&operation.operands[0]),
            "ET" => self.text.push('\n'),
            _ => {}
        }
    }

    fn show(&mut self, shown: &Object) {
        match shown {
            Object::Array(parts) => parts.iter().for_each(|part| self.show(part)),
            Object::String(glyphs, _) => {
                let said = Document::decode_text(&self.encodings[&self.font], glyphs).unwrap();
                self.text.push_str(&said.replace('\u{a0}', " "));
            }
            _ => {}
        }
    }
}

/// The areas of the first page that are filled with a colour: left, top, width and height of each, in points from the upper left corner.
pub fn fills(file: &[u8], color: [f32; 3]) -> Vec<[f32; 4]> {
    let read = Document::load_mem(file).unwrap();
    let first = *read.get_pages().values().next().unwrap();
    let (mut filled, mut ink, mut corners) = (Vec::new(), Vec::new(), Vec::new());
    for operation in Content::decode(&read.get_page_content(first)).unwrap().operations {
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
        match operation.operator.as_str() {
            "scn" => ink = numbers,
            "m" => corners = vec![numbers],
            "l" => corners.push(numbers),
            "f" if ink == color && corners.len() == 4 => {
                let (from, to) = (&corners[0], &corners[2]);
                filled.push([from[0], from[1], to[0] - from[0], to[1] - from[1]]);
            }
            _ => {}
        }
    }
    filled
}
