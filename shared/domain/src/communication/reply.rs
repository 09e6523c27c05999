//! What a borrower means who answers with one of the words for opting out, for opting in again, and for help.

/// What is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To be sent no more.
    Stop,
    /// To be sent messages again.
    Start,
    /// To be told who writes, and how to stop it. That changes nothing.
    Help,
}

/// Words for it when they are all that is said. The English ones, and the French, are those that Twilio and carriers publish and act on themselves;
/// the others are what people write in the languages that templates are in.
const STOP: &[&str] = &[
    "stop",
    "stopall",
    "stop all",
    "unsubscribe",
    "cancel",
    "end",
    "quit",
    "revoke",
    "optout",
    "opt out",
    "arret",
    "arrêt",
    "arrete",
    "arrête",
    "arrett",
    "alto",
    "parar",
    "baja",
    "stopp",
    "बंद",
    "बंद करो",
    "बंद करें",
    "रोको",
    "थांबा",
    "বন্ধ",
    "বন্ধ করুন",
    "நிறுத்து",
    "நிறுத்துக",
    "ఆపు",
    "ఆపండి",
    "બંધ",
    "બંધ કરો",
    "ನಿಲ್ಲಿಸಿ",
    "നിർത്തുക",
    "ਬੰਦ",
    "ਬੰਦ ਕਰੋ",
];

/// Those that Twilio publishes, and no others: who is written to again must have said so clearly.
const START: &[&str] = &["start", "yes", "unstop"];

/// Those that Twilio publishes.
const HELP: &[&str] = &["help", "info"];

/// Most characters of an answer that are looked at.
const CHARS_MAX: usize = 100;

impl Wish {
    /// What an answer means: one of the words, in any case, with nothing else but punctuation around it; `None` of any other answer.
    pub fn of(answer: &str) -> Option<Self> {
        let said = words(answer);
        [(STOP, Self::Stop), (START, Self::Start), (HELP, Self::Help)]
            .into_iter()
            .find_map(|(means, wish)| means.contains(&said.as_str()).then_some(wish))
    }

    /// What an answer means of which the provider says as what it took it, by the words that are set up there: `STOP`, `START` or `HELP`.
    /// It knows words that we do not; who says to stop by ours has said so all the same.
    pub fn of_both(taken_as: &str, answer: &str) -> Option<Self> {
        let own = Self::of(answer);
        match taken_as.to_ascii_uppercase().as_str() {
            _ if own == Some(Self::Stop) => own,
            "STOP" => Some(Self::Stop),
            "START" => Some(Self::Start),
            "HELP" => Some(Self::Help),
            _ => own,
        }
    }
}

/// The words of an answer in lower case, one space between them.
fn words(answer: &str) -> String {
    let kept = |letter: char| if is_of_word(letter) { letter } else { ' ' };
    let text: String = answer.chars().map(kept).take(CHARS_MAX).collect();
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Signs of vowels and conjuncts of the scripts of India belong to their letters.
fn is_of_word(letter: char) -> bool {
    const DANDAS: [char; 2] = ['।', '॥'];
    letter.is_alphanumeric() || (('\u{900}'..='\u{D7F}').contains(&letter) && !DANDAS.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_mean_what_they_say_and_sentences_mean_nothing() {
        for answer in [
            "STOP",
            "stop.",
            " Stop! ",
            "\"UNSUBSCRIBE\"",
            "Stop  all",
            "opt-out",
            "OPTOUT",
            "END\n",
            "Arrêt",
            "बंद।",
            "বন্ধ",
            "ನಿಲ್ಲಿಸಿ!",
        ] {
            assert_eq!(Wish::of(answer), Some(Wish::Stop), "{answer}");
        }
        for answer in ["START", "yes!", "Unstop"] {
            assert_eq!(Wish::of(answer), Some(Wish::Start), "{answer}");
        }
        for answer in ["HELP", "info?"] {
            assert_eq!(Wish::of(answer), Some(Wish::Help), "{answer}");
        }
        for answer in [
            "",
            "I will pay",
            "don't stop",
            "stop it or I pay nothing",
            "weekend",
            "restart",
            "yes I pay on Friday",
            "help me",
            "no",
            "बंद मत करो",
        ] {
            assert_eq!(Wish::of(answer), None, "{answer}");
        }
    }

    #[test]
    fn each_word_is_found_as_it_is_written_and_means_one_thing() {
        let all: Vec<&str> = [STOP, START, HELP].concat();
        for (place, word) in all.iter().enumerate() {
            assert_eq!(words(word), *word);
            assert_eq!(all.iter().position(|other| other == word), Some(place), "{word}");
        }
    }

    #[test]
    fn the_provider_knows_words_of_its_own_but_stop_is_stop() {
        assert_eq!(Wish::of_both("STOP", "genug"), Some(Wish::Stop));
        assert_eq!(Wish::of_both("Start", "weiter"), Some(Wish::Start));
        assert_eq!(Wish::of_both("HELP", "start"), Some(Wish::Help), "it is set up so there");
        assert_eq!(Wish::of_both("START", "stop"), Some(Wish::Stop));
        assert_eq!(Wish::of_both("", "START"), Some(Wish::Start));
        assert_eq!(Wish::of_both("", "I pay tomorrow"), None);
    }
}
