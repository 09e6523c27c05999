//! Legal notices in every language, read back from their files: text, code and bytes.

use std::time::Instant;

use documents::logo::Logo;
use documents::model::{Block, Code};
use documents::notice::notice;
use documents::{DocumentError, Fonts, render};
use domain::notice::letter::{Letter, Part, Value};
use domain::notice::template::{Letterhead, Signatory};

use crate::languages::{SAMPLES, Sample};
use crate::reader;
use crate::samples::{self, amount, date};

const LINK: &str = "https://pay.sahyadri.example/l/LA-2024-000417?ref=8f14e45f";

/// For each sample a sign in its shapes, and another that looks much like it.
pub const SIGNS: [(&str, &str); 10] = [
    ("§ 138", "§ 133"),
    ("को", "कौ"),
    ("च्या", "च्पा"),
    ("ড়", "ড"),
    ("கி", "கீ"),
    ("కె", "కే"),
    ("કે", "કૈ"),
    ("ಕಿ", "ಕೀ"),
    ("കെ", "കേ"),
    ("ਜ਼", "ਜ"),
];

fn letter(sample: &Sample) -> Letter {
    letter_saying(sample, sample.shapes)
}

fn letter_saying(sample: &Sample, shapes: &str) -> Letter {
    let lender = samples::issue().lender;
    Letter {
        language: sample.language.tag().to_owned(),
        reference: "1795250000000417".to_owned(),
        subject: "LA-2024-000417".to_owned(),
        date: date("2026-11-21"),
        currency: "INR".to_owned(),
        letterhead: Letterhead { name: lender.name, address: lender.address, contact: lender.contact, logo: None },
        addressee: vec!["Keval Shah".to_owned(), "395/13 Veer Durga Colony".to_owned(), "Jodhpur 342001".to_owned()],
        title: sample.title.to_owned(),
        parts: vec![
            Part::Paragraph(sample.sentence.to_owned()),
            Part::Paragraph(shapes.to_owned()),
            Part::Heading(sample.title.to_owned()),
            Part::Amounts(vec![
                (sample.title.to_owned(), Value::Amount(amount("113000"))),
                ("2024-01-05".to_owned(), Value::Text(sample.month.to_owned())),
            ]),
            Part::PaymentCode { link: LINK.to_owned(), text: sample.sentence.to_owned() },
            Part::Signature,
        ],
        signatory: Some(Signatory { name: "Meera Kulkarni".to_owned(), office: "Advocate".to_owned() }),
    }
}

/// The file of a sample's notice.
pub fn file(sample: &Sample, fonts: &Fonts) -> Vec<u8> {
    file_of(sample, &letter(sample), fonts)
}

/// The same with other shapes.
pub fn file_saying(sample: &Sample, shapes: &str, fonts: &Fonts) -> Vec<u8> {
    let document = notice(&letter_saying(sample, shapes), None, samples::issue().created_at).unwrap();
    render(&document, fonts).unwrap()
}

/// The same with a logo: a disc, half of which is half transparent.
pub fn file_with_logo(sample: &Sample) -> Vec<u8> {
    let logo = Logo::read(include_bytes!("logo.png")).unwrap();
    let document = notice(&letter(sample), Some(&logo), samples::issue().created_at).unwrap();
    samples::file_with("notice-logo", &document, &Fonts::latin())
}

#[test]
fn a_logo_is_embedded_once_without_transparency_and_with_the_same_bytes() {
    let file = file_with_logo(&SAMPLES[0]);
    assert_eq!(file, file_with_logo(&SAMPLES[0]));
    let read = lopdf::Document::load_mem(&file).unwrap();
    let streams = read.objects.values().filter_map(|object| object.as_stream().ok());
    let is_image =
        |stream: &&lopdf::Stream| stream.dict.get(b"Subtype").is_ok_and(|it| it.as_name().unwrap() == b"Image");
    let images: Vec<_> = streams.filter(is_image).collect();
    assert_eq!(images.len(), 1);
    assert!(images[0].dict.get(b"SMask").is_err() && images[0].dict.get(b"Interpolate").is_err());
    assert_eq!(images[0].dict.get(b"Width").unwrap().as_i64().unwrap(), 240);
    let said = reader::pages(&file).concat();
    samples::assert_says(&said, &["Sahyadri Finance Limited", SAMPLES[0].title]);
}

fn file_of(sample: &Sample, letter: &Letter, fonts: &Fonts) -> Vec<u8> {
    let document = notice(letter, None, samples::issue().created_at).unwrap();
    samples::file_with(&format!("notice-{}", sample.language.tag()), &document, fonts)
}

#[test]
fn a_notice_can_be_read_back_in_every_language() {
    let fonts = Fonts::of_india();
    for sample in &SAMPLES {
        let file = file(sample, &fonts);
        let pages = reader::pages(&file);
        assert_eq!(pages.len(), 1, "{}", sample.title);
        samples::assert_says(
            &pages[0],
            &[
                "Sahyadri Finance Limited",
                "1795250000000417",
                &format!("21 {} 2026", sample.month),
                sample.title,
                "Keval Shah 395/13 Veer Durga Colony Jodhpur 342001",
                sample.sentence,
                sample.shapes,
                sample.title,
                &format!("{} INR 1,13,000.00", sample.title),
                sample.sentence,
                LINK,
                "Meera Kulkarni Advocate",
                sample.page,
            ],
        );
        let metadata = reader::metadata(&file);
        for said in ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>"] {
            assert!(metadata.contains(said), "{said} is not in {metadata}");
        }
        assert!(metadata.contains(&format!("<rdf:li>{}</rdf:li>", sample.language.tag())), "{metadata}");
    }
}

#[test]
fn the_same_letter_has_the_same_bytes() {
    let fonts = Fonts::of_india();
    for sample in &SAMPLES {
        // Fonts that have set other texts before do not matter.
        assert_eq!(file(sample, &fonts), file(sample, &Fonts::of_india()), "{}", sample.title);
    }
}

/// A camera's view of the first page: the dark squares of the code, four dots each, read by somebody else's reader.
#[test]
fn a_code_on_the_page_leads_to_the_link() {
    let squares = reader::fills(&file(&SAMPLES[0], &Fonts::latin()), [0.0, 0.0, 0.0]);
    assert!(squares.len() > 100, "{} squares", squares.len());
    let least = |corner: fn(&[f32; 4]) -> f32| squares.iter().map(corner).fold(f32::MAX, f32::min);
    let (left, top) = (least(|square| square[0]), least(|square| square[1]));
    let size = squares[0][3];
    let dots = |length: f32| format!("{:.0}", length / size * 4.0).parse::<usize>().unwrap();
    let is_dark = |x: usize, y: usize| {
        squares.iter().any(|square| {
            let (from_x, from_y) = (dots(square[0] - left) + 16, dots(square[1] - top) + 16);
            (from_x..from_x + dots(square[2])).contains(&x) && (from_y..from_y + dots(square[3])).contains(&y)
        })
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(200, 200, |x, y| if is_dark(x, y) { 0 } else { 255 });
    let found: Vec<String> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(found, [LINK]);
}

#[test]
fn a_link_that_no_telephone_could_read_is_refused() {
    let code = |length: usize| {
        let code = Code { link: "x".repeat(length), text: "Pay".to_owned() };
        render(&samples::document(vec![Block::Code(code)]), &Fonts::latin()).map(|_| ())
    };
    assert_eq!(code(300), Ok(()));
    assert!(matches!(code(301), Err(DocumentError::TextTooLong { place: "link", chars: 301, max: 300 })));
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let mut letter = letter(&SAMPLES[1]);
    letter.addressee[0] = "केवल 漢".to_owned();
    let document = notice(&letter, None, samples::issue().created_at).unwrap();
    assert_eq!(render(&document, &Fonts::of_india()), Err(DocumentError::MissingGlyph { character: '漢' }));
    letter.currency = "XXX".to_owned();
    assert_eq!(notice(&letter, None, samples::issue().created_at), Err(DocumentError::UnknownCurrency));
}

/// Ten notices cost less than ten times the first one, which reads the fonts. Times themselves are for `cargo local bench`.
#[test]
fn fonts_are_read_once() {
    let fonts = Fonts::of_india();
    let timed = || {
        let started = Instant::now();
        file(&SAMPLES[1], &fonts);
        started.elapsed()
    };
    let first = timed();
    let others: Vec<_> = (0..10).map(|_| timed()).collect();
    let quickest = others.iter().min().unwrap();
    assert!(*quickest * 2 < first * 3, "{first:?}, then {others:?}");
}
