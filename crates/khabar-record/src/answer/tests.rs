use super::*;
use crate::Builder;
use crate::testing::{PAGES, Toy, folder};
use khabar_model::{Act, EventKind, EventStatus};
use std::sync::Arc;

pub(super) fn record() -> (tempfile::TempDir, Record) {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    let b = Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .threads(1);
    b.run(&[pages.path().into()], |_| {}).unwrap();
    let r = Record::open(d.path()).unwrap();
    (d, r)
}

fn ask(by: &str, about: &str) -> StatementQuery {
    let some = |s: &str| (!s.is_empty()).then(|| s.to_string());
    StatementQuery {
        by: some(by),
        about: some(about),
        limit: 10,
        ..Default::default()
    }
}

/// The words that a quotation covers, from its code points.
fn cut(page: &str, q: &Quote) -> String {
    page.chars().skip(q.start).take(q.end - q.start).collect()
}

#[test]
fn statements_by_and_about_with_their_chain_and_copies() {
    let (_d, r) = record();
    let s = r.statements(&ask("كيري", "إيران")).unwrap();
    assert_eq!(s.total, 1);
    let first = &s.statements[0];
    assert_eq!(first.source.outlet.as_deref(), Some("الرياض"));
    assert_eq!(first.source.day.as_deref(), Some("2015-07-14"));
    assert_eq!(first.speaker.as_ref().unwrap().name, "جون كيري");
    assert_eq!(
        first.speaker.as_ref().unwrap().role.as_deref(),
        Some("وزير الخارجية الأمريكي")
    );
    assert_eq!(first.chain[0].kind, "statement");
    assert_eq!(cut(PAGES[0], &first.content[0]), first.content[0].exact);
    assert_eq!(cut(PAGES[0], &first.cue), "قال إن");
    assert_eq!(first.copies.len(), 1);
    assert!(first.copies[0].same);
    assert_eq!(first.copies[0].source.outlet.as_deref(), Some("عكاظ"));
    assert_eq!(first.copies[0].chain[0].words.exact, "رويترز");
}

#[test]
fn filters_narrow() {
    let (_d, r) = record();
    let n = |q: StatementQuery| r.statements(&q).unwrap().total;
    assert_eq!(n(StatementQuery::default()), 5);
    assert_eq!(
        n(ask("جون كيري", "")),
        1,
        "the surname alone may be another's"
    );
    assert_eq!(n(ask("تيريزا كيري", "")), 1);
    assert_eq!(
        n(ask("كيري", "")),
        3,
        "a surname stands for all who bear it"
    );
    assert_eq!(
        n(ask("", "الاتفاق")),
        2,
        "words where no actor bears the name"
    );
    assert_eq!(n(ask("nobody", "")), 0);
    let until = |day: &str| StatementQuery {
        until: Some(day.into()),
        ..ask("جون كيري", "")
    };
    assert_eq!(n(until("2015-07-14")), 1);
    assert_eq!(n(until("2015-07")), 1);
    assert_eq!(n(until("2015-06")), 0);
    assert_eq!(
        n(StatementQuery {
            since: Some("2015-07-15".into()),
            ..Default::default()
        }),
        4
    );
    assert_eq!(
        n(StatementQuery {
            act: Some(Act::Invite),
            ..Default::default()
        }),
        1
    );
    assert_eq!(
        n(StatementQuery {
            outlet: Some("عكاظ".into()),
            ..Default::default()
        }),
        2
    );
    assert_eq!(
        n(StatementQuery {
            to: Some("الأعرجي".into()),
            ..Default::default()
        }),
        1
    );
    let one = r
        .statements(&StatementQuery {
            limit: 1,
            ..Default::default()
        })
        .unwrap();
    assert_eq!((one.total, one.statements.len()), (5, 1));
    assert_eq!(
        one.statements[0].source.day.as_deref(),
        Some("2015-08-20"),
        "latest first"
    );
}

#[test]
fn a_trace_tells_who_said_it_first() {
    let (_d, r) = record();
    let copy = r.statements(&StatementQuery {
        outlet: Some("عكاظ".into()),
        ..ask("", "إيران")
    });
    let id = copy.unwrap().statements[0].id;
    let by_id = r.trace(&TraceOf::Statement(id)).unwrap();
    let by_text = r
        .trace(&TraceOf::Text(
            "مع إيران سيجعل المنطقة والعالم أكثر أمنا".into(),
        ))
        .unwrap();
    assert_eq!(by_id, by_text);
    let t = &by_id[0];
    assert_eq!(t.statement.source.outlet.as_deref(), Some("الرياض"));
    assert_eq!(
        (t.first.as_deref(), t.last.as_deref()),
        (Some("2015-07-14"), Some("2015-07-15"))
    );
    assert_eq!(t.outlets.len(), 2);
    assert!(matches!(
        r.trace(&TraceOf::Statement(999)),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn who_puts_spellings_together_and_surnames_apart() {
    let (_d, r) = record();
    let kerry = r.who("كيري").unwrap();
    assert_eq!(kerry.len(), 3, "{kerry:#?}");
    assert_eq!(kerry[0].actor.name, "جون كيري");
    assert_eq!(kerry[0].variants.len(), 0);
    assert_eq!(kerry[0].posts[0].text, "وزير الخارجية الأمريكي");
    assert_eq!(kerry[0].posts[0].words.exact, "وزير الخارجية الأمريكي");
    let latin = r.who("Goffus").unwrap();
    assert_eq!(
        latin.len(),
        1,
        "one person, by whichever spelling: {latin:#?}"
    );
    assert_eq!(latin[0].variants.len(), 1);
    let envoy = r.who("توم غوفاس").unwrap();
    assert_eq!(envoy.len(), 1);
    assert_eq!(envoy[0].statements, 2);
    assert_eq!(envoy[0].variants.len(), 1);
    let spellings: Vec<_> = envoy[0].spellings.iter().map(|s| s.text.as_str()).collect();
    assert!(
        spellings.contains(&"توماس كوفز") && spellings.contains(&"غوفاس"),
        "{spellings:?}"
    );
    assert_eq!(
        r.who("توم جوفوس").unwrap().len(),
        1,
        "a spelling the record does not have"
    );
    assert_eq!(r.who("الناتو").unwrap()[0].actor.kind, "org");
    let kerry = r.who("Kerry").unwrap();
    assert!(kerry.iter().any(|p| p.actor.name == "جون كيري"));
    assert_eq!(r.who("Thomas Koufas").unwrap().len(), 1);
    assert!(r.who("Nobody").unwrap().is_empty());
    assert!(r.who("لا أحد هنا").unwrap().is_empty());
    assert!(r.who("").unwrap().is_empty());
}

#[test]
fn events_by_participant_type_and_day() {
    let (_d, r) = record();
    let q = |with: &[&str]| EventQuery {
        with: with.iter().map(|s| s.to_string()).collect(),
        ..Default::default()
    };
    let n = |q: EventQuery| r.events(&q).unwrap().total;
    assert_eq!(n(q(&[])), 2);
    assert_eq!(n(q(&["الأعرجي", "الناتو"])), 2);
    assert_eq!(n(q(&["توماس كوفز"])), 2);
    assert_eq!(n(q(&["كيري"])), 0);
    assert_eq!(
        n(EventQuery {
            status: Some(EventStatus::Planned),
            ..q(&[])
        }),
        1
    );
    assert_eq!(
        n(EventQuery {
            kind: Some(EventKind::Call),
            ..q(&[])
        }),
        0
    );
    let e = r
        .events(&EventQuery {
            since: Some("2015-08-19".into()),
            ..q(&[])
        })
        .unwrap();
    assert_eq!(e.events.len(), 1);
    assert_eq!(e.events[0].place.as_ref().unwrap().exact, "بروكسل");
    assert_eq!(cut(PAGES[3], &e.events[0].words), e.events[0].words.exact);
}

#[test]
fn search_finds_stems_and_marks_words() {
    let (_d, r) = record();
    let s = r.search("العراق", 10).unwrap();
    assert_eq!(s.total, 2);
    let marks: Vec<_> = s
        .hits
        .iter()
        .flat_map(|h| &h.marks)
        .map(|m| m.exact.as_str())
        .collect();
    assert!(
        marks.contains(&"وبالعراق") && marks.contains(&"العراق"),
        "{marks:?}"
    );
    assert_eq!(r.search("\"الاتفاق النووي\"", 10).unwrap().total, 2);
    assert_eq!(r.search("\"النووي الاتفاق\"", 10).unwrap().total, 0);
    assert_eq!(r.search("الاتفاق -الكونغرس", 10).unwrap().total, 1);
    assert_eq!(
        r.search("إيران الكونغرس", 10).unwrap().total,
        1,
        "all the words"
    );
    let some = r.search("إيران قطيفة", 10).unwrap();
    assert_eq!(some.total, 2, "some of the words where none has all");
    assert!(!some.hits[0].statements.is_empty());
    assert!(r.search("؟", 10).unwrap_err().is_usage());
}

#[test]
fn a_dossier_tells_what_came_of_plans() {
    let (_d, r) = record();
    let d = r.dossier(&["قاسم الأعرجي", "الناتو"]).unwrap();
    assert_eq!((d.articles, d.found_events), (2, 2));
    assert_eq!(d.found_statements, 1);
    let planned: Vec<_> = d
        .plans
        .iter()
        .filter(|p| matches!(p.item, Item::Event(_)))
        .collect();
    assert_eq!(planned.len(), 1);
    assert_eq!(planned[0].followed_by.len(), 1, "the visit took place");
    assert_eq!(
        planned[0].followed_by[0].date.as_deref(),
        Some("2015-08-19")
    );
    let invited = d
        .plans
        .iter()
        .find(|p| matches!(p.item, Item::Statement(_)))
        .unwrap();
    // In the text the envoy has another spelling each time.
    assert_eq!(invited.followed_by.len(), 1);
    assert!(
        d.questions
            .iter()
            .all(|q| q.kind != QuestionKind::NoOutcome)
    );
    let days: Vec<_> = d
        .timeline
        .iter()
        .map(|e| e.day.as_deref().unwrap())
        .collect();
    assert_eq!(days, ["2015-08-01", "2015-08-01", "2015-08-19"]);
    assert_eq!(d.participants[0].actor.name, "قاسم الأعرجي");
    assert!(
        d.participants.iter().any(|p| p.variants.len() == 1),
        "one envoy in two spellings"
    );
    assert_eq!(d.outlets.len(), 2);
    assert!(d.sources.iter().all(|s| !s.page.is_empty()));
    let open = r.dossier(&["توم غوفاس"]).unwrap();
    assert_eq!(open.speakers.len(), 1, "two spellings, one speaker");
    assert_eq!(open.speakers[0].total, 2);
    let alone = r.dossier(&["كيري"]).unwrap();
    assert_eq!(alone.found_statements, 3);
    assert!(serde_json::to_string(&d).unwrap().contains("\"event\":{"));
    assert!(r.dossier(&[]).is_err());
    assert_eq!(r.dossier(&["لا أحد"]).unwrap().articles, 0);
}

#[test]
fn an_article_shows_all_that_was_read() {
    let (_d, r) = record();
    let a = r.article(1).unwrap();
    assert_eq!(a.source.page, "p0000.txt");
    assert_eq!(a.blocks.len(), 2);
    assert_eq!(a.statements.len(), 1);
    assert!(a.mentions.iter().any(|m| m.actor.name == "إيران"));
    for m in &a.mentions {
        assert_eq!(cut(PAGES[0], &m.words), m.words.exact);
    }
    assert!(matches!(
        r.article(77),
        Err(Error::NotFound {
            what: "article",
            id: 77
        })
    ));
}

#[test]
fn hostile_names_stay_names() {
    let (_d, r) = record();
    for name in [
        "'; DROP TABLE actors; --",
        "%",
        "\"",
        "\u{0}",
        "(((",
        "كيري\" OR \"1",
        "-",
        "ـ",
    ] {
        r.who(name).unwrap();
        r.statements(&ask(name, name)).unwrap();
        r.dossier(&[name]).unwrap();
    }
    assert_eq!(r.counts().unwrap().pages, 5);
}

#[test]
fn what_one_did_over_time() {
    let (_d, r) = record();
    let ask = |name: &str| ActivityQuery {
        name: name.into(),
        ..ActivityQuery::default()
    };
    let a = r.activity(&ask("قاسم الأعرجي")).unwrap();
    assert!(a.about || a.topics.is_empty());
    let met: Vec<&str> = a.ties.actors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(met[0], "قاسم الأعرجي", "who was asked about stands first");
    assert!(met.contains(&"توماس كوفز"), "{met:?}");
    // The planned visit is no meeting.
    assert!(!met.contains(&"توم غوفاس"), "{met:?}");
    let days: Vec<&str> = a.timeline.iter().filter_map(|e| e.day.as_deref()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "latest first: {days:?}");
    assert_eq!(a.timeline.len(), a.total);

    let kerry = r.activity(&ask("جون كيري")).unwrap();
    assert!(!kerry.about && kerry.total == 1, "copies are one line");
    let topics: Vec<&str> = kerry.topics.iter().map(|t| t.actor.name.as_str()).collect();
    assert_eq!(topics, ["إيران"]);
    let iran = r.activity(&ask("إيران")).unwrap();
    assert!(
        iran.about,
        "a place says nothing; what was said about it is shown"
    );
    assert_eq!(iran.spoken_of[0].actor.name, "جون كيري");
    assert!(matches!(
        r.activity(&ask("لا أحد")),
        Err(crate::Error::Query(_))
    ));
}

#[test]
fn a_timeline_is_cut_by_days_and_paged() {
    let (_d, r) = record();
    let ask = |since: &str, limit: usize, after: usize| {
        let query = ActivityQuery {
            name: "قاسم الأعرجي".into(),
            since: (!since.is_empty()).then(|| since.into()),
            limit,
            after,
            ..ActivityQuery::default()
        };
        r.activity(&query).unwrap()
    };
    let all = ask("", 100, 0);
    let first = ask("", 1, 0);
    assert_eq!((first.timeline.len(), first.next), (1, Some(1)));
    let rest = ask("", 100, 1);
    assert_eq!(rest.timeline[..], all.timeline[1..]);
    assert_eq!(rest.next, None);
    assert_eq!(ask("2016", 100, 0).total, 0);
}

#[test]
fn an_event_with_all_who_tell_it() {
    let told = "زيارة\nعكاظ | 2015-08-20\nهذا خبر. ! \n! visit | happened | 2015-08-19 | بروكسل | زار الأعرجي مقر حلف شمال الأطلسي والتقى توماس كوفز";
    let pages: Vec<&str> = PAGES.iter().copied().chain([told]).collect();
    let d = tempfile::tempdir().unwrap();
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .threads(1)
        .run(&[folder(&pages).path().into()], |_| {})
        .unwrap();
    let r = Record::open(d.path()).unwrap();
    let events = r.events(&EventQuery::default()).unwrap().events;
    let visit = events.iter().find(|e| e.status == "happened").unwrap();
    let v = r.event(visit.id).unwrap();
    assert_eq!(v.told.len(), 1);
    assert_eq!(v.outlets.len(), 2);
    let (s, w) = (&v.telling.sentence, &v.telling.event.words);
    assert!(s.start <= w.start && w.end <= s.end && s.exact.contains(&w.exact));
    let planned = events.iter().find(|e| e.status == "planned").unwrap();
    assert!(r.event(planned.id).unwrap().told.is_empty());
    assert!(r.event(9_999).is_err());
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for e in std::fs::read_dir(from).unwrap().flatten() {
        let there = to.join(e.file_name());
        match e.path().is_dir() {
            true => copy(&e.path(), &there),
            false => drop(std::fs::copy(e.path(), there).unwrap()),
        }
    }
}

/// Tantivy panicked on some changed bytes near the end of a file.
#[test]
fn a_changed_byte_in_the_index_is_an_error_and_no_crash() {
    let (d, r) = record();
    drop(r);
    let index = std::fs::read_dir(d.path().join("index")).unwrap();
    let files: Vec<_> = index.map(|e| e.unwrap().file_name()).collect();
    let (mut tried, mut told) = (0, 0);
    for file in files {
        let whole = std::fs::read(d.path().join("index").join(&file)).unwrap();
        let end = whole.len().saturating_sub(120);
        for at in (end..whole.len()).step_by(7) {
            // A record of its own: one that is opened may make its index anew.
            let own = tempfile::tempdir().unwrap();
            copy(d.path(), own.path());
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            std::fs::write(own.path().join("index").join(&file), bytes).unwrap();
            // What it says is not tested, only that it ends.
            let asked = Record::open(own.path()).and_then(|r| r.search("كيري", 5).map(|_| ()));
            let checked = crate::check::check(own.path(), |_, _| {});
            tried += 1;
            told += usize::from(asked.is_err() || checked.map_or(true, |c| c.faults > 0));
        }
    }
    assert!(tried > 50, "{tried}");
    assert!(told * 2 > tried, "{told} of {tried} were told");
}

#[test]
fn lists_go_on_where_they_ended_and_repeat_nothing() {
    let (_d, r) = record();
    let statements = |limit, after| {
        let q = StatementQuery {
            limit,
            after,
            ..Default::default()
        };
        let found = r.statements(&q).unwrap();
        let ids: Vec<i64> = found.statements.iter().map(|s| s.id).collect();
        (found.total, ids, found.next)
    };
    let events = |limit, after| {
        let q = EventQuery {
            limit,
            after,
            ..Default::default()
        };
        let found = r.events(&q).unwrap();
        let ids: Vec<i64> = found.events.iter().map(|e| e.id).collect();
        (found.total, ids, found.next)
    };
    let stories = |limit, after| {
        let q = StoryQuery {
            limit,
            after,
            ..Default::default()
        };
        let found = r.stories(&q).unwrap();
        let ids: Vec<i64> = found.stories.iter().map(|s| s.id).collect();
        (found.total, ids, found.next)
    };
    type List<'l> = &'l dyn Fn(usize, Option<String>) -> (usize, Vec<i64>, Option<String>);
    for (what, list) in [
        ("statements", &statements as List<'_>),
        ("events", &events),
        ("stories", &stories),
    ] {
        let (total, all, next) = list(0, None);
        assert!(next.is_none() && all.len() == total && total > 0, "{what}");
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let (n, ids, next) = list(1, after);
            assert_eq!((n, ids.len()), (total, 1), "{what}");
            seen.extend(ids);
            if next.is_none() {
                break;
            }
            after = next;
        }
        assert_eq!(seen, all, "{what}");
    }
    let q = StatementQuery {
        after: Some("x".into()),
        ..Default::default()
    };
    assert!(matches!(r.statements(&q), Err(Error::Query(_))));
}
