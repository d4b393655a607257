//! What was found, counted; and where to go on.

use crate::lang::Lang;
use crate::screen::{DIM, LABEL, Line, Screen};
use crate::words;
use khabar_record::{Count, Facets};

/// Values of a facet on its line.
const SHOWN: usize = 6;

pub fn facets(screen: &mut Screen, f: &Facets) {
    let lang = screen.lang;
    let named = |_: Lang, name: &str| name.to_owned();
    let mut line = |en, ar, counts: &[Count], say: &dyn Fn(Lang, &str) -> String| {
        if counts.is_empty() {
            return;
        }
        let mut line = Line::new().styled(format!("{}: ", lang.of(en, ar)), LABEL);
        for (k, c) in counts.iter().take(SHOWN).enumerate() {
            if k > 0 {
                line = line.own(lang.comma());
            }
            let name = say(lang, &c.name);
            line = line.foreign(&name).styled(format!(" {}", c.count), DIM);
        }
        screen.line(2, line);
    };
    line("outlets", "الصحف", &f.outlet, &named);
    line("speakers", "القائلون", &f.speaker, &named);
    line("acts", "الأفعال", &f.act, &words::act);
    line("months", "الأشهر", &f.month, &named);
    line("places", "الأماكن", &f.place, &named);
    line("chain", "السلسلة", &f.chain, &words::link);
}

/// How to go on after a page of results.
pub fn next(screen: &mut Screen, cursor: &str) {
    screen.blank();
    let text = match screen.lang {
        Lang::En => format!("more: the same with --after {cursor}"),
        Lang::Ar => format!("للمزيد: الطلب نفسه مع ‎--after {cursor}"),
    };
    screen.line(0, Line::new().styled(text, DIM));
}
