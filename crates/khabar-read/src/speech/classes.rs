//! Classes of function words, as bits and by name.

/// Classes of words, as bits. What each means is said in `data/speech_words.tsv`.
pub mod class {
    pub const THAT: u128 = 1 << 0;
    pub const NOT_THAT: u128 = 1 << 1;
    pub const ADJUNCT: u128 = 1 << 2;
    pub const ATTRIBUTION: u128 = 1 << 3;
    pub const UNNAMED: u128 = 1 << 4;
    pub const SOURCES: u128 = 1 << 5;
    pub const BREAK: u128 = 1 << 6;
    pub const NAMING: u128 = 1 << 7;
    pub const BWORD: u128 = 1 << 8;
    pub const MUST: u128 = 1 << 9;
    pub const WE: u128 = 1 << 10;
    pub const GROUP: u128 = 1 << 11;
    pub const STATEMENT: u128 = 1 << 12;
    pub const POST: u128 = 1 << 13;
    pub const SPEECH: u128 = 1 << 14;
    pub const PRESS: u128 = 1 << 15;
    pub const INTERVIEW: u128 = 1 << 16;
    pub const OUTLET: u128 = 1 << 17;
    pub const SUBJECT_HEAD: u128 = 1 << 18;
    pub const RELATIVE: u128 = 1 << 19;
    pub const ARRIVAL: u128 = 1 << 20;
    pub const AS_RELATIVE: u128 = 1 << 21;
    pub const NOT_CUE: u128 = 1 << 22;
    pub const BEFORE_NOUN: u128 = 1 << 23;
    pub const BEFORE_PARTICIPLE: u128 = 1 << 24;
    pub const OWN_WORDS: u128 = 1 << 25;
    pub const ATTRIBUTION_PREP: u128 = 1 << 26;
    pub const WHAT: u128 = 1 << 27;
    pub const AFFIRMING: u128 = 1 << 28;
    pub const ILA: u128 = 1 << 29;
    pub const ALA: u128 = 1 << 30;
    pub const AN: u128 = 1 << 31;
    pub const MIN: u128 = 1 << 32;
    pub const FI: u128 = 1 << 33;
    pub const PREP_NOUN: u128 = 1 << 34;
    pub const SAYING: u128 = 1 << 35;
    pub const ADJECTIVE: u128 = 1 << 36;
    pub const IN_IT: u128 = 1 << 37;
    pub const ALSO: u128 = 1 << 38;
    pub const CLAUSE: u128 = 1 << 39;
    pub const OPENER: u128 = 1 << 40;
    pub const NAME_STOP: u128 = 1 << 41;
    pub const LI: u128 = 1 << 42;
    pub const CHANNEL_PREP: u128 = 1 << 43;
    pub const CHANNEL_STOP: u128 = 1 << 44;
    pub const RECEIVED: u128 = 1 << 45;
    pub const LEAD_OVER: u128 = 1 << 46;
    pub const THEN_THAT: u128 = 1 << 47;
    pub const INVITED: u128 = 1 << 48;
    pub const REMARK: u128 = 1 << 49;
    pub const RELAYED: u128 = 1 << 50;
    pub const TO_MEDIA: u128 = 1 << 51;
    pub const MEDIA: u128 = 1 << 52;
    pub const ADDRESSING: u128 = 1 << 53;
    pub const STRONG: u128 = 1 << 54;
    pub const TO_HIM: u128 = 1 << 55;
    pub const CONTINUING: u128 = 1 << 56;
    pub const WHEREAS: u128 = 1 << 57;
    pub const PEOPLE: u128 = 1 << 58;
    pub const FACING: u128 = 1 << 59;
    pub const POSTING: u128 = 1 << 60;
    /// Also the first word of a two-word phrase.
    pub const PHRASE: u128 = 1 << 61;
    pub const PRETEXT: u128 = 1 << 62;
    pub const DONE: u128 = 1 << 63;
    pub const HONOUR: u128 = 1 << 64;
    pub const ISSUED: u128 = 1 << 65;
    pub const CHANNEL: u128 = STATEMENT | POST | SPEECH | PRESS | INTERVIEW | OUTLET;
}

/// The classes by their names in the list.
pub const CLASSES: &[(&str, u128)] = &[
    ("that", class::THAT),
    ("notthat", class::NOT_THAT),
    ("adjunct", class::ADJUNCT),
    ("attribution", class::ATTRIBUTION),
    ("unnamed", class::UNNAMED),
    ("sources", class::SOURCES),
    ("break", class::BREAK),
    ("naming", class::NAMING),
    ("bword", class::BWORD),
    ("must", class::MUST),
    ("we", class::WE),
    ("group", class::GROUP),
    ("statement", class::STATEMENT),
    ("post", class::POST),
    ("speech", class::SPEECH),
    ("press_conference", class::PRESS),
    ("interview", class::INTERVIEW),
    ("outlet", class::OUTLET),
    ("subject", class::SUBJECT_HEAD),
    ("relative", class::RELATIVE),
    ("arrival", class::ARRIVAL),
    ("as_relative", class::AS_RELATIVE),
    ("not_cue", class::NOT_CUE),
    ("before_noun", class::BEFORE_NOUN),
    ("before_participle", class::BEFORE_PARTICIPLE),
    ("own_words", class::OWN_WORDS),
    ("attribution_prep", class::ATTRIBUTION_PREP),
    ("what", class::WHAT),
    ("affirming", class::AFFIRMING),
    ("ila", class::ILA),
    ("ala", class::ALA),
    ("an", class::AN),
    ("min", class::MIN),
    ("fi", class::FI),
    ("prep_noun", class::PREP_NOUN),
    ("saying", class::SAYING),
    ("adjective", class::ADJECTIVE),
    ("in_it", class::IN_IT),
    ("also", class::ALSO),
    ("clause", class::CLAUSE),
    ("opener", class::OPENER),
    ("name_stop", class::NAME_STOP),
    ("li", class::LI),
    ("channel_prep", class::CHANNEL_PREP),
    ("channel_stop", class::CHANNEL_STOP),
    ("received", class::RECEIVED),
    ("lead_over", class::LEAD_OVER),
    ("then_that", class::THEN_THAT),
    ("invited", class::INVITED),
    ("remark", class::REMARK),
    ("relayed", class::RELAYED),
    ("to_media", class::TO_MEDIA),
    ("media", class::MEDIA),
    ("addressing", class::ADDRESSING),
    ("strong", class::STRONG),
    ("to_him", class::TO_HIM),
    ("continuing", class::CONTINUING),
    ("whereas", class::WHEREAS),
    ("people", class::PEOPLE),
    ("facing", class::FACING),
    ("posting", class::POSTING),
    ("pretext", class::PRETEXT),
    ("done", class::DONE),
    ("honour", class::HONOUR),
    ("issued", class::ISSUED),
];
