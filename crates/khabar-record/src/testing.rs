//! A small language of pages for tests, read by [`Toy`].
//!
//! ```text
//! headline
//! outlet | day
//! speaker | cue | content | addressee | link kind: words
//! ! kind | status | day | place | clause
//! any other line
//! ```
//! Names and posts are those that [`Toy`] is told of.

use crate::ReadPage;
use khabar_model::*;

pub struct Toy {
    /// Kind, spellings (fullest first), post.
    pub names: Vec<(EntityKind, Vec<&'static str>, Option<&'static str>)>,
}

impl Default for Toy {
    fn default() -> Self {
        use EntityKind::{Org, Person, Place};
        Toy {
            names: vec![
                (Person, vec!["تيريزا كيري"], None),
                (
                    Person,
                    vec!["جون كيري", "كيري"],
                    Some("وزير الخارجية الأمريكي"),
                ),
                (Person, vec!["توماس كوفز"], Some("ممثل الناتو")),
                (Person, vec!["توم غوفاس", "غوفاس"], Some("سفير الناتو")),
                (
                    Person,
                    vec!["قاسم الأعرجي", "الأعرجي"],
                    Some("مستشار الأمن القومي"),
                ),
                (Org, vec!["حلف شمال الأطلسي", "الناتو"], None),
                (Place, vec!["إيران"], None),
                (Place, vec!["العراق"], None),
            ],
        }
    }
}

fn part(text: &str, line: Span, part: &str) -> Span {
    let at = line.of(text).find(part).unwrap_or(0) + line.start();
    Span::new(at, at + part.len())
}

impl Toy {
    fn names(&self, text: &str, article: Span) -> (Vec<Entity>, Vec<Mention>) {
        let (mut entities, mut mentions) = (Vec::<Entity>::new(), Vec::<Mention>::new());
        for (kind, spellings, post) in &self.names {
            let mut surfaces: Vec<(usize, &str)> = Vec::new();
            let entity = entities.len();
            for s in spellings {
                for (at, _) in article.of(text).match_indices(s) {
                    let span = Span::new(article.start() + at, article.start() + at + s.len());
                    if mentions.iter().any(|m| m.span.overlaps(span)) {
                        continue;
                    }
                    surfaces.push((at, s));
                    let (form, origin) = (MentionForm::Name, Origin::Rule("toy"));
                    mentions.push(Mention {
                        span,
                        entity,
                        form,
                        origin,
                    });
                }
            }
            let Some(name) = spellings
                .iter()
                .find(|s| surfaces.iter().any(|x| x.1 == **s))
            else {
                continue;
            };
            let mut distinct: Vec<String> = Vec::new();
            for (_, s) in &surfaces {
                if !distinct.iter().any(|d| d == s) {
                    distinct.push(s.to_string());
                }
            }
            let role = post.and_then(|p| {
                let at = text.find(p)?;
                Some(Role {
                    span: Span::new(at, at + p.len()),
                    text: p.to_string(),
                })
            });
            entities.push(Entity {
                kind: *kind,
                name: name.to_string(),
                surfaces: distinct,
                roles: role.into_iter().collect(),
                article: 1,
            });
        }
        mentions.sort_by_key(|m| m.span);
        (entities, mentions)
    }
}

impl ReadPage for Toy {
    fn open_page(&self, fetch: Fetch) -> std::result::Result<Capture, String> {
        let Body::Text(text) = fetch.body else {
            // Slow to make: the word lists of the real reader are parsed.
            let reader = khabar_read::Reader::new().map_err(|e| e.to_string())?;
            return reader.open(fetch);
        };
        let mut capture = Capture::new(fetch.name, text);
        (capture.url, capture.retrieved) = (fetch.url, fetch.retrieved);
        Ok(capture)
    }

    fn read_page(&self, capture: &Capture) -> Reading {
        let text = capture.text.as_str();
        assert!(!text.contains("PANIC"), "the toy was told to fail");
        let mut at = 0;
        let mut lines: Vec<Span> = Vec::new();
        for l in text.split('\n') {
            lines.push(Span::new(at, at + l.len()));
            at += l.len() + 1;
        }
        let (entities, mentions) = self.names(text, Span::new(0, text.len()));
        // A post may name an organisation (سفير الناتو); the person is meant.
        let named = |s: Span| {
            let person = |m: &&Mention| entities[m.entity].kind == EntityKind::Person;
            let within = || mentions.iter().filter(|m| s.overlaps(m.span));
            within()
                .find(person)
                .or_else(|| within().next())
                .map(|m| m.entity)
        };
        let meta: Vec<&str> = lines
            .get(1)
            .map_or("", |l| l.of(text))
            .split(" | ")
            .collect();
        let mut r = Reading::default();
        let mut blocks = vec![Block {
            kind: BlockKind::Headline,
            span: lines[0],
        }];
        for &l in lines.iter().skip(2).filter(|l| !l.is_empty()) {
            blocks.push(Block {
                kind: BlockKind::Body,
                span: l,
            });
            let parts: Vec<&str> = l.of(text).split(" | ").collect();
            let at = |k: usize| part(text, l, parts[k]);
            if parts[0].starts_with('!') {
                let clause = at(4);
                let mut participants: Vec<Participant> = Vec::new();
                for m in mentions.iter().filter(|m| clause.contains(m.span)) {
                    if !participants.iter().any(|p| p.entity == m.entity) {
                        participants.push(Participant {
                            entity: m.entity,
                            role: EventRole::Party,
                        });
                    }
                }
                r.events.push(Event {
                    article: 1,
                    kind: EventKind::parse(parts[0][1..].trim()).expect("an event's kind"),
                    plover: None,
                    span: clause,
                    trigger: clause,
                    participants,
                    date: (parts[2] != "-").then(|| TimexValue(parts[2].to_string())),
                    place: (parts[3] != "-").then(|| at(3)),
                    status: EventStatus::parse(parts[1]).expect("an event's status"),
                });
            } else if parts.len() >= 3 {
                let chain = parts.get(4).and_then(|p| {
                    let (kind, words) = p.split_once(": ")?;
                    let span = part(text, l, words);
                    let kind = LinkKind::parse(kind)?;
                    Some(Link {
                        kind,
                        by: named(span),
                        span,
                        inherited: false,
                    })
                });
                let act = if parts[1].contains("دعا") {
                    Act::Invite
                } else {
                    Act::State
                };
                r.statements.push(Statement {
                    article: 1,
                    cue: at(1),
                    source: Some(at(0)),
                    entity: named(at(0)),
                    content: vec![at(2)],
                    form: Form::Indirect,
                    act,
                    to: parts
                        .get(3)
                        .filter(|p| **p != "-")
                        .and_then(|_| named(at(3)))
                        .into_iter()
                        .collect(),
                    chain: chain.into_iter().collect(),
                    with: Vec::new(),
                    polarity: Polarity::Affirmed,
                    modality: Modality::Fact,
                    about: Vec::new(),
                    certainty: 0.9,
                    decisions: Certainty::default(),
                });
            }
        }
        let twice = text.contains("TWICE");
        let article = Article {
            headline: Some(lines[0]),
            outlet: Some(Outlet {
                name: meta[0].to_string(),
                evidence: None,
            }),
            published: meta.get(1).map(|d| Published {
                day: d.to_string(),
                from: PublishedFrom::Explicit,
                field: None,
                evidence: None,
            }),
            blocks,
            ..Article::new(1, ArticleKind::Main)
        };
        // An article number that stands twice breaks a rule of the store.
        r.articles = if twice {
            vec![article.clone(), article]
        } else {
            vec![article]
        };
        Reading {
            entities,
            mentions,
            ..r
        }
    }
}

/// Pages of one small affair.
pub const PAGES: &[&str] = &[
    "كيري يتحدث عن إيران\nالرياض | 2015-07-14\n\
     وزير الخارجية الأمريكي جون كيري | قال إن | الاتفاق النووي مع إيران سيجعل المنطقة والعالم أكثر أمنا في السنوات المقبلة | - | statement: بيان الخارجية",
    "واشنطن: الاتفاق جيد\nعكاظ | 2015-07-15\n\
     كيري | أكد أن | الاتفاق النووي مع ايران سيجعل المنطقة والعالم أكثر أمناً في السنوات المقبلة | - | agency: رويترز\n\
     كيري | أضاف أن | الكونغرس سيصوت على الاتفاق قبل نهاية الصيف الحالي حتما",
    "لقاء في بروكسل\nالشرق الأوسط | 2015-08-01\n\
     سفير الناتو توم غوفاس | دعا | إلى زيارة مقر الحلف قريبا جدا | قاسم الأعرجي\n\
     ! visit | planned | - | بروكسل | الأعرجي سيزور مقر الناتو مع غوفاس",
    "زيارة\nواس | 2015-08-20\n\
     ! visit | happened | 2015-08-19 | بروكسل | زار الأعرجي مقر حلف شمال الأطلسي والتقى توماس كوفز\n\
     ممثل الناتو توماس كوفز | قال إن | التعاون مع العراق سيستمر طويلا بعد هذا العام",
    "أخبار متفرقة\nالوطن\nتيريزا كيري | قالت إن | الحفل الخيري سيقام غدا في المدينة القديمة\nوبالعراق أمطار غزيرة",
];

/// A folder with the pages as text files.
pub fn folder(pages: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (k, p) in pages.iter().enumerate() {
        std::fs::write(dir.path().join(format!("p{k:04}.txt")), p).expect("a page");
    }
    dir
}
