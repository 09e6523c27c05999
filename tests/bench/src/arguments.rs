//! The command line.

use crate::portfolios::SIZES;
use crate::webhooks::EVENTS;
use std::path::{Path, PathBuf};

/// What is printed when the command line is not understood.
pub(crate) const USAGE: &str = "\
bench [operations] [portfolios] [communications] [webhooks] [functions] [--loans NUMBERS] [--events NUMBER] [--functions FOLDER]
      [--enforce]

  operations          what each operation of the lending API costs, in process on an embedded table
  portfolios          what detection and lists cost in portfolios of several sizes, in the same way
  communications      how many communications a sender hands over
  webhooks            how many deliveries a sender makes, and what becomes of events through all that can go wrong
  functions           what a start of each function costs, from its binary
                      without any word: all
  --loans NUMBERS     the sizes of the portfolios, as 10000,100000 (the default); a million takes minutes and
                      gigabytes to make
  --events NUMBER     events that go through trouble; default 20000, which takes some minutes
  --functions FOLDER  where the built functions are, as NAME/bootstrap.zip, NAME/bootstrap or NAME;
                      default target/lambda. `--dir` is the same
  --enforce           fail when a budget is not kept";

/// What is asked for.
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line")]
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) operations: bool,
    /// The sizes of the portfolios; none, where they are not asked for.
    pub(crate) portfolios: Vec<u64>,
    pub(crate) communications: bool,
    /// The events that go through trouble; none, where webhooks are not asked for.
    pub(crate) events: Option<usize>,
    pub(crate) functions: bool,
    pub(crate) folder: PathBuf,
    pub(crate) enforce: bool,
}

impl Arguments {
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            operations: false,
            portfolios: Vec::new(),
            communications: false,
            events: None,
            functions: false,
            folder: default_folder(),
            enforce: false,
        };
        let (mut portfolios, mut loans) = (false, SIZES.to_vec());
        let (mut webhooks, mut events) = (false, EVENTS);
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "operations" => arguments.operations = true,
                "portfolios" => portfolios = true,
                "communications" => arguments.communications = true,
                "webhooks" => webhooks = true,
                "functions" => arguments.functions = true,
                "--loans" => loans = sizes(&words.next().unwrap_or_default())?,
                "--events" => events = number(&words.next().unwrap_or_default())?,
                "--enforce" => arguments.enforce = true,
                "--functions" | "--dir" => {
                    arguments.folder = words.next().map(PathBuf::from).ok_or(format!("{word} needs a folder"))?;
                }
                other => return Err(format!("`{other}` is not known")),
            }
        }
        if !(arguments.operations || portfolios || arguments.communications || webhooks || arguments.functions) {
            (arguments.operations, arguments.communications, arguments.functions) = (true, true, true);
            (portfolios, webhooks) = (true, true);
        }
        arguments.events = webhooks.then_some(events);
        if portfolios {
            arguments.portfolios = loans;
        }
        Ok(arguments)
    }
}

fn number(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "--events needs a number, as 20000".to_owned())
}

/// Numbers that are joined by commas.
fn sizes(text: &str) -> Result<Vec<u64>, String> {
    let size = |text: &str| text.parse().ok().filter(|size| *size > 0);
    let sizes: Option<Vec<u64>> = text.split(',').map(size).collect();
    sizes.ok_or_else(|| "--loans needs numbers, as 10000,100000".to_owned())
}

/// The root of the checkout that this program was built from.
pub(crate) fn workspace() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest)
}

fn default_folder() -> PathBuf {
    workspace().join("target/lambda")
}

#[cfg(test)]
mod tests {
    use super::{Arguments, EVENTS, SIZES};
    use std::path::Path;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_a_word_everything_is_measured() {
        let arguments = parse("--functions built").unwrap();
        assert!(arguments.operations && arguments.communications && arguments.functions && !arguments.enforce);
        assert_eq!((arguments.portfolios, arguments.events), (SIZES.to_vec(), Some(EVENTS)));
        assert_eq!(arguments.folder, Path::new("built"));
    }

    #[test]
    fn a_word_leaves_the_rest_out() {
        let arguments = parse("--functions built operations --enforce").unwrap();
        assert!(arguments.operations && !arguments.communications && !arguments.functions && arguments.enforce);
        assert!(arguments.portfolios.is_empty() && arguments.events.is_none());
    }

    #[test]
    fn portfolios_have_sizes() {
        assert_eq!(parse("portfolios --loans 10,20").unwrap().portfolios, [10, 20]);
        for line in ["--loans", "--loans 0", "--loans 1,,2", "--loans many"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn events_have_a_number() {
        assert_eq!(parse("webhooks --events 10").unwrap().events, Some(10));
        for line in ["--events", "--events 0", "--events 1,2"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(parse("--quick").is_err());
        assert!(parse("--functions").is_err());
    }
}
