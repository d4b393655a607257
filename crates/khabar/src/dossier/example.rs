//! A dossier made by hand, for tests. All of it is invented.

use khabar_record::*;

pub fn quote(exact: &str) -> Quote {
    Quote {
        start: 0,
        end: exact.chars().count(),
        exact: exact.to_owned(),
    }
}

pub fn actor(id: i64, kind: &str, name: &str, role: Option<&str>) -> Actor {
    let (kind, name) = (kind.to_owned(), name.to_owned());
    Actor {
        id,
        kind,
        name,
        role: role.map(str::to_owned),
    }
}

pub fn source(article: i64, outlet: &str, day: &str, headline: &str) -> Source {
    Source {
        article,
        page: format!("page-{article}.txt"),
        capture: format!("{article:032x}"),
        url: Some(format!("https://news.example/{article}?a=1&b=2")),
        outlet: Some(outlet.to_owned()),
        headline: Some(headline.to_owned()),
        published: Some(day.to_owned()),
        published_from: "explicit".to_owned(),
        retrieved: None,
        day: Some(day.to_owned()),
    }
}

pub fn link(kind: &str, by: Option<Actor>, words: &str) -> ChainLink {
    ChainLink {
        kind: kind.to_owned(),
        by,
        words: quote(words),
        inherited: false,
    }
}

pub fn said(
    id: i64,
    source: Source,
    by: Option<Actor>,
    act: &str,
    form: &str,
    text: &str,
) -> Statement {
    Statement {
        id,
        source,
        cue: quote("قال"),
        speaker_words: Some(quote("مصدر مطلع")),
        speaker: by,
        with: Vec::new(),
        to: Vec::new(),
        about: Vec::new(),
        content: vec![quote(text)],
        form: form.to_owned(),
        act: act.to_owned(),
        polarity: "affirmed".to_owned(),
        modality: "fact".to_owned(),
        certainty: 0.9,
        sure: Default::default(),
        chain: Vec::new(),
        decisions: Vec::new(),
        copies: Vec::new(),
    }
}

fn happened(id: i64, source: Source, kind: &str, status: &str, date: &str, words: &str) -> Event {
    Event {
        id,
        source,
        kind: kind.to_owned(),
        plover: Some("CONSULT".to_owned()),
        words: quote(words),
        participants: vec![actor(1, "person", "ناظم الرحماني", None), mission()],
        roles: vec![Some("host".to_owned()), None],
        date: Some(date.to_owned()),
        place: Some(quote("بروكسل")),
        status: status.to_owned(),
        decisions: Vec::new(),
        also: Vec::new(),
    }
}

fn adviser() -> Actor {
    actor(
        1,
        "person",
        "ناظم الرحماني",
        Some("مستشار الأمن القومي في العراق"),
    )
}

fn mission() -> Actor {
    actor(2, "org", "منظمة الشراكة الأمنية الأوروبية", None)
}

fn asked(name: &str, actor: Actor, how: &str, pages: usize) -> Asked {
    let m = Match {
        actor,
        how: how.to_owned(),
        pages,
    };
    Asked {
        name: name.to_owned(),
        actors: vec![m],
    }
}

fn profile(actor: Actor, spellings: &[(&str, usize)], posts: Vec<Post>) -> Profile {
    let spelling = |&(text, pages): &(&str, usize)| Spelling {
        text: text.to_owned(),
        pages,
    };
    Profile {
        actor,
        latin: None,
        wikidata: None,
        how: "name".to_owned(),
        variants: Vec::new(),
        spellings: spellings.iter().map(spelling).collect(),
        posts,
        articles: 11,
        statements: 14,
        events: 3,
        first: Some("2025-09-14".to_owned()),
        last: Some("2026-04-20".to_owned()),
        outlets: vec![Count {
            name: "الضفاف نت".to_owned(),
            count: 4,
        }],
        acts: vec![Count {
            name: "state".to_owned(),
            count: 6,
        }],
        latest: Vec::new(),
    }
}

fn at(day: &str, dated: bool, item: Item) -> Entry {
    Entry {
        day: Some(day.to_owned()),
        dated,
        item,
    }
}

/// Statements by two speakers and one unnamed, two talks, an invitation that was
/// taken up and one that was not.
pub fn dossier() -> Dossier {
    let site = source(
        1,
        "الرافد نيوز",
        "2025-09-23",
        "انطلاق الحوار الأمني بين العراق ومنظمة الشراكة في بروكسل",
    );
    let wire = source(
        2,
        "وكالة الواحة للأنباء",
        "2025-09-24",
        "الرحماني: حدودنا أولوية لا تقبل التأجيل",
    );
    let tabloid = source(
        3,
        "المحروسة اليوم",
        "2025-10-02",
        "مصدر: خلاف على «Border Guard Training» (المرحلة 2)",
    );
    let later = source(
        4,
        "الأفق",
        "2026-04-20",
        "بغداد تستضيف الجولة الثانية من الحوار",
    );
    let mut unread = source(5, "x", "2026-04-21", "");
    (unread.outlet, unread.headline, unread.url, unread.published) = (None, None, None, None);

    let mut opening = said(
        11,
        site.clone(),
        Some(adviser()),
        "state",
        "indirect",
        "العراق يسعى إلى شراكة طويلة الأمد مع المنظمة تقوم على تدريب قوات الحدود وتبادل المعلومات، \
         وإن الاتفاق الموقع في 2024 مع NATO Mission Iraq (NMI) لا يتعارض مع هذا المسار، وإن الحكومة \
         ماضية في إعادة هيكلة المنظومة الأمنية وفق الجدول الذي أقره مجلس الوزراء في 3 آب 2025، وهو \
         جدول يمتد حتى عام 2028 ويشمل المنافذ البرية والبحرية كافة",
    );
    opening.chain = vec![link(
        "statement",
        Some(actor(3, "org", "مستشارية الأمن القومي", None)),
        "بيان",
    )];
    opening.copies = vec![
        Copy {
            statement: 91,
            source: wire.clone(),
            speaker: Some(adviser()),
            chain: vec![link("agency", None, "واس")],
            content: Vec::new(),
            share: 1.0,
            same: true,
        },
        Copy {
            statement: 92,
            source: later.clone(),
            speaker: None,
            chain: Vec::new(),
            content: vec![quote("العراق يسعى إلى شراكة تقوم على تدريب قوات الحدود")],
            share: 0.62,
            same: false,
        },
    ];
    let mut pledge = said(
        12,
        wire.clone(),
        Some(adviser()),
        "commit",
        "direct",
        "عدنـا مـن بروكسـل باتفـاق واضـح علـى تدريـب قواتنـا، ولـن نسمـح بـأن تكـون أراضـي العـراق ممـرا للسـلاح أو المخـدرات",
    );
    pledge.chain = vec![link("post", None, "تدوينة على منصة إكس")];
    let mut invitation = said(
        13,
        wire.clone(),
        Some(adviser()),
        "invite",
        "direct",
        "وجّهنـا دعـوة رسميـة إلـى منظمـة الشراكـة الأمنيـة الأوروبيـة لعقـد الجولـة الثانيـة فـي بغـداد",
    );
    invitation.to = vec![mission()];
    invitation.chain = vec![ChainLink {
        inherited: true,
        ..link("post", None, "تدوينة")
    }];
    let thanks = said(
        14,
        wire.clone(),
        Some(actor(
            4,
            "person",
            "ماريا إستيبان",
            Some("رئيسة بعثة المنظمة في العراق"),
        )),
        "praise",
        "direct",
        "شكـرا للوفـد العراقـي علـى حـوار صريـح ومثمـر. نلتقـي قريبـا فـي بغـداد",
    );
    let mut rumour = said(
        15,
        tabloid.clone(),
        None,
        "criticise",
        "mixed",
        "بعض القوى «تعرقل» تنفيذ برنامج Border Guard Training في مرحلته 2",
    );
    rumour.chain = vec![link("sources", None, "مصدر أمني مطلع طلب عدم ذكر اسمه")];

    let talks = happened(
        21,
        site.clone(),
        "dialogue",
        "happened",
        "2025-09-23",
        "انطلقت في بروكسل أعمال الجولة الأولى من الحوار الأمني",
    );
    let mut second = happened(
        22,
        later.clone(),
        "dialogue",
        "happened",
        "2026-04-20",
        "استضافت بغداد الجولة الثانية من الحوار",
    );
    second.also = vec![unread.clone()];
    let visit = happened(
        23,
        tabloid.clone(),
        "visit",
        "planned",
        "2025-11",
        "يزور وفد من المنظمة البصرة الشهر المقبل",
    );

    let group = |act: &str, statements| Position {
        act: act.to_owned(),
        statements,
    };
    let post = Post {
        text: "مستشار الأمن القومي".to_owned(),
        pages: 9,
        first: Some("2025-09-14".to_owned()),
        last: Some("2026-04-20".to_owned()),
        words: quote("مستشار الأمن القومي"),
        source: site.clone(),
    };
    Dossier {
        names: vec![
            asked("الرحماني", adviser(), "surname", 11),
            asked("إسبو", mission(), "spelling", 9),
        ],
        articles: 5,
        found_statements: 6,
        found_events: 3,
        timeline: vec![
            at("2025-09-23", true, Item::Event(talks.clone())),
            at("2025-09-23", false, Item::Statement(opening.clone())),
            at("2025-09-24", false, Item::Statement(pledge.clone())),
            at("2025-09-24", false, Item::Statement(invitation.clone())),
            at("2025-09-24", false, Item::Statement(thanks.clone())),
            at("2025-10-02", false, Item::Statement(rumour.clone())),
            at("2025-11", true, Item::Event(visit.clone())),
            at("2026-04-20", true, Item::Event(second.clone())),
        ],
        participants: vec![
            profile(
                adviser(),
                &[("ناظم الرحماني", 9), ("ناظم الرحمانى", 2), ("الرحماني", 11)],
                vec![post],
            ),
            profile(
                mission(),
                &[
                    ("منظمة الشراكة الأمنية الأوروبية", 8),
                    ("إسبو", 3),
                    ("ESPO", 2),
                ],
                Vec::new(),
            ),
        ],
        ties: Ties::default(),
        moves: Vec::new(),
        speakers: vec![
            Speaker {
                actor: Some(adviser()),
                total: 4,
                positions: vec![
                    group("commit", vec![pledge]),
                    group("invite", vec![invitation.clone()]),
                    group("state", vec![opening]),
                ],
            },
            Speaker {
                actor: thanks.speaker.clone(),
                total: 1,
                positions: vec![group("praise", vec![thanks])],
            },
            Speaker {
                actor: None,
                total: 1,
                positions: vec![group("criticise", vec![rumour.clone()])],
            },
        ],
        plans: vec![
            Plan {
                item: Item::Statement(invitation),
                day: Some("2026-04".to_owned()),
                followed_by: vec![second],
            },
            Plan {
                item: Item::Event(visit.clone()),
                day: Some("2025-11".to_owned()),
                followed_by: Vec::new(),
            },
        ],
        outlets: vec![
            Count {
                name: "الضفاف نت".to_owned(),
                count: 4,
            },
            Count {
                name: "الأفق".to_owned(),
                count: 1,
            },
        ],
        questions: vec![
            Question {
                kind: QuestionKind::NoOutcome,
                text: "planned".to_owned(),
                words: visit.words.clone(),
                source: visit.source.clone(),
                statement: None,
                event: Some(23),
            },
            Question {
                kind: QuestionKind::UnnamedSources,
                text: "unnamed".to_owned(),
                words: rumour.content[0].clone(),
                source: rumour.source.clone(),
                statement: Some(15),
                event: None,
            },
        ],
        sources: vec![site, wire, tabloid, later, unread],
    }
}
