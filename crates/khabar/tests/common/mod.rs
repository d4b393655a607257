//! Running the program, and folders to run it in.
#![allow(dead_code)] // Each test file uses a part.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `khabar` with English labels, away from any record of the caller's.
pub fn khabar(args: &[&str]) -> Run {
    let out = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(args)
        .env_remove("KHABAR_RECORD")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("LC_ALL")
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: out.status.code().unwrap_or(-1),
        out: String::from_utf8(out.stdout).unwrap(),
        err: String::from_utf8(out.stderr).unwrap(),
    }
}

/// A folder that goes away with its test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn at(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// The sample pages of the repository, where they are.
pub fn samples() -> Option<PathBuf> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    pages.is_dir().then_some(pages)
}

/// A page of our own: invented, like everything in it.
pub const PAGE: &str = "الرافد نيوز

الرحماني: حدودنا أولوية لا تقبل التأجيل

2025-09-24 13:20

بغداد - أكد مستشار الأمن القومي في العراق ناظم الرحماني، اليوم الأربعاء 24 أيلول 2025، أن أمن الحدود أولوية لا تقبل التأجيل.

وقال الرحماني في تدوينة على منصة إكس: \"عدنا من بروكسل باتفاق واضح على تدريب قواتنا\".

ودعا الرحماني منظمة الشراكة الأمنية الأوروبية إلى عقد الجولة الثانية من الحوار في بغداد.
";
