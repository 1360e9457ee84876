//! Floor 5: the stages in order for one document.

mod fingerprint;
mod json;
mod places;
mod write_json;
mod write_record;

use std::io;

use self::{fingerprint::Fingerprint, json::Json};
use crate::{
    attribution::{self, Attribution, Context},
    document::Document,
    gazetteer::Gazetteer,
    language::Language,
    mention::{self, Cast, Matcher, Mention},
    quote::{self, Quote},
    record::Record,
    segmented::Segmented,
};

/// Everything compiled that documents are analysed with: immutable, and shared between threads.
///
/// ```
/// use whosaid::{Document, Gazetteer, Language, Pipeline};
///
/// let pipeline = Pipeline::builder().build(Gazetteer::new());
/// let document = Document::new("a", "“We open on Monday,” said Ada Brook, 42.");
/// let record = pipeline.record(&document);
/// assert_eq!(record.document.chars, 40);
/// ```
#[derive(Debug)]
pub struct Pipeline {
    gazetteer: Gazetteer,
    /// None where nothing is listed.
    matcher: Option<Matcher>,
    language: Language,
    evidence: EvidenceText,
    min_score: f32,
}

/// How much of a sentence goes into a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EvidenceText {
    /// Offsets only.
    None,
    /// At most 200 code points.
    Snippet,
    /// The whole sentence.
    #[default]
    Full,
}

/// Settings of a [`Pipeline`].
#[derive(Debug, Default)]
pub struct PipelineBuilder {
    language: Option<Language>,
    evidence: EvidenceText,
    min_score: f32,
}

impl PipelineBuilder {
    /// The language of the documents; English where none is said.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// How much of the sentences that hold mentions goes into records.
    #[must_use]
    pub fn evidence(mut self, evidence: EvidenceText) -> Self {
        self.evidence = evidence;
        self
    }

    /// Attributions with a lower score (0 to 1) give no speaker.
    #[must_use]
    pub fn min_score(mut self, score: f32) -> Self {
        self.min_score = score;
        self
    }

    /// Compiles the gazetteer.
    pub fn build(self, gazetteer: Gazetteer) -> Pipeline {
        let matcher = (!gazetteer.is_empty()).then(|| Matcher::new(&gazetteer));
        self.with(gazetteer, matcher)
    }

    /// Takes a gazetteer with the matcher that was compiled from it.
    pub fn build_compiled(self, gazetteer: Gazetteer, matcher: Matcher) -> Pipeline {
        self.with(gazetteer, Some(matcher))
    }

    fn with(self, gazetteer: Gazetteer, matcher: Option<Matcher>) -> Pipeline {
        Pipeline {
            matcher,
            gazetteer,
            language: self.language.unwrap_or_else(Language::english),
            evidence: self.evidence,
            min_score: self.min_score,
        }
    }
}

/// What was found in one document; spans are bytes.
#[derive(Debug)]
pub struct Analysis<'d> {
    /// The document with its paragraphs, sentences and words.
    pub segmented: Segmented<'d>,
    /// Whom it names.
    pub cast: Cast,
    /// Where, in order.
    pub mentions: Vec<Mention>,
    /// Its quotations, in order.
    pub quotes: Vec<Quote>,
    /// Who says them: at most one a quotation.
    pub attributions: Vec<Attribution>,
}

impl Pipeline {
    /// Settings to begin with.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }

    /// The list that names are matched to.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Runs all stages; there is a result for every text.
    pub fn analyze<'d>(&'d self, document: &'d Document) -> Analysis<'d> {
        let segmented = Segmented::new(document, &self.language);
        let matcher = self.matcher.as_ref();
        let listed = matcher.map(|m| m.find(&segmented, &self.gazetteer)).unwrap_or_default();
        let (mentions, cast) = mention::discover(&segmented, listed, &self.gazetteer);
        let quotes = quote::detect(&segmented);
        let context = Context {
            document: &segmented,
            gazetteer: &self.gazetteer,
            cast: &cast,
            mentions: &mentions,
        };
        let (quotes, mut attributions) = attribution::attribute(&context, quotes);
        for attribution in &mut attributions {
            attribution.source.take_if(|source| source.score < self.min_score);
        }
        Analysis { segmented, cast, mentions, quotes, attributions }
    }

    /// Runs all stages and gives the extraction record; its offsets are code points.
    pub fn record(&self, document: &Document) -> Record {
        write_record::record(document, &self.analyze(document), self.evidence)
    }

    /// Runs all stages and writes the extraction record as JSON, without a line break, to `out`:
    /// the bytes that serialising [`Pipeline::record`] gives, in less time and memory.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_record(&self, document: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let mut json = Json::new(out);
        self.write(document, &fingerprint::fingerprint(&document.text), &mut json);
        json.finish()
    }

    /// As [`Pipeline::write_record`] for each document, with a line break behind each record: in less
    /// time where the documents are short.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_records(&self, documents: &[Document], out: &mut dyn io::Write) -> io::Result<()> {
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        let fingerprints = fingerprint::fingerprints(&texts);
        let mut json = Json::new(out);
        for (document, fingerprint) in documents.iter().zip(&fingerprints) {
            self.write(document, fingerprint, &mut json);
            json.raw("\n");
        }
        json.finish()
    }

    fn write(&self, document: &Document, fingerprint: &Fingerprint, json: &mut Json<'_>) {
        write_json::write(document, fingerprint, self.analyze(document), self.evidence, json);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Entity, Kind};

    #[test]
    fn a_record_is_written_as_serde_writes_it() {
        let mut gazetteer = Gazetteer::new();
        gazetteer.add(Entity::new("q", "Mara Quill", Kind::Person));
        let text = "Mayor Mara Quill told Odo \"Bo\" Brandt, 42: “We — we\u{1} open\tsoon.”\n\n\
                    “And,” she said, “so do you.” Mr. Brandt said that Ms. Quill was “right.”\n\
                    According to Anna Roe and Peter Roe, nobody came. “Why?”";
        for evidence in [EvidenceText::None, EvidenceText::Snippet, EvidenceText::Full] {
            let pipeline = Pipeline::builder().evidence(evidence).build(gazetteer.clone());
            let documents = [text, "", "Nothing here.", &text.repeat(3)].map(|text| {
                let mut document = Document::new("a\"b", text);
                document.meta.title = Some("One\\two".to_owned());
                document
            });
            let mut all = String::new();
            for document in &documents {
                let mut line = Vec::new();
                pipeline.write_record(document, &mut line).unwrap();
                let plain = serde_json::to_string(&pipeline.record(document)).unwrap();
                assert_eq!(String::from_utf8(line).unwrap(), plain);
                all += &plain;
                all.push('\n');
            }
            let mut lines = Vec::new();
            pipeline.write_records(&documents, &mut lines).unwrap();
            assert_eq!(String::from_utf8(lines).unwrap(), all);
        }
    }
}
