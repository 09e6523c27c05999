//! The scripts of India, and characters that no font has.

use documents::model::{Block, KeyValue};
use documents::{DocumentError, Fonts, render};

use crate::{reader, samples};

/// A sentence in each language: "Your loan account has been closed."
const SENTENCES: [(&str, &str, &str); 9] = [
    ("Hindi", "NotoSansDevanagari", "आपका ऋण खाता बंद कर दिया गया है।"),
    ("Marathi", "NotoSansDevanagari", "आपले कर्ज खाते बंद करण्यात आले आहे."),
    ("Bengali", "NotoSansBengali", "আপনার ঋণ হিসাব বন্ধ করা হয়েছে।"),
    ("Tamil", "NotoSansTamil", "உங்கள் கடன் கணக்கு மூடப்பட்டுள்ளது."),
    ("Telugu", "NotoSansTelugu", "మీ రుణ ఖాతా మూసివేయబడింది."),
    ("Gujarati", "NotoSansGujarati", "તમારું લોન ખાતું બંધ કરવામાં આવ્યું છે."),
    ("Kannada", "NotoSansKannada", "ನಿಮ್ಮ ಸಾಲದ ಖಾತೆಯನ್ನು ಮುಚ್ಚಲಾಗಿದೆ."),
    ("Malayalam", "NotoSansMalayalam", "നിങ്ങളുടെ വായ്പ അക്കൗണ്ട് അടച്ചിരിക്കുന്നു."),
    ("Punjabi", "NotoSansGurmukhi", "ਤੁਹਾਡਾ ਕਰਜ਼ਾ ਖਾਤਾ ਬੰਦ ਕਰ ਦਿੱਤਾ ਗਿਆ ਹੈ।"),
];

fn fact(label: &str, value: &str) -> KeyValue {
    KeyValue { label: label.to_owned(), value: value.to_owned(), strong: true }
}

#[test]
fn each_script_is_set_in_its_font_and_can_be_read_back() {
    for (language, font, sentence) in SENTENCES {
        let blocks = vec![Block::Paragraph(sentence.to_owned()), Block::KeyValues(vec![fact(language, sentence)])];
        let file = samples::file_with(language, &samples::document(blocks), &Fonts::of_india());
        let fonts = reader::fonts(&file);
        for weight in ["Regular", "Bold"] {
            let name = format!("{font}-{weight}");
            assert!(fonts.iter().any(|embedded| embedded.ends_with(&name)), "{name} is not among {fonts:?}");
        }
        samples::assert_says(&reader::pages(&file).concat(), &[sentence, language, sentence]);
    }
}

#[test]
fn all_scripts_are_in_one_document_with_latin_between_them() {
    let lines =
        SENTENCES.iter().map(|(language, _, sentence)| Block::Paragraph(format!("{language} (2026): {sentence}")));
    let file = samples::file_with("scripts", &samples::document(lines.collect()), &Fonts::of_india());
    let said = reader::pages(&file).concat();
    for (language, _, sentence) in SENTENCES {
        samples::assert_says(&said, &[&format!("{language} (2026):"), sentence]);
    }
    assert_eq!(reader::fonts(&file).iter().filter(|font| font.ends_with("-Regular")).count(), 9);
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let refused = |text: &str, fonts: &Fonts| {
        render(&samples::document(vec![Block::Paragraph(text.to_owned())]), fonts).map(|_| "rendered")
    };
    let missing = |character| Err(DocumentError::MissingGlyph { character });
    assert_eq!(refused("Loan of 漢", &Fonts::of_india()), missing('漢'));
    assert_eq!(refused("العربية", &Fonts::of_india()), missing('ا'));
    assert_eq!(refused("\u{1f4b0}", &Fonts::of_india()), missing('\u{1f4b0}'));
    assert_eq!(refused("आपका", &Fonts::latin()), missing('आ'));
    assert_eq!(refused("₹ 1,000 — naïve Žižek Ελλάδα Київ", &Fonts::latin()), Ok("rendered"));
    let error = DocumentError::MissingGlyph { character: '漢' };
    assert_eq!(error.to_string(), "no font has the character U+6F22");
}

#[test]
fn characters_that_are_never_shown_are_refused_but_for_joiners() {
    for character in ['\0', '\u{7}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{fe0f}'] {
        let document = samples::document(vec![Block::Paragraph(format!("pay{character}ee"))]);
        assert_eq!(render(&document, &Fonts::of_india()), Err(DocumentError::MissingGlyph { character }));
    }
    for joined in ["क्\u{200d}ष", "क्\u{200c}ष", "ನ್\u{200c}ನ", "ন্\u{200d}য"] {
        let document = samples::document(vec![Block::Paragraph(joined.to_owned())]);
        assert!(render(&document, &Fonts::of_india()).is_ok(), "{joined}");
    }
}
