//! A function as it was built, and as it is deployed.

use std::{
    fs,
    io::{self, Cursor},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What Lambda starts, and the name it has in the zip file.
const BOOTSTRAP: &str = "bootstrap";
/// The best that deflate does.
const LEVEL: i64 = 9;

/// Something to start.
pub(crate) struct Binary {
    pub(crate) path: PathBuf,
    /// The size of the zip file that is deployed; of one made here where none was built.
    pub(crate) zipped_bytes: u64,
}

impl Binary {
    /// The function of that name in a folder, be it zipped or not.
    pub(crate) fn find(folder: &Path, scratch: &Path, name: &str) -> Self {
        let found = Self::find_if_built(folder, scratch, name);
        found.unwrap_or_else(|| panic!("{name} is not in {}: build the functions first", folder.display()))
    }

    /// The same, `None` where there is none.
    pub(crate) fn find_if_built(folder: &Path, scratch: &Path, name: &str) -> Option<Self> {
        let (zip, plain) = (folder.join(name).join("bootstrap.zip"), folder.join(name));
        if zip.is_file() {
            return Some(Self { path: unzip(&zip, &scratch.join(name)), zipped_bytes: size(&zip) });
        }
        [plain.join(BOOTSTRAP), plain].into_iter().find(|path| path.is_file()).map(Self::unzipped)
    }

    fn unzipped(path: PathBuf) -> Self {
        let zipped_bytes = zipped_bytes(&path);
        Self { path, zipped_bytes }
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).expect("the file is there").len()
}

fn unzip(zip: &Path, folder: &Path) -> PathBuf {
    let file = fs::File::open(zip).expect("the zip file can be read");
    let mut archive = ZipArchive::new(file).expect("it is a zip file");
    let mut zipped = archive.by_name(BOOTSTRAP).expect("it holds a bootstrap");
    fs::create_dir_all(folder).expect("a folder can be made");
    let path = folder.join(BOOTSTRAP);
    let mut binary = fs::File::create(&path).expect("a file can be written");
    io::copy(&mut zipped, &mut binary).expect("the bootstrap can be unzipped");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a file can be made executable");
    path
}

fn zipped_bytes(binary: &Path) -> u64 {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let options = options.compression_level(Some(LEVEL)).unix_permissions(0o755);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(BOOTSTRAP, options).expect("a zip file in memory");
    let mut binary = fs::File::open(binary).expect("the binary can be read");
    io::copy(&mut binary, &mut writer).expect("the binary can be zipped");
    let zipped = writer.finish().expect("a zip file in memory").into_inner();
    u64::try_from(zipped.len()).expect("a size")
}

#[cfg(test)]
mod tests {
    use super::{Binary, unzip, zipped_bytes};
    use std::{fs, path::Path};

    #[test]
    fn a_binary_is_found_in_each_form_that_it_is_built_in() {
        let folder = tempfile::tempdir().unwrap();
        let (root, scratch) = (folder.path(), folder.path().join("scratch"));
        assert!(Binary::find_if_built(root, &scratch, "plain").is_none());
        fs::write(root.join("plain"), "a program").unwrap();
        fs::create_dir(root.join("deployed")).unwrap();
        fs::write(root.join("deployed/bootstrap"), "a program").unwrap();
        let [plain, deployed] = ["plain", "deployed"].map(|name| Binary::find(root, &scratch, name));
        assert_eq!((plain.path, deployed.path), (root.join("plain"), root.join("deployed/bootstrap")));
        assert_eq!(plain.zipped_bytes, deployed.zipped_bytes);
        assert!(plain.zipped_bytes > 0);
    }

    #[test]
    fn a_zip_file_that_is_none_is_not_passed_over() {
        let missing = std::panic::catch_unwind(|| unzip(Path::new("/nowhere/bootstrap.zip"), Path::new("/nowhere")));
        assert!(missing.is_err() && std::panic::catch_unwind(|| zipped_bytes(Path::new("/nowhere"))).is_err());
    }
}
