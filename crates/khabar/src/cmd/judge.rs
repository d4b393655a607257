//! `khabar judge`: what people decide.

use crate::cli::{Common, Judge};
use crate::exit::{Exit, Usage, tell};
use crate::json;
use crate::lang::Lang;
use crate::screen::{DIM, Line, Screen};
use crate::text::clean;
use crate::words;
use khabar_model::EntityKind;
use khabar_record::{About, Decide, Decision, Record, decide};

pub fn run(common: &Common, by: Option<String>, what: Judge) -> anyhow::Result<Exit> {
    let by = by.unwrap_or_else(user);
    let record = Record::open(&common.record)?;
    let all = match what {
        Judge::Log { all, list } => return log(common, &record, all, list.as_deref()),
        Judge::Undo { number } => {
            let undone = decide::undo(&common.record, &by, number)?;
            return made(common, &[undone]);
        }
        Judge::Same { a, b } => vec![match (told(&a), told(&b)) {
            (Some(a), Some(b)) => Decide::Together(a, b),
            _ => Decide::Same(named(&record, &a)?, named(&record, &b)?),
        }],
        Judge::Different { a, b } => vec![match (told(&a), told(&b)) {
            (Some(a), Some(b)) => Decide::Apart(a, b),
            _ => Decide::Different(named(&record, &a)?, named(&record, &b)?),
        }],
        Judge::Source {
            statement,
            name,
            kind,
        } => {
            let kind = EntityKind::parse(&kind).unwrap_or(EntityKind::Person);
            vec![Decide::Source(statement, name.map(|n| (kind, n)))]
        }
        Judge::Hide { what } => each(&record, &what, Decide::Hide)?,
        Judge::Star { what } => each(&record, &what, Decide::Star)?,
        Judge::Note { what, text } => {
            vec![Decide::Note(about(&record, &what)?, text.join(" "))]
        }
        Judge::List { list, what } => each(&record, &what, |a| Decide::List(a, list.clone()))?,
    };
    let decisions = all.iter().map(|d| decide::decide(&common.record, &by, d));
    let decisions = decisions.collect::<Result<Vec<_>, _>>()?;
    made(common, &decisions)
}

/// Who is logged in, where nobody is named.
pub fn user() -> String {
    let set = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
    let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(set);
    user.unwrap_or_else(|| "unknown".to_owned())
}

fn each(
    record: &Record,
    what: &[String],
    decide: impl Fn(About) -> Decide,
) -> anyhow::Result<Vec<Decide>> {
    what.iter().map(|w| Ok(decide(about(record, w)?))).collect()
}

/// What is meant by `article:5`, `event:7`, `statement:12`.
fn told(what: &str) -> Option<About> {
    let (of, number) = what.split_once(':')?;
    let number = number.trim_matches(['[', ']', '#', ' ']).parse().ok()?;
    match of {
        "statement" => Some(About::Statement(number)),
        "article" => Some(About::Article(number)),
        "event" => Some(About::Event(number)),
        _ => None,
    }
}

/// What is meant by `12`, `article:5`, `event:7`, `who:NAME`.
fn about(record: &Record, what: &str) -> anyhow::Result<About> {
    let found = match what.split_once(':') {
        Some(("who", name)) => Some(About::Actor(named(record, name)?)),
        Some(_) => told(what),
        None => told(&format!("statement:{what}")),
    };
    found.ok_or_else(|| {
        let how = "give a statement's number, article:N, event:N or who:NAME";
        Usage(format!("«{what}» is nothing to decide on: {how}")).into()
    })
}

/// The actor that bears a name; the most named where several do.
fn named(record: &Record, name: &str) -> anyhow::Result<i64> {
    match record.names(name)?.bearer() {
        Some(actor) => Ok(actor.id),
        None => {
            let look = "look for it with `khabar who` or `khabar search`";
            Err(Usage(format!("nobody in the record is called «{name}»: {look}")).into())
        }
    }
}

fn made(common: &Common, decisions: &[Decision]) -> anyhow::Result<Exit> {
    if common.json {
        json::print(&decisions)?;
        return Ok(Exit::Done);
    }
    let mut screen = Screen::stdout(Lang::choose(common.lang));
    for d in decisions {
        show(&mut screen, d);
    }
    screen.print()?;
    Ok(Exit::Done)
}

fn log(common: &Common, record: &Record, all: bool, list: Option<&str>) -> anyhow::Result<Exit> {
    let mut found = record.decisions()?;
    found.retain(|d| all || d.undone_at.is_none());
    if let Some(list) = list {
        found.retain(|d| d.kind == "list" && d.value == list);
    }
    if common.json {
        json::print(&found)?;
    } else {
        let mut screen = Screen::stdout(Lang::choose(common.lang));
        for d in &found {
            show(&mut screen, d);
        }
        screen.print()?;
    }
    if found.is_empty() {
        tell("nothing was decided yet");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

/// Number, what, of what, by whom and when.
fn show(screen: &mut Screen, d: &Decision) {
    let lang = screen.lang;
    let mut line = Line::new()
        .styled(format!("[{}] ", d.id), DIM)
        .own(words::decision(lang, &d.kind));
    let value = match d.kind.as_str() {
        // actor:KIND:KEY, KIND:NAME
        "same" | "different" => d.value.splitn(3, ':').last().unwrap_or(""),
        "source" => d.value.split_once(':').map_or("", |v| v.1),
        _ => &d.value,
    };
    line = line.own(" · ").foreign(&clean(&d.words));
    if !value.is_empty() {
        line = line.own(" · ").foreign(value);
    }
    line = line.styled(" · ", DIM).foreign_styled(&d.by, DIM);
    line = line.styled(" · ", DIM).foreign_styled(&d.at, DIM);
    if let (Some(by), Some(at)) = (&d.undone_by, &d.undone_at) {
        line = line
            .styled(lang.of(" · undone by ", " · تراجع عنه "), DIM)
            .foreign_styled(by, DIM)
            .styled(" · ", DIM)
            .foreign_styled(at, DIM);
    }
    screen.line(0, line);
}
