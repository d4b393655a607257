//! Head nouns of organisations, and how far the name after one goes.

use super::doc::Doc;
use super::lexicon::flag;
use super::tagger::Tag;
use super::words::Kind;

/// The head at `i` without clitics and article.
fn bare<'a>(doc: &'a Doc<'_>, i: usize) -> &'a str {
    let s = doc.stem(i);
    s.strip_prefix("ال")
        .or_else(|| s.strip_prefix("لل"))
        .unwrap_or(s)
}

/// Media words before an outlet's name.
pub fn names_media(doc: &Doc<'_>, i: usize) -> bool {
    matches!(
        bare(doc, i),
        "صحيفه"
            | "جريده"
            | "وكاله"
            | "قناه"
            | "موقع"
            | "مجله"
            | "اذاعه"
            | "فضائيه"
            | "شبكه"
            | "تلفزيون"
            | "صحيفتا"
            | "صحيفتي"
    )
}

/// What a name in quotation marks after it is made, not a body.
pub fn names_product(doc: &Doc<'_>, i: usize) -> bool {
    matches!(
        bare(doc, i),
        "برنامج"
            | "مبادره"
            | "منصه"
            | "تطبيق"
            | "مشروع"
            | "حمله"
            | "جائزه"
            | "كتاب"
            | "فيلم"
    )
}

/// Plural heads (شركات، أحزاب) speak of kinds, not of one.
pub fn is_singular(doc: &Doc<'_>, i: usize) -> bool {
    let s = bare(doc, i);
    let plural = s.ends_with("ات")
        && !matches!(
            s,
            "قوات"
                | "سلطات"
                | "مخابرات"
                | "استخبارات"
                | "ميليشيات"
                | "مليشيات"
                | "امارات"
                | "جمارك"
        );
    if s == "قوات" && (doc.is(i + 1, flag::COLLECTIVE) || doc.is(i + 1, flag::HONORIFIC)) {
        return false;
    }
    let kinds = [
        "احزاب",
        "مجالس",
        "اجهزه",
        "هيئات",
        "بنوك",
        "مصارف",
        "لجان",
        "انديه",
        "فرق",
        "فريق",
        "مجموعه",
        "وفد",
        "مراكز",
        "مدارس",
        "اتحادات",
        "دور",
    ];
    !plural && !kinds.contains(&s)
}

/// Heads that belong to an organisation rather than name one: بعثة «الناتو».
pub fn of_another(doc: &Doc<'_>, i: usize) -> bool {
    let s = bare(doc, i);
    matches!(
        s,
        "مقر"
            | "قياده"
            | "قوات"
            | "وفد"
            | "رئاسه"
            | "اداره"
            | "مجلس"
            | "لجنه"
            | "امانه"
    ) || leads_body(doc, i)
}

/// A part of an organisation that is named by it: بعثة، مكتب.
pub fn leads_body(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.stem(i), "بعثه" | "مهمه" | "مكتب" | "ممثليه")
}

/// Heads that make a name by their form alone; others need the tagger.
pub fn is_strong(doc: &Doc<'_>, i: usize) -> bool {
    let presidency = bare(doc, i) == "رئاسه"
        && matches!(
            doc.text.norm(i + 1),
            "الحكومه" | "الجمهوريه" | "الوزراء" | "الاركان"
        );
    presidency || doc.lex.is_strong_head(bare(doc, i))
}

/// A body that an adjective names: الحكومة العراقية.
pub fn is_collective(doc: &Doc<'_>, i: usize) -> bool {
    doc.lex.is_collective(doc.stem(i))
}

/// A head of a body with many fields: وزارة الشؤون … والأوقاف.
fn has_fields(head: &str) -> bool {
    matches!(
        head,
        "وزاره"
            | "هيئه"
            | "جمعيه"
            | "لجنه"
            | "مركز"
            | "عماده"
            | "ديوان"
            | "دائره"
            | "مديريه"
            | "غرفه"
            | "مؤسسه"
            | "معهد"
            | "كليه"
            | "مجلس"
            | "شركه"
            | "اكاديميه"
    )
}

/// A head whose name may go on with what it is for: وكالة … للأنباء.
fn has_purpose(head: &str) -> bool {
    has_fields(head)
        || matches!(
            head,
            "وكاله"
                | "منظمه"
                | "اتحاد"
                | "صندوق"
                | "شبكه"
                | "رابطه"
                | "مجموعه"
                | "سلطه"
                | "حلف"
                | "بنك"
                | "نقابه"
                | "نادي"
        )
}

/// Where the name that begins with the head at `i` ends, before `end`, if it
/// is a name: after the definite word that closes the construct and its
/// adjectives.
pub fn name_end(doc: &Doc<'_>, end: usize, i: usize) -> Option<usize> {
    let head = bare(doc, i);
    let mut j = i + 1;
    let mut closed = doc.definite(i);
    let mut proper = false;
    while j < end && j - i < 9 {
        let w = &doc.words[j];
        let first = j == i + 1;
        if w.kind == Kind::Open && matches!(doc.text.raw(j), "«" | "\"" | "“") && first {
            let close = (j + 1..end.min(j + 6)).find(|&k| doc.words[k].kind == Kind::Close)?;
            return Some(with_place(doc, end, i, close + 1));
        }
        if !doc.is_word(j) || doc.is_stop(j) || doc.is(j, flag::DATE | flag::AFTER) {
            break;
        }
        let title = doc.is(j, flag::HONORIFIC | flag::ROLE | flag::POST);
        if title
            && doc.definite(j)
            && !doc.has_clitic(j)
            && first
            && doc.is(j, flag::HONORIFIC)
            && !closed
        {
            // مركز الملك سلمان: a body named after somebody.
            let name =
                |k: usize| k < end && doc.is(k, flag::PERSON | flag::LINK) && !doc.has_clitic(k);
            let after = (j + 1..end).find(|&k| !name(k)).unwrap_or(end);
            if after == j + 1 {
                break;
            }
            (j, closed, proper) = (after, true, true);
            continue;
        }
        if title && doc.definite(j) && !doc.has_clitic(j) && (closed || first) {
            break;
        }
        // الحركة النسائية, but not الحركة التفاعل: adjectives agree.
        let feminine = head.ends_with('ه') || head.ends_with("ات");
        if first && closed && feminine && !doc.text.norm(j).ends_with('ه') {
            break;
        }
        let listed = doc
            .phrases_in(j..j + 1)
            .iter()
            .find(|p| p.to > j + 1 && p.to <= end && p.skip == 0 && p.entry.flags & flag::ORG != 0);
        if let Some(p) = listed.filter(|_| !closed) {
            (j, closed, proper) = (p.to, true, true);
            continue;
        }
        let raw = doc.text.norm(j);
        let and_definite = raw.starts_with("وال") && w.letters > 4;
        let definite = doc.definite(j) || and_definite;
        let name = w.is(flag::PLACE | flag::COUNTRY) || w.kind == Kind::Latin;
        if doc.has_clitic(j) || and_definite {
            let fields = and_definite && closed && has_fields(head) && coordinates(doc, head, j);
            let whole = definite || j + 1 < end && doc.definite(j + 1);
            let purpose = raw.starts_with('ل') && whole && closed && has_purpose(head);
            let both = raw.starts_with('و') && !closed && has_fields(head);
            if first || !(fields || purpose || both) {
                break;
            }
        } else if closed && !definite {
            break;
        } else if closed && !first && doc.is(j, flag::ORG_HEAD | flag::COLLECTIVE) {
            // Another body begins: حزب الله … الجيش.
            break;
        } else if !closed && !first && !definite && !name && !opens(doc, j, end) {
            break;
        }
        if doc.has_clitic(j) && !definite {
            closed = false;
        }
        if definite || name {
            closed = true;
            proper = true;
        }
        j += 1;
    }
    let good = closed && j > i + 1 && (proper || doc.definite(i));
    good.then(|| with_place(doc, end, i, j))
}

/// بعثة … في العراق: the country is part of the body's name.
fn with_place(doc: &Doc<'_>, end: usize, i: usize, to: usize) -> usize {
    let mut at = to;
    if doc.is(at, flag::AFTER) {
        at += 1;
    }
    let place = at + 1 < end && doc.text.norm(at) == "في" && doc.is(at + 1, flag::PLACE);
    if place && leads_body(doc, i) {
        at + 2
    } else {
        to
    }
}

/// After the indefinite word `j` a definite one closes the construct.
fn opens(doc: &Doc<'_>, j: usize, end: usize) -> bool {
    let tagged = || {
        doc.tagged
            .iter()
            .any(|t| t.tag == Tag::Org && t.from <= j && j < t.to)
    };
    let closes =
        |k: usize| k < end && doc.is_word(k) && (doc.definite(k) || doc.is(k, flag::PLACE));
    closes(j + 1) || doc.text.norm(j + 1).starts_with('و') && closes(j + 2) || tagged()
}

/// `والفنون` goes on with the name: the tagger agrees, or the word begins no
/// new name.
fn coordinates(doc: &Doc<'_>, head: &str, j: usize) -> bool {
    let other = flag::TITLE | flag::GROUP | flag::PLACE | flag::ORG | flag::NISBA;
    let tagged = doc
        .tagged
        .iter()
        .any(|t| t.tag == Tag::Org && t.from <= j && j < t.to);
    tagged || !doc.is(j, other) && (head == "وزاره" || !doc.is(j, flag::ORG_HEAD))
}
