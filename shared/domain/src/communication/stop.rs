//! What a borrower answers to be told nothing more.

/// Words that mean it in English when they are all that is said; providers and regulators publish the same ones.
const WORDS: [&str; 9] = ["stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out"];

/// Whether an answer means that the person wants no more messages: one of the usual words, in any case, with nothing else but punctuation around it.
pub fn means_stop(answer: &str) -> bool {
    let words: String =
        answer.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).take(100).collect();
    let said = words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    WORDS.contains(&said.as_str()) || said == "optout"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_mean_stop_and_sentences_do_not() {
        for answer in ["STOP", "stop.", " Stop! ", "\"UNSUBSCRIBE\"", "Stop  all", "opt-out", "OPTOUT", "END\n"] {
            assert!(means_stop(answer), "{answer}");
        }
        for answer in ["", "I will pay", "don't stop", "stop it or I pay nothing", "weekend", "START", "stopp"] {
            assert!(!means_stop(answer), "{answer}");
        }
    }
}
