//! Floor 3: stretches in quotation marks. Knows nothing of names.

mod double;
mod kind;
mod name;
mod single;

use serde::{Deserialize, Serialize};

use crate::{segmented::Segmented, text::Span};

pub use kind::is_clause;

/// One utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its stretches in order, marks included: several where it is interrupted or runs over
    /// paragraphs.
    pub content: Vec<Span>,
    /// What sort of quotation it is.
    pub kind: QuoteKind,
    /// Whether the closing mark of the last stretch is missing and the next paragraph goes on.
    pub continues: bool,
}

/// What sort of quotation a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// A clause or more, verbatim, in quotation marks.
    Direct,
    /// A few quoted words inside the narrator's or a reported sentence.
    Mixed,
    /// Reported speech without marks.
    Indirect,
    /// What a crowd shouts.
    Chant,
    /// A poster or caption.
    Sign,
    /// A title, nickname or term in quotation marks, said by nobody.
    Name,
}

impl QuoteKind {
    /// The word that records use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Chant => "chant",
            Self::Sign => "sign",
            Self::Name => "name",
        }
    }
}

/// A stretch from an opening to its closing mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    span: Span,
    /// The closing mark is missing because the next paragraph goes on.
    continues: bool,
}

/// Finds stretches, given those that the detectors before it found.
type Detector = fn(&Segmented<'_>, &[Stretch]) -> Vec<Stretch>;

/// The detectors in order; none finds what lies inside an earlier one's stretches.
const DETECTORS: &[Detector] = &[double::find, single::find];

/// The quotations of a document in order, one for each stretch; attribution joins those that
/// belong together.
pub fn detect(document: &Segmented<'_>) -> Vec<Quote> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for detector in DETECTORS {
        let found = detector(document, &stretches);
        stretches.extend(found);
        stretches.sort_by_key(|stretch| (stretch.span.start, stretch.span.end));
    }
    stretches
        .into_iter()
        .map(|stretch| Quote {
            content: vec![stretch.span],
            kind: kind::of(document, stretch.span),
            continues: stretch.continues,
        })
        .collect()
}

/// Whether the document has a word inside `span`.
fn has_word(document: &Segmented<'_>, span: Span) -> bool {
    document.tokens[document.token_at(span.start)..]
        .iter()
        .take_while(|token| token.span.start < span.end)
        .any(|token| token.is_word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, language::Language};

    fn found(text: &str) -> Vec<String> {
        let document = Document::new("d", text);
        let english = Language::english();
        let cut = Segmented::new(&document, &english);
        detect(&cut).iter().map(|quote| cut.text(quote.content[0]).to_owned()).collect()
    }

    #[test]
    fn all_marks_are_found() {
        assert_eq!(
            found("She said “yes” and \"no\" and ''maybe'' and «da» here."),
            ["“yes”", "\"no\"", "''maybe''", "«da»"]
        );
        assert_eq!(found("A „quiet“ day."), ["„quiet“"]);
        assert_eq!(found("Brandt: ‘Never again’ in Tarn"), ["‘Never again’"]);
        assert_eq!(found("It's the dogs' day, don't say 'tis not."), [] as [&str; 0]);
    }

    #[test]
    fn mixed_pairs_and_inner_quotes() {
        assert_eq!(
            found("“He said, ‘Go,’ and I went,\" she said."),
            ["“He said, ‘Go,’ and I went,\""]
        );
        assert_eq!(found("“The “old” mill,” he said."), ["“The “old” mill,”"]);
    }

    #[test]
    fn measures_are_no_marks() {
        assert_eq!(found("At 5'2\" she said \"no\" to it."), ["\"no\""]);
    }

    #[test]
    fn paragraphs_that_go_on() {
        assert_eq!(found("“One.\n\n“Two.”"), ["“One.", "“Two.”"]);
    }

    #[test]
    fn a_missing_mark_ends_before_the_next_quote() {
        assert_eq!(
            found("“One is lost. He left. “Two,” she said."),
            ["“One is lost. He left.", "“Two,”"]
        );
    }

    #[test]
    fn unclosed_marks_take_linear_time() {
        assert!(!found(&"“word ".repeat(10_000)).is_empty());
        assert!(!found(&"\"word ".repeat(10_000)).is_empty());
        found(&" 'word".repeat(10_000));
    }
}
