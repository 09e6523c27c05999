//! What notices say in tests and benchmarks, language by language.

use documents::Language;

/// A language, the title and a sentence of its notices, shapes of its script, and words that the layout adds.
pub struct Sample {
    pub language: Language,
    pub title: &'static str,
    pub sentence: &'static str,
    /// Consonants that join, vowel signs on all sides of theirs, other signs, and digits.
    pub shapes: &'static str,
    pub page: &'static str,
    pub month: &'static str,
}

pub const SAMPLES: [Sample; 10] = [
    Sample {
        language: Language::English,
        title: "Loan recall notice",
        sentence: "Pay the amount below within 15 days.",
        shapes: "“Définitions” – Œuvre, Žižek, Ångström, fi fl ffi, ₹ 1,13,000.00 § 138 (a)",
        page: "Page 1 of 1",
        month: "November",
    },
    Sample {
        language: Language::Hindi,
        title: "ऋण वापसी सूचना",
        sentence: "कृपया नीचे दी गई राशि 15 दिनों के भीतर चुकाएँ।",
        shapes: "क्ष त्र ज्ञ श्र द्ध ह्म र्क ट्र स्त्री ङ्क्ष कि की कु कू कृ के कै को कौ कं काँ कः र्कि ड़ ज़ १२३४५६७८९०",
        page: "पृष्ठ 1 / 1",
        month: "नवंबर",
    },
    Sample {
        language: Language::Marathi,
        title: "कर्ज परतफेड नोटीस",
        sentence: "कृपया खालील रक्कम 15 दिवसांच्या आत भरा.",
        shapes: "ळ ऱ्या ऱ्ह च्या ण्या द्य ष्ट ह्य क्त र्थी कॅ कॉ ॲ ऑ श्री प्र द्वि १२३४५६७८९०",
        page: "पृष्ठ 1 / 1",
        month: "नोव्हेंबर",
    },
    Sample {
        language: Language::Bengali,
        title: "ঋণ ফেরতের নোটিশ",
        sentence: "অনুগ্রহ করে নিচের অর্থ 15 দিনের মধ্যে পরিশোধ করুন।",
        shapes: "ক্ষ ত্র জ্ঞ শ্র দ্ধ হ্ম র্ক ক্র স্ত্রী ন্ত্র্য ক্য কি কী কু কূ কৃ কে কৈ কো কৌ ৎ কং কঃ চাঁদ রু শু ড় ১২৩৪৫৬৭৮৯০",
        page: "পৃষ্ঠা 1 / 1",
        month: "নভেম্বর",
    },
    Sample {
        language: Language::Tamil,
        title: "கடன் மீட்பு அறிவிப்பு",
        sentence: "கீழே உள்ள தொகையை 15 நாட்களுக்குள் செலுத்தவும்.",
        shapes: "க்ஷ ஸ்ரீ கா கி கீ கு கூ கெ கே கை கொ கோ கௌ டி டீ து நூ ணை லை றா னு ஷ் ஜி ஹோ ௧௨௩௪௫௬௭௮௯",
        page: "பக்கம் 1 / 1",
        month: "நவம்பர்",
    },
    Sample {
        language: Language::Telugu,
        title: "రుణ రీకాల్ నోటీసు",
        sentence: "దయచేసి క్రింది మొత్తాన్ని 15 రోజుల్లో చెల్లించండి.",
        shapes: "క్ష త్ర జ్ఞ శ్రీ స్త్రీ ర్క క్క ప్ప ష్ట్ర న్ని కా కి కీ కు కూ కృ కె కే కై కొ కో కౌ కం కః ౧౨౩౪౫౬౭౮౯౦",
        page: "పేజీ 1 / 1",
        month: "నవంబర్",
    },
    Sample {
        language: Language::Gujarati,
        title: "લોન રિકોલ નોટિસ",
        sentence: "કૃપા કરીને નીચેની રકમ 15 દિવસમાં ચૂકવો.",
        shapes: "ક્ષ ત્ર જ્ઞ શ્ર દ્ધ હ્મ ર્ક ક્ર સ્ત્રી દ્વિ કિ કી કુ કૂ કૃ કે કૈ કો કૌ કં કઃ કૅ કૉ રુ રૂ જી ૧૨૩૪૫૬૭૮૯૦",
        page: "પૃષ્ઠ 1 / 1",
        month: "નવેમ્બર",
    },
    Sample {
        language: Language::Kannada,
        title: "ಸಾಲ ಮರುಪಾವತಿ ಸೂಚನೆ",
        sentence: "ದಯವಿಟ್ಟು ಕೆಳಗಿನ ಮೊತ್ತವನ್ನು 15 ದಿನಗಳಲ್ಲಿ ಪಾವತಿಸಿ.",
        shapes: "ಕ್ಷ ತ್ರ ಜ್ಞ ಶ್ರೀ ಸ್ತ್ರೀ ರ್ಕ ಕ್ಕ ಷ್ಟ್ರ ಲ್ಲಿ ಕಾ ಕಿ ಕೀ ಕು ಕೂ ಕೃ ಕೆ ಕೇ ಕೈ ಕೊ ಕೋ ಕೌ ಕಂ ಕಃ ೧೨೩೪೫೬೭೮೯೦",
        page: "ಪುಟ 1 / 1",
        month: "ನವೆಂಬರ್",
    },
    Sample {
        language: Language::Malayalam,
        title: "വായ്പാ തിരിച്ചടവ് നോട്ടീസ്",
        sentence: "ദയവായി താഴെയുള്ള തുക 15 ദിവസത്തിനകം അടയ്ക്കുക.",
        shapes: "ക്ഷ ത്ര ജ്ഞ ശ്രീ സ്ത്രീ ക്ക ന്റ റ്റ മ്പ ഞ്ച ങ്ക പ്ല കാ കി കീ കു കൂ കൃ കെ കേ കൈ കൊ കോ കൗ ൺ ൻ ർ ൽ ൾ ൧൨൩൪൫",
        page: "പേജ് 1 / 1",
        month: "നവംബർ",
    },
    Sample {
        language: Language::Punjabi,
        title: "ਕਰਜ਼ਾ ਵਾਪਸੀ ਨੋਟਿਸ",
        sentence: "ਕਿਰਪਾ ਕਰਕੇ ਹੇਠਲੀ ਰਕਮ 15 ਦਿਨਾਂ ਵਿੱਚ ਅਦਾ ਕਰੋ।",
        shapes: "ਸ੍ਰੀ ਪ੍ਰ ਨ੍ਹ ਸ੍ਵ ਕਾ ਕਿ ਕੀ ਕੁ ਕੂ ਕੇ ਕੈ ਕੋ ਕੌ ਕਾਂ ਕੰ ਕੱਚ ਸ਼ ਖ਼ ਗ਼ ਜ਼ ਫ਼ ਲ਼ ੴ ੧੨੩੪੫੬੭੮੯੦",
        page: "ਪੰਨਾ 1 / 1",
        month: "ਨਵੰਬਰ",
    },
];
