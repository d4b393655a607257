//! The tables handed on: their columns and where they come from.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Int,
    Real,
    Bool,
    /// Words of a page: `NAME_start` and `NAME_end` (code points of the page's
    /// text, half-open) and `NAME` itself as printed. In the query: two columns
    /// of bytes.
    Words,
}

/// A column with what it means.
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub doc: &'static str,
}

/// One table. The first column of its query is the row of the page that its
/// words stand on (0 for none) and is not handed on.
pub struct Table {
    pub name: &'static str,
    pub doc: &'static str,
    pub columns: &'static [Column],
    pub(super) sql: &'static str,
}

macro_rules! columns {
    ($($name:ident $kind:ident $doc:literal)+) => {
        &[$(Column { name: stringify!($name), kind: Kind::$kind, doc: $doc }),+]
    };
}

/// All tables, those that others refer to first.
pub const TABLES: &[Table] = &[
    Table {
        name: "pages",
        doc: "One row for each page as it was fetched.",
        columns: columns! {
            page Text "content hash over address and page, in hexadecimal; joins all tables that have `page`"
            name Text "the file, or FILE:RECORD"
            url Text "address"
            retrieved Text "when it was fetched, as given"
            media Text "`text` or `html`"
            charset Text "encoding that HTML was decoded from"
            bytes Int "length of the text, bytes of UTF-8"
            reading Text "version that read it"
            added Text "when it came into the record, ISO 8601, UTC"
        },
        sql:
            "SELECT 0, lower(hex(c.hash)), c.name, c.url, c.retrieved, c.media, c.charset, c.bytes,
                r.version, c.added FROM captures c JOIN readings r ON r.id = c.reading ORDER BY c.id",
    },
    Table {
        name: "articles",
        doc: "One row for each article on a page.",
        columns: columns! {
            article Int "number in this record; another reading may give another"
            page Text "see pages"
            n Int "which article of its page, from 1"
            kind Text "`main`, `appended` or `related`"
            headline Words "headline"
            outlet Text "who published it"
            published Text "day of publication, ISO 8601"
            published_from Text "how that is known: `explicit`, `relative`, `declared`, `address` or `none`"
            day Text "`published`, else the day it was fetched"
            report Int "the least article of its group of copies; missing where it has no copy"
            hidden Bool "left out of answers by a decision"
        },
        sql: "SELECT c.id, a.id, lower(hex(c.hash)), a.n, a.kind, a.headline_start, a.headline_end,
                a.outlet, a.published, a.published_from, a.day, r.report, a.hidden
              FROM articles a JOIN captures c ON c.id = a.capture
              LEFT JOIN reports r ON r.article = a.id ORDER BY c.id, a.n",
    },
    Table {
        name: "copies",
        doc: "One row for each two articles that are copies: half of the runs of five words that either has stand in both.",
        columns: columns! {
            article Int "the article of lesser number"
            other Int "the other"
            in_other Real "how much of the first stands in the other, in [0,1]"
            in_article Real "how much of the other stands in the first"
        },
        sql: "SELECT 0, article, other, in_other, in_article FROM copies ORDER BY article, other",
    },
    Table {
        name: "actors",
        doc: "People, organisations, places and products across pages.",
        columns: columns! {
            actor Int "number in this record"
            kind Text "`person`, `org`, `place` or `product`"
            name Text "fullest form"
            key Text "folded name, the same in every record"
            wikidata Text "id, where a list of the user's gives one"
        },
        sql: "SELECT 0, id, kind, name, key,
                (SELECT substr(x.value || ' ', 1, instr(x.value || ' ', ' ') - 1)
                 FROM decided d JOIN decisions x ON x.id = d.decision
                 WHERE d.type = 'actor' AND d.row = actors.id AND x.kind = 'id'
                 ORDER BY x.id DESC LIMIT 1)
              FROM actors ORDER BY id",
    },
    Table {
        name: "spellings",
        doc: "How actors are spelled.",
        columns: columns! {
            actor Int "see actors"
            spelling Text "as printed"
            pages Int "how many pages have it"
        },
        sql: "SELECT 0, actor, text, pages FROM aliases ORDER BY actor, text",
    },
    Table {
        name: "mentions",
        doc: "Where a page names an actor.",
        columns: columns! {
            page Text "see pages"
            actor Int "see actors; missing for names of punctuation alone"
            mention Words "the name, without titles and clitics"
            form Text "`name` or `post`"
            origin Text "which rule or model found it"
        },
        sql: "SELECT c.id, lower(hex(c.hash)), i.actor, m.start, m.end, m.form, m.origin
              FROM mentions m JOIN entities e ON e.id = m.entity JOIN captures c ON c.id = e.capture
              LEFT JOIN identities i ON i.entity = e.id ORDER BY c.id, m.start, m.end",
    },
    Table {
        name: "posts",
        doc: "Posts and titles that pages give people.",
        columns: columns! {
            page Text "see pages"
            actor Int "see actors"
            post Words "as printed"
        },
        sql: "SELECT c.id, lower(hex(c.hash)), i.actor, r.start, r.end
              FROM roles r JOIN entities e ON e.id = r.entity JOIN captures c ON c.id = e.capture
              LEFT JOIN identities i ON i.entity = e.id ORDER BY c.id, r.start",
    },
    Table {
        name: "dates",
        doc: "Expressions of time (TIMEX3).",
        columns: columns! {
            article Int "see articles"
            date Words "as printed"
            value Text "ISO 8601; missing where the page does not settle it"
            type Text "`DATE` or `SET`"
            times Int "how often in each period of a set"
            modifier Text "`START`, `MID` or `END` of the value"
            anchor Text "what the value rests on"
            unsettled Text "why there is no value"
        },
        sql:
            "SELECT a.capture, t.article, t.start, t.end, t.value, t.kind, t.times, t.modifier,
                t.anchor, t.unsettled
              FROM timexes t JOIN articles a ON a.id = t.article ORDER BY a.capture, t.article, t.n",
    },
    Table {
        name: "statements",
        doc: "What is attributed to a source.",
        columns: columns! {
            statement Int "number in this record; another reading may give another"
            article Int "see articles"
            speaker Int "see actors; as read, or as decided"
            cue Words "the reporting verb, noun or phrase"
            source Words "the words that name the source by the cue"
            form Text "`direct`, `indirect` or `mixed`"
            act Text "`state`, `urge`, `invite`, `commit`, `praise`, `criticise`, `deny` or `announce`"
            polarity Text "`affirmed`, `denied` or `withheld`"
            modality Text "`fact`, `possible`, `required`, `wanted`, `planned` or `asked`"
            certainty Real "of cue, source and content together, in [0,1]"
            cue_certainty Real "in [0,1]"
            source_certainty Real "in [0,1]"
            content_certainty Real "in [0,1]"
            chain_certainty Real "in [0,1]"
            story Int "one number for all statements of the same words"
            hidden Bool "left out of answers by a decision"
        },
        sql: "SELECT a.capture, s.id, s.article, s.speaker, s.cue_start, s.cue_end, s.source_start,
                s.source_end, s.form, s.act, s.polarity, s.modality, s.certainty, s.cue_certainty,
                s.source_certainty, s.content_certainty, s.chain_certainty, s.story, s.hidden
              FROM statements s JOIN articles a ON a.id = s.article
              ORDER BY a.capture, s.article, s.id",
    },
    Table {
        name: "contents",
        doc: "The parts of what statements say.",
        columns: columns! {
            statement Int "see statements"
            n Int "which part, from 0"
            content Words "the words, without quotation marks around them"
        },
        sql: "SELECT a.capture, x.statement, x.n, x.start, x.end
              FROM contents x JOIN statements s ON s.id = x.statement
              JOIN articles a ON a.id = s.article ORDER BY a.capture, x.statement, x.n",
    },
    Table {
        name: "links",
        doc: "Chains: the ways by which statements came, from the speaker outward. The last link of every chain is the article's outlet and has no row.",
        columns: columns! {
            statement Int "see statements"
            n Int "which link, from 0"
            kind Text "`statement` (a communiqué), `post`, `interview`, `press_conference`, `speech`, `agency`, `outlet` or `sources`"
            actor Int "who issued it; see actors"
            link Words "the words that name it"
            inherited Bool "set by an earlier sentence"
        },
        sql: "SELECT a.capture, l.statement, l.n, l.kind, i.actor, l.start, l.end, l.inherited
              FROM links l JOIN statements s ON s.id = l.statement
              JOIN articles a ON a.id = s.article
              LEFT JOIN identities i ON i.entity = l.entity ORDER BY a.capture, l.statement, l.n",
    },
    Table {
        name: "parties",
        doc: "Actors that statements concern besides their speaker.",
        columns: columns! {
            statement Int "see statements"
            actor Int "see actors"
            part Text "`with` (says it too), `to` (is spoken to) or `about` (is named in the content)"
        },
        sql: "SELECT 0, x.statement, i.actor, x.part FROM (
                SELECT statement, entity, 'with' AS part FROM cospeakers
                UNION ALL SELECT statement, entity, 'to' FROM addressees
                UNION ALL SELECT statement, entity, 'about' FROM topics WHERE place = 'content') x
              JOIN identities i ON i.entity = x.entity ORDER BY x.statement, x.part, i.actor",
    },
    Table {
        name: "events",
        doc: "What happened or is planned between named actors.",
        columns: columns! {
            event Int "number in this record; another reading may give another"
            article Int "see articles"
            kind Text "`meeting`, `visit`, `call`, `agreement`, …"
            plover Text "code of the PLOVER ontology"
            clause Words "the clause that tells it"
            date Text "ISO 8601, as exact as the page allows"
            place Words "as printed"
            status Text "`happened`, `planned`, …"
            hidden Bool "left out of answers by a decision"
        },
        sql: "SELECT a.capture, e.id, e.article, e.kind, e.plover, e.start, e.end, e.date,
                e.place_start, e.place_end, e.status, e.hidden
              FROM events e JOIN articles a ON a.id = e.article ORDER BY a.capture, e.id",
    },
    Table {
        name: "participants",
        doc: "Who takes part in events.",
        columns: columns! {
            event Int "see events"
            actor Int "see actors"
            role Text "`host`, `visitor`, …; missing where the page does not tell"
        },
        sql: "SELECT 0, p.event, i.actor, p.role FROM participants p
              JOIN identities i ON i.entity = p.entity ORDER BY p.event, i.actor",
    },
    Table {
        name: "same_links",
        doc: "What was told to be one across articles: articles of one story, events, statements of one content.",
        columns: columns! {
            type Text "`article`, `event` or `statement`"
            one Int "number of one; see the table of that type"
            other Int "number of the other"
            score Real "in [0,1]"
            grounds Text "JSON list of `what`, `detail` and `weight` (below 0 it spoke against)"
        },
        sql: "SELECT 0, type, row, other, score, grounds FROM same_links ORDER BY type, row, other",
    },
    Table {
        name: "same_groups",
        doc: "What is one by these links and by decisions; what is alone is not in it.",
        columns: columns! {
            type Text "`article` (of a story), `event` or `statement`"
            row Int "number of an article, event or statement"
            one Int "the least number of its group"
        },
        sql: "SELECT 0, type, row, one FROM same_groups ORDER BY type, one, row",
    },
    Table {
        name: "decisions",
        doc: "What people decided; those taken back among them.",
        columns: columns! {
            uid Text "the same in every record it is handed on to"
            kind Text "`same`, `different`, `source`, `hide`, `note`, `star`, `list` or `search`"
            subject Text "`article:PAGE:N`, `statement:PAGE:START-END` and `event:PAGE:START-END` (bytes), `actor:KIND:KEY` or `search:NAME`"
            value Text "the other actor, the speaker, the note, the list's name or the query"
            words Text "what the subject said when it was decided"
            by Text "by whom"
            at Text "when, ISO 8601, UTC"
            undone_by Text "who took it back"
            undone_at Text "when, ISO 8601, UTC"
        },
        sql: "SELECT 0, uid, kind, subject, value, words, by, at, undone_by, undone_at
              FROM decisions ORDER BY id",
    },
    Table {
        name: "aside",
        doc: "What could not be read.",
        columns: columns! {
            file Text "name of the file"
            record Int "line, row or record of a file of many, from 1"
            byte Int "where that begins"
            reason Text "why"
        },
        sql: "SELECT 0, file, record, at, reason FROM set_aside ORDER BY id",
    },
];

/// A column as it is written: words are three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    /// Never [`Kind::Words`].
    pub kind: Kind,
}

impl Table {
    pub fn fields(&self) -> Vec<Field> {
        let mut out = Vec::new();
        for c in self.columns {
            let field = |name: String, kind| Field { name, kind };
            if c.kind == Kind::Words {
                out.push(field(format!("{}_start", c.name), Kind::Int));
                out.push(field(format!("{}_end", c.name), Kind::Int));
                out.push(field(c.name.to_string(), Kind::Text));
            } else {
                out.push(field(c.name.to_string(), c.kind));
            }
        }
        out
    }
}
