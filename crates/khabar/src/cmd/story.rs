//! `khabar story`: articles that tell the same.

use crate::cli::{Common, StoryArgs};
use crate::cmd::ask;
use crate::exit::Exit;
use crate::screen::{BOLD, DIM, LABEL, Line, Screen};
use crate::{lang, show};
use khabar_record::{Story, StoryLine, StoryQuery, Told};

pub fn run(common: &Common, args: StoryArgs) -> anyhow::Result<Exit> {
    match args.article {
        Some(article) => one(common, article),
        None => many(common, args),
    }
}

fn many(common: &Common, args: StoryArgs) -> anyhow::Result<Exit> {
    let query = StoryQuery {
        with: args.with,
        since: args.days.since,
        until: args.days.until,
        limit: args.limit,
        after: None,
    };
    let found = ask::open(common)?.stories(&query)?;
    let hint = "a story is told by two articles or more; `khabar search` finds single ones";
    ask::answer(common, !found.stories.is_empty(), &found, hint, |screen| {
        for asked in &found.with {
            show::asked(screen, screen.lang.of("with", "فيها"), asked);
        }
        if found.total > 0 {
            show::of_all(screen, found.stories.len(), found.total, &lang::STORIES);
        }
        for s in &found.stories {
            line(screen, s);
        }
    })
}

fn line(screen: &mut Screen, s: &StoryLine) {
    let lang = screen.lang;
    screen.blank();
    let head = Line::new().styled(format!("[{}] ", s.id), DIM);
    let head = days(head, s.first.as_deref(), s.last.as_deref())
        .own(lang.count(s.articles, &lang::ARTICLES))
        .own(lang.of(" in ", " في "))
        .own(lang.count(s.outlets, &lang::OUTLETS));
    screen.line(0, head);
    show::source(screen, 4, &s.earliest);
}

fn days(line: Line, first: Option<&str>, last: Option<&str>) -> Line {
    let Some(first) = first else {
        return line;
    };
    let line = line.foreign(first);
    match last.filter(|l| *l != first) {
        Some(last) => line.own(" – ").foreign(last).own(" · "),
        None => line.own(" · "),
    }
}

fn one(common: &Common, article: i64) -> anyhow::Result<Exit> {
    let story = ask::open(common)?.story(article)?;
    let hint = "no other article of the record tells it";
    ask::answer(common, story.articles.len() > 1, &story, hint, |screen| {
        let lang = screen.lang;
        let head = Line::new().styled(format!("[{}] ", story.id), DIM);
        let head = days(head, story.first.as_deref(), story.last.as_deref())
            .own(lang.count(story.articles.len(), &lang::ARTICLES))
            .own(lang.of(" in ", " في "))
            .own(lang.count(story.outlets.len(), &lang::OUTLETS));
        screen.line(0, head);
        for (n, told) in story.articles.iter().enumerate() {
            article_of(screen, &story, told, n == 0);
        }
    })
}

fn article_of(screen: &mut Screen, story: &Story, told: &Told, first: bool) {
    let lang = screen.lang;
    screen.blank();
    let mut head = Line::new().styled(format!("[{}] ", told.source.article), DIM);
    if let Some(day) = &told.source.day {
        head = head.foreign(day).own(" · ");
    }
    head = head.foreign_styled(&show::outlet(&told.source), BOLD);
    if first {
        head = head.styled(lang.of(" · first", " · السابق"), LABEL);
    }
    if let Some(of) = told.copy_of {
        let label = lang.of(" · copy of ", " · نسخة من ");
        head = head.styled(label, LABEL).own(format!("[{of}]"));
    }
    if told.headline.as_ref().is_some_and(|c| c.against) {
        let label = lang.of(
            " · headline says otherwise than the first",
            " · عنوانه يخالف عنوان السابق",
        );
        head = head.styled(label, LABEL);
    }
    screen.line(0, head);
    show::source(screen, 4, &told.source);
    if !told.added.is_empty() && !first {
        let label = lang.of("adds: ", "أضاف: ");
        for s in told.added.iter().take(5) {
            let line = Line::new()
                .styled(label, LABEL)
                .styled(format!("[{}] ", s.id), DIM);
            let line = line.foreign(&show::speaker(lang, s)).own(": ");
            screen.line(4, line.foreign(&show::content(s)));
        }
    }
    for l in &told.left_out {
        let label = lang.of("leaves out the speaker: ", "أغفل القائل: ");
        let line = Line::new()
            .styled(label, LABEL)
            .foreign(&l.speaker.name)
            .styled(format!(" [{}] ", l.statement), DIM)
            .styled(lang.of("named in ", "وذُكر في "), LABEL);
        screen.line(4, line.styled(format!("[{}]", l.elsewhere), DIM));
    }
    let why = story.links.iter();
    let why = why.filter(|l| l.one == told.source.article || l.other == told.source.article);
    if let Some(link) = why.max_by(|x, y| x.score.total_cmp(&y.score)) {
        let mut line = Line::new().styled(lang.of("because of: ", "لاشتراكهما في: "), LABEL);
        for (k, g) in link.grounds.iter().take(6).enumerate() {
            line = if k > 0 { line.own(lang.comma()) } else { line }.foreign(&g.detail);
        }
        screen.line(4, line.styled(format!(" ({:.2})", link.score), DIM));
    }
}
