//! The command line.

use crate::portfolios::SIZES;
use std::path::{Path, PathBuf};

/// What is printed when the command line is not understood.
pub(crate) const USAGE: &str = "\
bench [operations] [portfolios] [functions] [--loans NUMBERS] [--functions FOLDER] [--enforce]

  operations          what each operation of the lending API costs, in process on an embedded table
  portfolios          what detection and lists cost in portfolios of several sizes, in the same way
  functions           what a start of each function costs, from its binary
                      without any word: all
  --loans NUMBERS     the sizes of the portfolios, as 10000,100000 (the default); a million takes minutes and
                      gigabytes to make
  --functions FOLDER  where the built functions are, as NAME/bootstrap.zip, NAME/bootstrap or NAME;
                      default target/lambda. `--dir` is the same
  --enforce           fail when a budget is not kept";

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) operations: bool,
    /// The sizes of the portfolios; none, where they are not asked for.
    pub(crate) portfolios: Vec<u64>,
    pub(crate) functions: bool,
    pub(crate) folder: PathBuf,
    pub(crate) enforce: bool,
}

impl Arguments {
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            operations: false,
            portfolios: Vec::new(),
            functions: false,
            folder: default_folder(),
            enforce: false,
        };
        let (mut portfolios, mut loans) = (false, SIZES.to_vec());
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "operations" => arguments.operations = true,
                "portfolios" => portfolios = true,
                "functions" => arguments.functions = true,
                "--loans" => loans = sizes(&words.next().unwrap_or_default())?,
                "--enforce" => arguments.enforce = true,
                "--functions" | "--dir" => {
                    arguments.folder = words.next().map(PathBuf::from).ok_or(format!("{word} needs a folder"))?;
                }
                other => return Err(format!("`{other}` is not known")),
            }
        }
        if !(arguments.operations || portfolios || arguments.functions) {
            (arguments.operations, portfolios, arguments.functions) = (true, true, true);
        }
        if portfolios {
            arguments.portfolios = loans;
        }
        Ok(arguments)
    }
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
    use super::{Arguments, SIZES};
    use std::path::Path;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_a_word_everything_is_measured() {
        let arguments = parse("--functions built").unwrap();
        assert!(arguments.operations && arguments.functions && !arguments.enforce);
        assert_eq!(arguments.portfolios, SIZES);
        assert_eq!(arguments.folder, Path::new("built"));
    }

    #[test]
    fn a_word_leaves_the_rest_out() {
        let arguments = parse("--functions built operations --enforce").unwrap();
        assert!(arguments.operations && !arguments.functions && arguments.enforce);
        assert!(arguments.portfolios.is_empty());
    }

    #[test]
    fn portfolios_have_sizes() {
        assert_eq!(parse("portfolios --loans 10,20").unwrap().portfolios, [10, 20]);
        for line in ["--loans", "--loans 0", "--loans 1,,2", "--loans many"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(parse("--quick").is_err());
        assert!(parse("--functions").is_err());
    }
}
