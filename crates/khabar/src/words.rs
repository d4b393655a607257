//! What the labels of a record are called for readers.

use crate::lang::Lang;
use crate::text::clean;

fn pick(lang: Lang, label: &str, table: &[(&str, &'static str, &'static str)]) -> String {
    let row = table.iter().find(|row| row.0 == label);
    row.map_or_else(
        || clean(label).replace('_', " "),
        |row| lang.of(row.1, row.2).to_owned(),
    )
}

/// What is done by a statement, as a label on it.
pub fn act(lang: Lang, act: &str) -> String {
    pick(
        lang,
        act,
        &[
            ("state", "states", "تصريح"),
            ("urge", "urges", "مطالبة"),
            ("invite", "invites", "دعوة"),
            ("commit", "commits", "تعهّد"),
            ("praise", "praises", "إشادة"),
            ("criticise", "criticises", "انتقاد"),
            ("deny", "denies", "نفي"),
            ("announce", "announces", "إعلان"),
        ],
    )
}

/// Whether the source stands behind what is told; nothing where it does.
pub fn polarity(lang: Lang, polarity: &str) -> Option<String> {
    let table = [
        ("denied", "denied", "منفي"),
        ("withheld", "neither confirmed nor denied", "غير مؤكد"),
    ];
    (polarity != "affirmed").then(|| pick(lang, polarity, &table))
}

/// As what the content is told; nothing for a fact.
pub fn modality(lang: Lang, modality: &str) -> Option<String> {
    let table = [
        ("possible", "as possible", "احتمال"),
        ("required", "as what ought to be", "واجب"),
        ("wanted", "as a wish", "رغبة"),
        ("planned", "as a plan", "خطة"),
        ("asked", "as a question", "سؤال"),
    ];
    (modality != "fact").then(|| pick(lang, modality, &table))
}

/// What a statement does to the one before it.
pub fn change(lang: Lang, how: &str) -> String {
    pick(
        lang,
        how,
        &[
            ("new", "new", "جديد"),
            ("repeated", "repeats", "تكرار"),
            ("reworded", "rewords", "صياغة أخرى"),
            ("reversed", "perhaps reverses", "لعله تراجع عن"),
        ],
    )
}

/// What somebody decided.
pub fn decision(lang: Lang, kind: &str) -> String {
    pick(
        lang,
        kind,
        &[
            ("same", "the same as", "هو نفسه"),
            ("different", "not the same as", "ليس هو"),
            ("source", "said by", "قائله"),
            ("hide", "hidden", "مخفي"),
            ("note", "note", "ملاحظة"),
            ("star", "star", "نجمة"),
            ("list", "on the list", "في قائمة"),
            ("id", "is in Wikidata", "رقمه في ويكي بيانات"),
            ("search", "kept search", "بحث محفوظ"),
        ],
    )
}

/// The same as the heading of a group.
pub fn position(lang: Lang, act: &str) -> String {
    pick(
        lang,
        act,
        &[
            ("state", "Stated", "صرّح"),
            ("urge", "Urged", "طالب ودعا إلى"),
            ("invite", "Invited", "وجّه دعوة"),
            ("commit", "Committed to", "تعهّد"),
            ("praise", "Praised", "أشاد ورحّب"),
            ("criticise", "Criticised", "انتقد"),
            ("deny", "Denied", "نفى"),
            ("announce", "Announced", "أعلن"),
        ],
    )
}

pub fn form(lang: Lang, form: &str) -> String {
    pick(
        lang,
        form,
        &[
            ("direct", "in their words", "اقتباس مباشر"),
            ("indirect", "reported", "كلام منقول بالمعنى"),
            ("mixed", "partly in their words", "منقول مع اقتباس"),
        ],
    )
}

pub fn link(lang: Lang, kind: &str) -> String {
    pick(
        lang,
        kind,
        &[
            ("statement", "communiqué", "بيان"),
            ("post", "post", "منشور"),
            ("interview", "interview", "مقابلة"),
            ("press_conference", "press conference", "مؤتمر صحفي"),
            ("speech", "speech", "كلمة"),
            ("agency", "agency", "وكالة"),
            ("outlet", "outlet", "وسيلة إعلام"),
            ("sources", "unnamed sources", "مصادر لم تُسمَّ"),
        ],
    )
}

pub fn event(lang: Lang, kind: &str) -> String {
    pick(
        lang,
        kind,
        &[
            ("meeting", "meeting", "لقاء"),
            ("visit", "visit", "زيارة"),
            ("call", "call", "اتصال"),
            ("dialogue", "talks", "حوار"),
            ("agreement", "agreement", "اتفاق"),
            ("appointment", "appointment", "تعيين"),
            ("invitation", "invitation", "دعوة"),
            ("attack", "attack", "هجوم"),
            ("deployment", "deployment", "نشر قوات"),
            ("aid", "aid", "مساعدات"),
            ("vote", "vote", "تصويت"),
            ("trial", "trial", "محاكمة"),
            ("launch", "launch", "إطلاق"),
            ("other", "event", "حدث"),
        ],
    )
}

pub fn status(lang: Lang, status: &str) -> String {
    pick(
        lang,
        status,
        &[
            ("happened", "happened", "جرى"),
            ("planned", "planned", "مزمع"),
            ("cancelled", "cancelled", "ألغي"),
        ],
    )
}

/// What a participant does in an event.
pub fn role(lang: Lang, role: &str) -> String {
    pick(
        lang,
        role,
        &[
            ("actor", "by", "الفاعل"),
            ("party", "party", "طرف"),
            ("host", "host", "المضيف"),
            ("visitor", "visitor", "الضيف"),
            ("recipient", "recipient", "المتلقي"),
            ("target", "target", "المستهدَف"),
            ("appointee", "appointed", "المعيَّن"),
            ("present", "present", "حاضر"),
            ("side", "stood for", "الجهة الممثَّلة"),
        ],
    )
}

/// Person, organisation, …
pub fn actor(lang: Lang, kind: &str) -> String {
    pick(
        lang,
        kind,
        &[
            ("person", "person", "شخص"),
            ("org", "organisation", "جهة"),
            ("place", "place", "مكان"),
            ("product", "product", "منتج أو برنامج"),
        ],
    )
}

/// How an actor came to answer to a name.
pub fn how(lang: Lang, how: &str) -> String {
    pick(
        lang,
        how,
        &[
            ("name", "by name", "بالاسم"),
            ("spelling", "by a spelling", "برسم آخر للاسم"),
            ("surname", "by surname", "باسم العائلة"),
            ("words", "by part of the name", "بجزء من الاسم"),
            ("variant", "by a variant", "بصيغة أخرى"),
            ("judgement", "judged the same", "بحكم مراجع"),
            ("list", "by your list", "بقائمتك"),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use khabar_model::{Act, EntityKind, EventKind, EventRole, EventStatus, Form, LinkKind};

    #[test]
    fn every_label_has_its_words() {
        type Words = fn(Lang, &str) -> String;
        let sets: [(&str, Vec<&str>, Words); 8] = [
            (
                "role",
                EventRole::ALL.iter().map(|x| x.as_str()).collect(),
                role,
            ),
            ("act", Act::ALL.iter().map(|x| x.as_str()).collect(), act),
            (
                "position",
                Act::ALL.iter().map(|x| x.as_str()).collect(),
                position,
            ),
            ("form", Form::ALL.iter().map(|x| x.as_str()).collect(), form),
            (
                "link",
                LinkKind::ALL.iter().map(|x| x.as_str()).collect(),
                link,
            ),
            (
                "event",
                EventKind::ALL.iter().map(|x| x.as_str()).collect(),
                event,
            ),
            (
                "status",
                EventStatus::ALL.iter().map(|x| x.as_str()).collect(),
                status,
            ),
            (
                "actor",
                EntityKind::ALL.iter().map(|x| x.as_str()).collect(),
                actor,
            ),
        ];
        for (set, labels, words) in sets {
            for label in labels {
                let arabic = words(Lang::Ar, label);
                let is_arabic = arabic.chars().any(|c| ('ء'..='ي').contains(&c));
                assert!(is_arabic, "{set} {label}: {arabic}");
            }
        }
    }

    #[test]
    fn an_unknown_label_is_shown_as_it_is() {
        assert_eq!(link(Lang::Ar, "carrier_pigeon"), "carrier pigeon");
    }
}
