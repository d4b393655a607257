//! `khabar changes`.

use crate::cli::Common;
use crate::cmd::ask;
use crate::exit::Exit;
use crate::screen::{LABEL, Line};
use crate::{show, words};

pub fn run(common: &Common, name: &str, about: &str, limit: usize) -> anyhow::Result<Exit> {
    let found = ask::open(common)?.changes(name, about, limit)?;
    let hint = "`khabar statements --by NAME --about TOPIC` tells what there is";
    ask::answer(common, !found.steps.is_empty(), &found, hint, |screen| {
        let lang = screen.lang;
        for (asked, label) in [
            (&found.by, lang.of("by", "قائله")),
            (&found.about, lang.of("about", "عن")),
        ] {
            if let Some(asked) = asked {
                show::asked(screen, label, asked);
            }
        }
        for step in &found.steps {
            show::statement(screen, &step.statement, false);
            let mut line = Line::new().styled(words::change(lang, &step.how), LABEL);
            if let Some(before) = step.takes_up {
                line = line.own(format!(" [{before}]"));
            }
            for n in &step.numbers {
                line = line.own(" · ").foreign(&n.before);
                line = line.own(format!(" {} ", lang.arrow())).foreign(&n.after);
            }
            if step.repeated > 0 {
                let told = lang.of("repeated on other days: ", "تكرر في أيام أخرى: ");
                line = line.own(format!(" · {told}{}", step.repeated));
            }
            if step.dropped {
                line = line.own(lang.of(" · not taken up again", " · لم يعد إليه"));
            }
            screen.line(4, line);
        }
    })
}
