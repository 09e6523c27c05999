//! The command line.

use std::path::{Path, PathBuf};

/// What is printed when the command line is not understood.
pub(crate) const USAGE: &str = "\
bench [operations] [functions] [--functions FOLDER] [--enforce]

  operations          what each operation of the lending API costs, in process on an embedded table
  functions           what a start of each function costs, from its binary
                      without either word: both
  --functions FOLDER  where the built functions are, as NAME/bootstrap.zip, NAME/bootstrap or NAME;
                      default target/lambda. `--dir` is the same
  --enforce           fail when a budget is not kept";

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) operations: bool,
    pub(crate) functions: bool,
    pub(crate) folder: PathBuf,
    pub(crate) enforce: bool,
}

impl Arguments {
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self { operations: false, functions: false, folder: default_folder(), enforce: false };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "operations" => arguments.operations = true,
                "functions" => arguments.functions = true,
                "--enforce" => arguments.enforce = true,
                "--functions" | "--dir" => {
                    arguments.folder = words.next().map(PathBuf::from).ok_or(format!("{word} needs a folder"))?;
                }
                other => return Err(format!("`{other}` is not known")),
            }
        }
        if !arguments.operations && !arguments.functions {
            (arguments.operations, arguments.functions) = (true, true);
        }
        Ok(arguments)
    }
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
    use super::Arguments;
    use std::path::Path;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_a_word_everything_is_measured() {
        let arguments = parse("--functions built").unwrap();
        assert!(arguments.operations && arguments.functions && !arguments.enforce);
        assert_eq!(arguments.folder, Path::new("built"));
    }

    #[test]
    fn a_word_leaves_the_rest_out() {
        let arguments = parse("--functions built operations --enforce").unwrap();
        assert!(arguments.operations && !arguments.functions && arguments.enforce);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(parse("--quick").is_err());
        assert!(parse("--functions").is_err());
    }
}
