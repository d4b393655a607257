use super::example::{actor, dossier, link, quote, said, source};
use super::{View, html, markdown, terminal};
use crate::lang::Lang;
use crate::screen::Screen;
use khabar_record::{Dossier, Event, Item};

const LANGS: [Lang; 2] = [Lang::Ar, Lang::En];

fn page(d: &Dossier, lang: Lang) -> String {
    html(&View::new(d, lang)).unwrap()
}

/// A dossier in which every word of a page is an attack.
fn hostile() -> Dossier {
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\u{202e}\u{1b}[31m\u{9b}2J</style>{{ 7*7 }}";
    let mut from = source(1, evil, evil, evil);
    from.url = Some(format!("javascript:alert(3)//{evil}"));
    from.page = evil.to_owned();
    let mut linked = source(2, evil, "2025-09-24", evil);
    linked.url = Some("https://x.example/\"onmouseover=\"alert(4)<b>'(x)".to_owned());
    let who = actor(1, evil, evil, Some(evil));
    let mut s = said(1, from.clone(), Some(who.clone()), evil, evil, evil);
    s.to = vec![who.clone()];
    s.chain = vec![
        link(evil, Some(who.clone()), evil),
        link("sources", None, evil),
    ];
    let mut d = dossier();
    for asked in &mut d.names {
        asked.name = evil.to_owned();
        asked.actors[0].actor = who.clone();
        asked.actors[0].how = evil.to_owned();
    }
    for entry in &mut d.timeline {
        entry.day = Some(evil.to_owned());
        match &mut entry.item {
            Item::Event(e) => spoil(e, evil, &who, &from),
            Item::Statement(old) => *old = s.clone(),
        }
    }
    for p in &mut d.participants {
        p.actor = who.clone();
        p.first = Some(evil.to_owned());
        p.spellings
            .iter_mut()
            .for_each(|s| s.text = evil.to_owned());
        for post in &mut p.posts {
            post.text = evil.to_owned();
            post.first = Some(evil.to_owned());
        }
    }
    for speaker in &mut d.speakers {
        speaker.actor = Some(who.clone());
        for p in &mut speaker.positions {
            p.act = evil.to_owned();
            for old in &mut p.statements {
                let copies = std::mem::take(&mut old.copies);
                *old = s.clone();
                old.copies = copies;
                old.copies
                    .iter_mut()
                    .for_each(|c| c.source = linked.clone());
            }
        }
    }
    for plan in &mut d.plans {
        plan.day = Some(evil.to_owned());
        plan.item = Item::Statement(s.clone());
        plan.followed_by
            .iter_mut()
            .for_each(|e| spoil(e, evil, &who, &from));
    }
    for q in &mut d.questions {
        (q.text, q.words, q.source) = (evil.to_owned(), quote(evil), from.clone());
    }
    d.outlets.iter_mut().for_each(|o| o.name = evil.to_owned());
    d.sources = vec![from, linked];
    d
}

fn spoil(e: &mut Event, evil: &str, who: &khabar_record::Actor, from: &khabar_record::Source) {
    (e.kind, e.status) = (evil.to_owned(), evil.to_owned());
    (e.words, e.place) = (quote(evil), Some(quote(evil)));
    (e.date, e.source) = (Some(evil.to_owned()), from.clone());
    e.participants = vec![who.clone()];
}

/// The names of all tags and all attributes outside of the style sheet.
fn tags(html: &str) -> Vec<&str> {
    let body = html.split_once("</style>").unwrap().1;
    body.split('<')
        .skip(1)
        .map(|t| t.split('>').next().unwrap())
        .collect()
}

#[test]
fn hostile_words_are_only_text() {
    for lang in LANGS {
        let html = page(&hostile(), lang);
        for tag in tags(&html) {
            let name = tag
                .trim_start_matches('/')
                .split([' ', '/'])
                .next()
                .unwrap();
            assert!(!matches!(name, "script" | "img" | "b" | "style"), "<{tag}>");
            // No attribute but those of the template: values hold no quotes.
            for part in tag.split('"').step_by(2) {
                assert!(!part.trim_start().starts_with("on"), "<{tag}>");
            }
        }
        assert!(
            html.contains("&#60;script&#62;alert(1)"),
            "escaped, but there"
        );
        assert_eq!(html.matches("</style>").count(), 1);
        assert!(!html.contains("href=\"javascript"));
        assert!(!html.chars().any(|c| c.is_control() && c != '\n'));
        assert!(!html.contains('\u{202e}'));
        assert!(html.contains("{{ 7*7 }}"));
    }
}

#[test]
fn hostile_words_are_only_text_in_markdown() {
    for lang in LANGS {
        let md = markdown(&View::new(&hostile(), lang));
        assert!(!md.contains('<') && !md.contains("](javascript"), "{md}");
        assert!(
            !md.chars()
                .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}')
        );
    }
}

#[test]
fn hostile_words_do_not_steer_the_terminal() {
    for lang in LANGS {
        let mut screen = Screen::new(lang, true, Some(80));
        terminal(&mut screen, &hostile());
        let shown = anstream::adapter::strip_str(screen.as_str()).to_string();
        assert!(
            !shown
                .chars()
                .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}')
        );
        assert!(!screen.as_str().contains("\u{1b}[31m"));
    }
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    for lang in LANGS {
        let html = page(&dossier(), lang);
        for bad in [
            "<script", "<link", "<img", "<iframe", "@import", "url(", "src=", "srcset",
        ] {
            assert!(!html.contains(bad), "{bad}");
        }
        assert!(html.contains("default-src 'none'"));
    }
}

#[test]
fn the_page_is_in_its_language() {
    let arabic = page(&dossier(), Lang::Ar);
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(arabic.contains("التسلسل الزمني") && arabic.contains("23 أيلول/سبتمبر 2025"));
    assert!(!arabic.contains("Timeline"));
    let english = page(&dossier(), Lang::En);
    assert!(english.contains("<html lang=\"en\" dir=\"ltr\">"));
    assert!(english.contains("Timeline") && english.contains("23 September 2025"));
}

/// What every form has to tell.
const TOLD: [&str; 9] = [
    "ناظم الرحمانى",                          // a spelling
    "مستشار الأمن القومي في العراق",           // a post
    "عدنـا مـن بروكسـل باتفـاق واضـح",        // a quotation as printed
    "مستشارية الأمن القومي",                   // who issued the communiqué
    "مصدر أمني مطلع طلب عدم ذكر اسمه",        // an unnamed source
    "وكالة الواحة للأنباء",                    // an outlet
    "https://news.example/2?a=1",             // an address
    "استضافت بغداد الجولة الثانية من الحوار", // what came of an invitation
    "page-5.txt",                             // a source without any headline
];

#[test]
fn all_forms_tell_the_same() {
    let d = dossier();
    let json = serde_json::to_string(&d).unwrap();
    for lang in LANGS {
        let view = View::new(&d, lang);
        let html = html(&view).unwrap();
        let md = markdown(&view);
        for words in TOLD {
            assert!(html.contains(words), "html: {words}");
            assert!(md.contains(words), "md: {words}");
            assert!(json.contains(words), "json: {words}");
        }
        for link in [
            "href=\"#s12\"",
            "id=\"s12\"",
            "href=\"#e21\"",
            "id=\"e21\"",
            "id=\"q5\"",
        ] {
            assert!(html.contains(link), "{link}");
        }
        assert!(md.contains(lang.of("Copies carried by 2 outlets", "نقلت نسخًا منه وسيلتان")));
    }
}

#[test]
fn links_inside_the_page_lead_somewhere() {
    let html = page(&dossier(), Lang::En);
    let targets = html.match_indices("href=\"#").map(|(at, m)| {
        let rest = &html[at + m.len()..];
        &rest[..rest.find('"').unwrap()]
    });
    for target in targets {
        assert!(html.contains(&format!("id=\"{target}\"")), "{target}");
    }
}

#[test]
fn a_chain_runs_from_the_speaker_to_the_outlet() {
    let md = markdown(&View::new(&dossier(), Lang::En));
    assert!(
        md.contains("ناظم الرحماني → communiqué (مستشارية الأمن القومي) → الرافد نيوز"),
        "{md}"
    );
    let md = markdown(&View::new(&dossier(), Lang::Ar));
    assert!(
        md.contains("ناظم الرحماني ← منشور \\[ورد قبله\\] ← وكالة الواحة للأنباء"),
        "{md}"
    );
}

/// `KHABAR_LOOK=DIR cargo test -p khabar look` writes pages to look at.
#[test]
fn to_look_at() {
    let Some(dir) = std::env::var_os("KHABAR_LOOK").map(std::path::PathBuf::from) else {
        return;
    };
    for lang in LANGS {
        let view = View::new(&dossier(), lang);
        std::fs::write(
            dir.join(format!("{}.html", lang.code())),
            html(&view).unwrap(),
        )
        .unwrap();
        std::fs::write(dir.join(format!("{}.md", lang.code())), markdown(&view)).unwrap();
    }
}
