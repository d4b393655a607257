//! The program as it is typed: help, exit codes, what goes where.

mod common;

use common::{Folder, PAGE, khabar};

#[test]
fn help_tells_commands_and_exit_codes() {
    let help = khabar(&["--help"]);
    assert_eq!(help.code, 0);
    for word in [
        "build",
        "read",
        "search",
        "statements",
        "events",
        "who",
        "trace",
        "dossier",
        "timeline",
        "changes",
        "aside",
        "judge",
        "saved",
        "export",
        "import",
        "check",
        "backup",
        "serve",
        "score",
        "completions",
        "man",
        "--record",
        "KHABAR_RECORD",
        "--json",
        "--lang",
        "Exit codes",
    ] {
        assert!(help.out.contains(word), "{word}\n{}", help.out);
    }
    for code in ["0 ", "1 ", "2 ", "3 ", "4 ", "130 "] {
        let told = help.out.lines().any(|l| l.trim_start().starts_with(code));
        assert!(told, "{code}\n{}", help.out);
    }
}

#[test]
fn every_command_has_help() {
    let commands = [
        "build",
        "read",
        "search",
        "statements",
        "events",
        "who",
        "trace",
        "dossier",
        "timeline",
        "changes",
        "aside",
        "judge",
        "saved",
        "export",
        "import",
        "check",
        "backup",
        "serve",
        "score",
        "completions",
        "man",
    ];
    for command in commands {
        let help = khabar(&[command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
        assert!(help.out.contains("Usage: khabar"), "{command}");
        assert!(help.err.is_empty(), "{command}");
    }
}

#[test]
fn wrong_command_lines_are_code_2() {
    let wrong: [&[&str]; 10] = [
        &[],
        &["no-such-command"],
        &["build"],
        &["statements", "--act", "shout"],
        &["statements", "--since", "yesterday"],
        &["statements", "--until", "2025-02-30"],
        &["events", "--type", "party"],
        &["who"],
        &["dossier", "x", "-o", "file.pdf"],
        &["score", "gold", "pages", "--floors", "f.toml"],
    ];
    for args in wrong {
        let run = khabar(args);
        assert_eq!(run.code, 2, "{args:?}\n{}", run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn a_missing_record_says_how_to_make_one() {
    let folder = Folder::new();
    let record = folder.at("no-record");
    let asks: [&[&str]; 7] = [
        &["aside"],
        &["search", "x"],
        &["statements"],
        &["events"],
        &["who", "x"],
        &["trace", "1"],
        &["dossier", "x"],
    ];
    for ask in asks {
        let run = khabar(&[ask, &["--record", &record]].concat());
        assert_eq!(run.code, 3, "{ask:?}");
        let told =
            format!("no record at {record}: make one with `khabar build INPUT… --record {record}`");
        assert!(run.err.contains(&told), "{}", run.err);
        assert!(run.out.is_empty());
    }
    assert!(!std::path::Path::new(&record).exists());
}

#[test]
fn a_missing_input_is_code_3() {
    let folder = Folder::new();
    let missing = folder.at("missing.txt");
    for args in [["read", &missing], ["build", &missing]] {
        let run = khabar(&[&args[..], &["--record", &folder.at("r")]].concat());
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains("missing.txt"));
    }
}

#[test]
fn names_of_files_do_not_steer_the_terminal() {
    let run = khabar(&["read", "\u{1b}]0;evil\u{7}\u{9b}31m\u{202e}.txt"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("evil"));
    assert!(
        !run.err
            .chars()
            .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'),
        "{:?}",
        run.err
    );
}

#[test]
fn read_prints_a_line_a_page_in_the_order_of_the_input() {
    let folder = Folder::new();
    let names: Vec<String> = (0..40).map(|k| format!("{k:02}.txt")).collect();
    for name in &names {
        folder.write(&format!("pages/{name}"), PAGE);
    }
    let run = khabar(&["read", &folder.at("pages")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let pages: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let read: Vec<&str> = pages.iter().map(|p| p["page"].as_str().unwrap()).collect();
    assert_eq!(read, names);
    for key in [
        "lines",
        "articles",
        "dates",
        "entities",
        "statements",
        "events",
    ] {
        assert!(pages[0][key].is_array(), "{key}");
    }
}

#[test]
fn read_tells_what_it_set_aside_and_goes_on() {
    let folder = Folder::new();
    let good = serde_json::json!({"text": PAGE, "url": "https://a.example/1"});
    folder.write("in.jsonl", &format!("{good}\n{{broken\n{good}\n"));
    let run = khabar(&["read", &folder.at("in.jsonl")]);
    assert_eq!(run.code, 0);
    assert_eq!(run.out.lines().count(), 2);
    assert!(run.err.contains("in.jsonl:2"), "{}", run.err);
    assert!(run.err.contains("2 pages read, 1 set aside"), "{}", run.err);
}

#[test]
fn no_page_at_all_is_code_1() {
    let folder = Folder::new();
    folder.write("empty/readme.pdf", "x");
    assert_eq!(khabar(&["read", &folder.at("empty")]).code, 1);
}

#[test]
fn json_lines_hold_no_raw_controls() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        &format!("{PAGE}\nقال \u{9b}31m\u{202e}الوزير إن \u{7f}الأمر انتهى.\n"),
    );
    let run = khabar(&["read", &folder.at("a.txt")]);
    assert!(
        !run.out
            .chars()
            .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}')
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let folder = Folder::new();
    for k in 0..300 {
        folder.write(&format!("pages/{k}.txt"), &PAGE.repeat(4));
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["read", &folder.at("pages")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    // The reader is dropped here and with it the pipe.
    let end = child.wait_with_output().unwrap();
    assert!(end.status.success(), "{:?}", end.status);
    assert!(
        end.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&end.stderr)
    );
}

#[test]
fn completions_and_manual() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = khabar(&["completions", shell]);
        assert!(run.code == 0 && run.out.contains("statements"), "{shell}");
    }
    let folder = Folder::new();
    assert_eq!(khabar(&["man", &folder.at("man")]).code, 0);
    for page in ["khabar.1", "khabar-build.1", "khabar-dossier.1"] {
        let text = std::fs::read_to_string(folder.at(&format!("man/{page}"))).unwrap();
        assert!(text.contains(".TH"), "{page}");
    }
}
