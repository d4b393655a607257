//! The dossier as Markdown (CommonMark).

use super::view::{Happening, Link, Moment, Person, Place, Planned, Said, Speaker, View};
use crate::lang::Lang;

pub fn markdown(view: &View) -> String {
    Writer {
        v: view,
        lang: view.lang,
        out: String::new(),
    }
    .all()
}

/// Words that mean nothing to Markdown, nor to the HTML it becomes.
pub fn escape(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // Marks of a list, where they begin the text.
            '-' | '+' | '=' if out.is_empty() => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

struct Writer<'a> {
    v: &'a View,
    lang: Lang,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.line(&format!("{} {text}\n", "#".repeat(level)));
    }

    fn section(&mut self, full: bool, en: &str, ar: &str) -> bool {
        if full {
            self.heading(2, self.lang.of(en, ar));
        }
        full
    }

    fn names(&self, names: &[String]) -> String {
        let names: Vec<String> = names.iter().map(|n| escape(n)).collect();
        names.join(self.lang.comma())
    }

    fn place(&self, p: &Place) -> String {
        let mut parts = Vec::new();
        let title = p.headline.as_deref().unwrap_or(&p.outlet);
        parts.push(match &p.url {
            Some(url) => format!("[{}]({url})", escape(title)),
            None => escape(title),
        });
        if p.headline.is_some() {
            parts.push(escape(&p.outlet));
        }
        if let Some(day) = &p.day {
            let fetched = if p.fetched {
                self.lang.of("fetched ", "جُلبت ")
            } else {
                ""
            };
            parts.push(format!("{fetched}{}", escape(day)));
        }
        if p.number > 0 {
            parts.push(format!("\\[{}\\]", p.number));
        }
        parts.join(" · ")
    }

    fn chain(&self, speaker: &str, links: &[Link], p: &Place) -> String {
        let mut parts = vec![escape(speaker)];
        for l in links {
            let by = l.by.as_deref().map(|by| format!(" ({})", escape(by)));
            let earlier = self.lang.of(" \\[stated earlier\\]", " \\[ورد قبله\\]");
            let earlier = if l.inherited { earlier } else { "" };
            parts.push(format!(
                "{}{}{earlier}",
                escape(&l.label),
                by.unwrap_or_default()
            ));
        }
        parts.push(escape(&p.outlet));
        parts.join(&format!(" {} ", self.lang.arrow()))
    }

    fn all(mut self) -> String {
        let v = self.v;
        self.heading(1, &escape(&v.title));
        self.line(&escape(&v.lead));
        self.out.push('\n');
        for n in &v.names {
            let nobody = self.lang.of(
                "nobody in the record by this name",
                "لا أحد في السجل بهذا الاسم",
            );
            let told = |(name, how, pages): &(String, String, String)| {
                format!(
                    "**{}** ({}{}{pages})",
                    escape(name),
                    escape(how),
                    self.lang.comma()
                )
            };
            let answers: Vec<String> = n.answers.iter().map(told).collect();
            let answers = answers.join(self.lang.comma());
            let answers = if n.answers.is_empty() {
                nobody.to_owned()
            } else {
                answers
            };
            self.line(&format!("- «{}»: {answers}", escape(&n.asked)));
        }
        self.timeline();
        if self.section(!v.meetings.is_empty(), "Who met whom", "من التقى من") {
            v.meetings.iter().for_each(|e| self.happening("", e));
        }
        if self.section(!v.speakers.is_empty(), "Statements", "التصريحات") {
            v.speakers.iter().for_each(|s| self.speaker(s));
        }
        let (en, ar) = (
            "Invitations and plans, and what came of them",
            "الدعوات والمواعيد وما آلت إليه",
        );
        if self.section(!v.plans.is_empty(), en, ar) {
            v.plans.iter().for_each(|p| self.plan(p));
        }
        if self.section(!v.people.is_empty(), "Participants", "المشاركون") {
            v.people.iter().for_each(|p| self.person(p));
        }
        let (en, ar) = ("What the record leaves open", "ما يتركه السجل مفتوحًا");
        if self.section(!v.questions.is_empty(), en, ar) {
            for q in &v.questions {
                self.line(&format!("- **{}** – {}  ", q.label, escape(&q.text)));
                self.line(&format!("  {}", self.place(&q.source)));
            }
        }
        self.sources();
        self.out
    }

    fn timeline(&mut self) {
        let v = self.v;
        if !self.section(!v.days.is_empty(), "Timeline", "التسلسل الزمني") {
            return;
        }
        if let Some(partial) = &v.partial {
            self.line(partial);
        }
        for day in &v.days {
            self.heading(3, &escape(&day.words));
            day.moments.iter().for_each(|m| self.moment(m));
        }
    }

    fn moment(&mut self, m: &Moment) {
        let mut head = format!("- **{}**", escape(&m.label));
        if m.planned {
            head.push_str(&format!(" ({})", self.lang.of("planned", "مزمع")));
        }
        if !m.actors.is_empty() {
            head.push_str(&format!(" · {}", self.names(&m.actors)));
        }
        if let Some(place) = &m.place {
            head.push_str(&format!(" · {}", escape(place)));
        }
        if m.reported {
            head.push_str(self.lang.of(" (day of the report)", " (يوم نشر الخبر)"));
        }
        self.line(&format!("{head}  "));
        self.line(&format!("  {}  ", escape(&m.text)));
        self.line(&format!("  {}", self.place(&m.source)));
    }

    fn happening(&mut self, indent: &str, e: &Happening) {
        let planned = format!(" ({})", self.lang.of("planned", "مزمع"));
        let planned = if e.planned { planned.as_str() } else { "" };
        let mut head = vec![format!("**{}**{planned}", escape(&e.label))];
        head.extend(e.day.as_deref().map(escape));
        if !e.actors.is_empty() {
            head.push(self.names(&e.actors));
        }
        head.extend(e.place.as_deref().map(escape));
        self.line(&format!("{indent}- {}  ", head.join(" · ")));
        self.line(&format!("{indent}  {}  ", escape(&e.text)));
        let also = e
            .also
            .as_ref()
            .map(|also| format!(" · {also}"))
            .unwrap_or_default();
        self.line(&format!("{indent}  {}{also}", self.place(&e.source)));
    }

    fn speaker(&mut self, s: &Speaker) {
        let role = s
            .role
            .as_ref()
            .map(|r| format!("{}{}", self.lang.comma(), escape(r)));
        self.heading(
            3,
            &format!(
                "{}{} – {}",
                escape(&s.name),
                role.unwrap_or_default(),
                s.total
            ),
        );
        for p in &s.positions {
            self.heading(4, &escape(&p.label));
            p.said.iter().for_each(|q| self.said(q));
        }
    }

    fn said(&mut self, q: &Said) {
        self.line(&format!("> {}\n", escape(&q.text)));
        let to = match q.to.is_empty() {
            true => String::new(),
            false => format!(" · {}{}", self.lang.of("to ", "إلى "), self.names(&q.to)),
        };
        self.line(&format!("{}{to}  ", escape(&q.form)));
        self.line(&format!(
            "{}  ",
            self.chain(&q.speaker, &q.links, &q.source)
        ));
        self.line(&self.place(&q.source));
        self.out.push('\n');
        let Some(carried) = &q.carried else {
            return;
        };
        self.line(&format!("{carried}:\n"));
        for c in &q.copies {
            let chain = match c.links.is_empty() {
                true => String::new(),
                false => format!("  \n  {}", self.chain(&q.speaker, &c.links, &c.source)),
            };
            self.line(&format!("- {} · {}{chain}", self.place(&c.source), c.how));
        }
        self.out.push('\n');
    }

    fn plan(&mut self, p: &Planned) {
        let mut head = vec![format!("**{}**", escape(&p.label))];
        head.extend(p.day.as_deref().map(escape));
        let to = match p.to.is_empty() {
            true => String::new(),
            false => format!(" {} {}", self.lang.arrow(), self.names(&p.to)),
        };
        head.push(format!("{}{to}", self.names(&p.who)));
        self.line(&format!("- {}  ", head.join(" · ")));
        self.line(&format!("  {}  ", escape(&p.text)));
        self.line(&format!("  {}", self.place(&p.source)));
        match p.came.is_empty() {
            true => {
                let open = (
                    "The record does not tell what came of it.",
                    "لا يذكر السجل ما آل إليه.",
                );
                self.line(&format!("  - _{}_", self.lang.of(open.0, open.1)));
            }
            false => p.came.iter().for_each(|e| self.happening("  ", e)),
        }
    }

    fn person(&mut self, p: &Person) {
        let lang = self.lang;
        self.heading(3, &format!("{} – {}", escape(&p.name), escape(&p.kind)));
        self.line(&format!("- {}", p.counts));
        if !p.spellings.is_empty() {
            let told = |(s, n): &(String, usize)| format!("{} ({n})", escape(s));
            let spellings: Vec<String> = p.spellings.iter().map(told).collect();
            let label = lang.of("Spellings", "رسوم الاسم");
            self.line(&format!("- {label}: {}", spellings.join(lang.comma())));
        }
        if !p.variants.is_empty() {
            let label = lang.of("The same by our reckoning", "هو نفسه في تقديرنا");
            self.line(&format!("- {label}: {}", self.names(&p.variants)));
        }
        for post in &p.posts {
            let mut line = format!("- {}: {}", lang.of("Post", "المنصب"), escape(&post.text));
            if !post.when.is_empty() {
                line.push_str(&format!(" · {}", escape(&post.when)));
            }
            if post.source.number > 0 {
                line.push_str(&format!(" \\[{}\\]", post.source.number));
            }
            self.line(&line);
        }
    }

    fn sources(&mut self) {
        if !self.section(!self.v.sources.is_empty(), "Sources", "المصادر") {
            return;
        }
        for (number, s) in (1..).zip(&self.v.sources) {
            let place = Place {
                number: 0,
                ..s.clone()
            };
            self.line(&format!(
                "{number}. {} · {}",
                self.place(&place),
                escape(&s.address)
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_is_left_to_markdown() {
        assert_eq!(
            escape("a*b_c [x](y) <b> & `d`"),
            "a\\*b\\_c \\[x\\](y) &lt;b&gt; &amp; \\`d\\`"
        );
        assert_eq!(escape("- item"), "\\- item");
        assert_eq!(escape("12. item 3.5"), "12\\. item 3.5");
        assert_eq!(escape("ما بين 1 - 2"), "ما بين 1 - 2");
    }
}
