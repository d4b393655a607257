//! The words of date expressions, by folded form.

use super::expr::{Church, Feast};
use khabar_text::Text;
use khabar_text::civil::{Calendar, Unit};
use khabar_text::number::Numbers;
use khabar_text::table::{cell, rows};
use rustc_hash::{FxHashMap, FxHashSet};

/// How a unit word stands: `يوم`, `اليوم`, `يومين`, `أيام`, `الأيام`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    One,
    TheOne,
    Two,
    Some,
    TheSome,
}

/// Which part of a month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// `خلال`: no particular one.
    Some,
    Start,
    Mid,
    End,
    /// `نهاية`: of a week it is the weekend.
    Close,
    /// `غرة`, `أول`: its first day.
    FirstDay,
    /// `بقية`: what is left of it.
    Rest,
}

/// What a word can be in a date expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A day counted from the day of writing.
    Rel(i32),
    /// `غد`: a day only in company.
    Tomorrow,
    /// `الماضي`, `المقبل`, `الجاري`.
    Dir(i32),
    /// `الأسبوع الجديد`.
    New,
    /// `اليوم نفسه`.
    Same,
    This,
    Unit(Unit, Form),
    School,
    Fiscal,
    Part(PartOf),
    /// A part of a day: `مساء`.
    Time,
    Day,
    Days,
    Month,
    Months,
    Year,
    Years,
    Every,
    /// `سنويا`: a period by itself.
    Period(Unit, i32),
    /// `مرة`, `مرتين`; 0 for `مرات`, which are counted.
    Times(u16),
    /// `حاليا`.
    Reference(&'static str),
    /// What shows that the words before it tell no time: `كل عام وأنتم بخير`.
    NoTimeBefore,
    Season(&'static str, bool),
    Quarter,
    Half,
    Decade(i32),
    /// `العقود`, counted.
    TheDecades,
    /// `العقد`, which may also be a contract.
    TheDecade,
    Dated,
    /// A month's name that is rather something else's, even before a year.
    NameToo,
    Century,
    Since,
    Before,
    After,
    By,
    Between,
    From,
    To,
    In,
    Match,
    Ce,
    Ah,
    About,
    Feast(Feast),
    /// `ليلة`, `عشية`: of a feast, the day before.
    Eve,
    /// `من الآن`.
    FromNow,
    MonthName(Calendar, u8),
    /// A weekday by its ISO number; true where it has its article.
    Weekday(u8, bool),
    Weak,
    Counted,
    NumberHead,
    Named,
    TodayNotBefore,
    TodayNotAfter,
    WeekdayNotBefore,
    OutletToday,
    Title,
    Future,
    Past,
}

impl Sense {
    /// An expression can begin with such a word; others only go on with it or
    /// stand around it.
    fn begins(self) -> bool {
        use Sense::*;
        !matches!(
            self,
            Dir(_)
                | New
                | Same
                | School
                | Fiscal
                | In
                | To
                | Match
                | Ce
                | Ah
                | Dated
                | Weak
                | NameToo
                | Counted
                | NumberHead
                | Named
                | TodayNotBefore
                | TodayNotAfter
                | WeekdayNotBefore
                | OutletToday
                | Title
                | Future
                | Past
                | FromNow
                | NoTimeBefore
        )
    }
}

/// What a word, with the words after it, can be.
pub struct Entry {
    /// Folded words after the first.
    rest: Box<[Box<str>]>,
    sense: Sense,
}

impl Entry {
    /// What `want` makes of the entry, if its other words stand at `i` and
    /// after, before `end`; and the token after it.
    #[inline]
    pub fn read<T>(
        &self,
        text: &Text<'_>,
        i: usize,
        end: usize,
        want: &mut impl FnMut(Sense) -> Option<T>,
    ) -> Option<(T, usize)> {
        let wanted = want(self.sense)?;
        let to = match self.rest.is_empty() {
            true => i,
            false => self.rest(text, i)?,
        };
        (to <= end).then_some((wanted, to))
    }

    /// The token after the entry's further words, where they stand at `i`.
    #[inline(never)]
    fn rest(&self, text: &Text<'_>, i: usize) -> Option<usize> {
        let mut words = self.rest.iter().enumerate();
        let fits = words.all(|(k, w)| text.norm(i + k) == &**w);
        fits.then_some(i + self.rest.len())
    }
}

pub struct Lexicon {
    /// By folded first word; longest first.
    entries: FxHashMap<Box<str>, Vec<Entry>>,
    not_future: Vec<Box<str>>,
    /// Folded words, without their article, that can begin an expression.
    starts: FxHashSet<Box<str>>,
    pub numbers: Numbers,
}

impl Lexicon {
    pub fn builtin() -> Self {
        let mut lex = Lexicon {
            entries: FxHashMap::default(),
            not_future: Vec::new(),
            starts: FxHashSet::default(),
            numbers: Numbers::builtin(),
        };
        for row in rows(include_str!("../../../../data/months.tsv")) {
            if let Ok(n) = cell(&row, 1).parse() {
                let cal = match cell(&row, 2) {
                    "hijri" => Calendar::Hijri,
                    _ => Calendar::Gregorian,
                };
                lex.add(cell(&row, 0), Sense::MonthName(cal, n));
            }
        }
        for row in rows(include_str!("../../../../data/weekdays.tsv")) {
            if let Ok(iso) = cell(&row, 1).parse() {
                let form = cell(&row, 0);
                lex.add(form, Sense::Weekday(iso, form.starts_with("ال")));
            }
        }
        for row in rows(include_str!("../../../../data/feasts.tsv")) {
            if let Some(f) = feast(cell(&row, 1)) {
                lex.add(cell(&row, 0), Sense::Feast(f));
            }
        }
        for row in rows(include_str!("../../../../data/date_words.tsv")) {
            let (form, kind, value) = (cell(&row, 0), cell(&row, 1), cell(&row, 2));
            if kind == "not_future" {
                lex.not_future.push(khabar_text::fold::fold(form).into());
            } else if let Some(sense) = sense(kind, value) {
                lex.add(form, sense);
            }
        }
        let begin = |e: &Entry| e.sense.begins();
        let own = lex
            .entries
            .iter()
            .filter(|(_, l)| l.iter().any(begin))
            .map(|(w, _)| &**w);
        let all = own
            .chain(lex.numbers.first_words())
            .map(|w| w.strip_prefix("ال").unwrap_or(w));
        lex.starts = all.map(Into::into).collect();
        lex.starts.insert("".into());
        for list in lex.entries.values_mut() {
            list.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
        lex
    }

    fn add(&mut self, form: &str, sense: Sense) {
        let text = Text::new(form);
        let words: Vec<Box<str>> = (0..text.len()).map(|i| text.norm(i).into()).collect();
        if let Some((first, rest)) = words.split_first() {
            // With ل the article loses its ا: للعام.
            if let Some(bare) = first.strip_prefix("ال").filter(|b| b.len() >= 4) {
                let entry = Entry {
                    rest: rest.into(),
                    sense,
                };
                self.entries
                    .entry(format!("لل{bare}").into())
                    .or_default()
                    .push(entry);
            }
            let entry = Entry {
                rest: rest.into(),
                sense,
            };
            self.entries.entry(first.clone()).or_default().push(entry);
        }
    }

    /// True if some entry begins with this folded word.
    pub fn knows(&self, word: &str) -> bool {
        self.entries.contains_key(word)
    }

    /// True if an expression can begin with this folded word.
    pub fn starts(&self, word: &str) -> bool {
        self.starts
            .contains(word.strip_prefix("ال").unwrap_or(word))
    }

    /// The entries that begin with this folded word, the longest first.
    pub fn entries(&self, word: &str) -> &[Entry] {
        self.entries.get(word).map_or(&[], |l| l)
    }

    /// True if the one-word entry `word` has this sense.
    pub fn is(&self, word: &str, sense: Sense) -> bool {
        let list = self.entries.get(word);
        list.is_some_and(|l| l.iter().any(|e| e.rest.is_empty() && e.sense == sense))
    }

    /// True for a verb with the future's س (`سيعقد`, `وستبدأ`) or a word that
    /// says that something is to come.
    pub fn is_future(&self, word: &str, raw: &str) -> bool {
        let first_person = raw.strip_prefix(['و', 'ف']).unwrap_or(raw);
        if first_person.starts_with("سأ") && !first_person.starts_with("سأل") {
            return true;
        }
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        if self.is(word, Sense::Future) || self.is(bare, Sense::Future) {
            return true;
        }
        let verb = bare.starts_with("سي") || bare.starts_with("ست") || bare.starts_with("سن");
        let long = bare.chars().count() >= 5;
        verb && long && !self.not_future.iter().any(|p| bare.starts_with(&**p))
    }
}

fn sense(kind: &str, value: &str) -> Option<Sense> {
    let number = || value.parse::<i32>().ok();
    Some(match kind {
        "rel" => Sense::Rel(number()?),
        "tomorrow" => Sense::Tomorrow,
        "dir" => Sense::Dir(number()?),
        "new" => Sense::New,
        "same" => Sense::Same,
        "this" => Sense::This,
        "unit" => {
            let mut c = value.chars();
            let unit = Unit::of_letter(c.next()?)?;
            let form = match c.next()? {
                's' => Form::One,
                'd' => Form::TheOne,
                '2' => Form::Two,
                'p' => Form::Some,
                _ => Form::TheSome,
            };
            Sense::Unit(unit, form)
        }
        "school" => Sense::School,
        "fiscal" | "hijri" => Sense::Fiscal,
        "part" => Sense::Part(match value {
            "1" => PartOf::FirstDay,
            "s" => PartOf::Start,
            "m" => PartOf::Mid,
            "e" => PartOf::End,
            "w" => PartOf::Close,
            "r" => PartOf::Rest,
            _ => PartOf::Some,
        }),
        "eve" => Sense::Eve,
        "from_now" => Sense::FromNow,
        "time" => Sense::Time,
        "day" => Sense::Day,
        "days" => Sense::Days,
        "month" => Sense::Month,
        "months" => Sense::Months,
        "year" => Sense::Year,
        "years" => Sense::Years,
        "every" => Sense::Every,
        "period" => {
            let unit = value.chars().last().and_then(Unit::of_letter)?;
            Sense::Period(unit, value[..value.len() - 1].parse().ok()?)
        }
        "times" => Sense::Times(value.parse().ok()?),
        "reference" => {
            let known = ["PRESENT_REF", "PAST_REF", "FUTURE_REF"];
            Sense::Reference(known.into_iter().find(|v| *v == value)?)
        }
        "no_time_before" => Sense::NoTimeBefore,
        "season" | "season_the" => {
            let code = ["SP", "SU", "FA", "WI"].into_iter().find(|c| *c == value)?;
            Sense::Season(code, kind == "season_the")
        }
        "quarter" => Sense::Quarter,
        "half" => Sense::Half,
        "decade" => Sense::Decade(number()?),
        "decades_the" => Sense::TheDecades,
        "decade_the" => Sense::TheDecade,
        "dated" => Sense::Dated,
        "name" => Sense::NameToo,
        "century" => Sense::Century,
        "since" => Sense::Since,
        "before" => Sense::Before,
        "after" => Sense::After,
        "by" => Sense::By,
        "between" => Sense::Between,
        "from" => Sense::From,
        "to" => Sense::To,
        "in" => Sense::In,
        "match" => Sense::Match,
        "ce" => Sense::Ce,
        "ah" => Sense::Ah,
        "about" => Sense::About,
        "feast" => Sense::Feast(feast(value)?),
        "weak" => Sense::Weak,
        "counted" => Sense::Counted,
        "number" => Sense::NumberHead,
        "named" => Sense::Named,
        "today_not_before" => Sense::TodayNotBefore,
        "today_not_after" => Sense::TodayNotAfter,
        "place_of" => Sense::WeekdayNotBefore,
        "title" => Sense::Title,
        "outlet" => Sense::OutletToday,
        "future" => Sense::Future,
        "past" => Sense::Past,
        _ => return None,
    })
}

/// `h10-1`: 1 Shawwal; `g12-25`: 25 December; `n11-4-4`: the fourth Thursday
/// of November; `e-2`, `w-2`, `o-2`: two days before Easter, be it of any
/// church, the western or the eastern ones.
fn feast(value: &str) -> Option<Feast> {
    let Some(kind) = value.chars().next() else {
        return Some(Feast::Open);
    };
    let rest = value.get(kind.len_utf8()..)?;
    let easter = |church| Some(Feast::Easter(church, rest.parse().ok()?));
    match kind {
        'e' => return easter(Church::Either),
        'w' => return easter(Church::Western),
        'o' => return easter(Church::Eastern),
        _ => {}
    }
    let mut parts = rest.split('-').map(|n| n.parse::<u8>().ok());
    let (month, second) = (parts.next()??, parts.next()??);
    match kind {
        'h' => Some(Feast::Day(Calendar::Hijri, month, second)),
        'g' => Some(Feast::Day(Calendar::Gregorian, month, second)),
        'n' => Some(Feast::Nth(month, second, i32::from(parts.next()??))),
        _ => None,
    }
}

/// The rows of the date lists that no rule reads, for a test.
#[cfg(test)]
pub fn unread_rows() -> Vec<String> {
    let words = rows(include_str!("../../../../data/date_words.tsv"));
    let words = words.filter(|r| cell(r, 1) != "not_future");
    let words = words.filter(|r| sense(cell(r, 1), cell(r, 2)).is_none());
    let feasts = rows(include_str!("../../../../data/feasts.tsv"));
    let feasts = feasts.filter(|r| match feast(cell(r, 1)) {
        Some(Feast::Day(_, m, d)) => !(1..=12).contains(&m) || !(1..=31).contains(&d),
        Some(Feast::Nth(m, w, k)) => m > 12 || w > 7 || !(1..=5).contains(&k),
        Some(_) => false,
        None => true,
    });
    words.chain(feasts).map(|r| r.join(" ")).collect()
}
