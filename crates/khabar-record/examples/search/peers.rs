//! Tantivy with its built-in Arabic stemmer and with none, over the same
//! articles. The stemmer is the crate that Tantivy takes it from, so that the
//! record's own Tantivy is built without it.

use crate::Res;
use crate::corpus::Article;
use frostem::{Algorithm, Stemmer};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{
    FAST, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    LowerCaser, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer,
};
use tantivy::{Index, IndexReader, TantivyDocument};

pub struct Peer {
    reader: IndexReader,
    some: QueryParser,
    all: QueryParser,
}

impl Peer {
    pub fn new(articles: &[Article], stems: bool) -> Res<Peer> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("peer")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing);
        let id = schema.add_u64_field("id", NumericOptions::from(FAST));
        let headline = schema.add_text_field("headline", text.clone());
        let body = schema.add_text_field("body", text);
        let index = Index::create_in_ram(schema.build());
        let words = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser);
        let analyzer = match stems {
            true => words.filter(ArabicStemmer).build(),
            false => words.build(),
        };
        index.tokenizers().register("peer", analyzer);
        let mut writer = index.writer_with_num_threads(1, 200 << 20)?;
        for a in articles {
            let mut d = TantivyDocument::default();
            d.add_u64(id, a.id as u64);
            d.add_text(headline, &a.headline);
            d.add_text(body, &a.body);
            writer.add_document(d)?;
        }
        writer.commit()?;
        let parser = || {
            let mut p = QueryParser::for_index(&index, vec![headline, body]);
            p.set_field_boost(headline, 3.0);
            p
        };
        let (some, mut all) = (parser(), parser());
        all.set_conjunction_by_default();
        Ok(Peer {
            reader: index.reader()?,
            some,
            all,
        })
    }

    /// The best articles: with all words if `all` and there are any, else with some.
    pub fn search(&self, query: &str, all: bool, limit: usize) -> Res<Vec<i64>> {
        let typed = query.replace(['«', '»'], "\"");
        if all {
            let found = self.top(&self.all, &typed, limit)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        self.top(&self.some, &typed, limit)
    }

    fn top(&self, parser: &QueryParser, typed: &str, limit: usize) -> Res<Vec<i64>> {
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(limit).order_by_score();
        let mut out = Vec::new();
        for (_, at) in searcher.search(&parser.parse_query(typed)?, &top)? {
            let ids = searcher.segment_reader(at.segment_ord).fast_fields();
            out.push(ids.u64("id")?.first(at.doc_id).unwrap_or(0) as i64);
        }
        Ok(out)
    }
}

/// As Tantivy's own filter `Stemmer`.
#[derive(Clone)]
struct ArabicStemmer;

#[derive(Clone)]
struct Stemming<T>(T);

struct Stems<T> {
    words: T,
    stemmer: Stemmer,
}

impl TokenFilter for ArabicStemmer {
    type Tokenizer<T: Tokenizer> = Stemming<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemming<T> {
        Stemming(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for Stemming<T> {
    type TokenStream<'a> = Stems<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stems {
            words: self.0.token_stream(text),
            stemmer: Stemmer::new(Algorithm::Arabic),
        }
    }
}

impl<T: TokenStream> TokenStream for Stems<T> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let stem = self.stemmer.stem(&self.words.token().text).into_owned();
        self.words.token_mut().text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}
