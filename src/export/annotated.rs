//! A document with its mentions, quotations, speakers and rules marked: what `explain` shows.
//!
//! Names stand in `[…]`, quotations in `⟦n … n⟧`; under each paragraph every one of them says what
//! it was taken for and why. Offsets count code points, as in the records.

use std::io::{self, Write};

use crate::{
    attribution::Attribution,
    mention::Mention,
    pipeline::Analysis,
    text::{CharOffsets, Span},
};

struct Page<'a> {
    analysis: &'a Analysis<'a>,
    offsets: CharOffsets,
}

/// Writes the annotated text.
///
/// # Errors
/// `out` fails.
pub fn write(out: &mut dyn Write, analysis: &Analysis<'_>) -> io::Result<()> {
    let text = analysis.segmented.all();
    let page = Page { analysis, offsets: CharOffsets::new(text) };
    writeln!(
        out,
        "── {} · {} mentions of {} entities, {} quotations ──",
        analysis.segmented.document.id,
        analysis.mentions.len(),
        analysis.cast.entities.len(),
        analysis.quotes.len()
    )?;
    for paragraph in &analysis.segmented.paragraphs {
        writeln!(out, "\n{}", page.marked(*paragraph))?;
        for mention in page.mentions_in(*paragraph) {
            writeln!(out, "    {}", page.mention(mention))?;
        }
        for (number, quote) in analysis.quotes.iter().enumerate() {
            if quote
                .content
                .first()
                .is_some_and(|s| paragraph.contains(*s) || s.overlaps(*paragraph))
            {
                page.quote(out, number)?;
            }
        }
    }
    Ok(())
}

impl<'a> Page<'a> {
    fn mentions_in(&self, span: Span) -> impl Iterator<Item = &'a Mention> + use<'a> {
        self.analysis.mentions.iter().filter(move |m| span.contains(m.span))
    }

    /// The paragraph with its marks; in one place, what ends is marked before what starts.
    fn marked(&self, paragraph: Span) -> String {
        let mut marks: Vec<(u32, u8, String)> = Vec::new();
        for mention in self.mentions_in(paragraph) {
            marks.push((mention.span.start, 2, "[".to_owned()));
            marks.push((mention.span.end, 0, "]".to_owned()));
        }
        for (number, quote) in self.analysis.quotes.iter().enumerate() {
            for part in quote.content.iter().filter(|s| s.overlaps(paragraph)) {
                let number = number + 1;
                marks.push((part.start.max(paragraph.start), 1, format!("⟦{number} ")));
                marks.push((part.end.min(paragraph.end), 1, format!(" {number}⟧")));
            }
        }
        marks.sort();
        let (mut marked, mut at) = (String::new(), paragraph.start);
        for (place, _, mark) in marks {
            marked.push_str(self.analysis.segmented.text(Span { start: at, end: place }));
            marked.push_str(&mark);
            at = place;
        }
        marked.push_str(self.analysis.segmented.text(Span { start: at, end: paragraph.end }));
        marked
    }

    fn place(&self, span: Span) -> String {
        format!("{}–{}", self.offsets.chars(span.start), self.offsets.chars(span.end))
    }

    fn words(&self, span: Span) -> String {
        format!("“{}” ({})", self.analysis.segmented.text(span), self.place(span))
    }

    fn mention(&self, mention: &Mention) -> String {
        let whom = match mention.entity() {
            Some(id) => id.to_string(),
            None => format!(
                "ambiguous: {}",
                mention.candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
            ),
        };
        let tier = format!("{:?}", mention.tier).to_lowercase();
        let alias = mention.alias.as_ref().map(|a| format!(" “{a}”")).unwrap_or_default();
        format!("[{}] → {whom}: {tier}{alias}, {:.2}", self.words(mention.span), mention.score)
    }

    fn quote(&self, out: &mut dyn Write, number: usize) -> io::Result<()> {
        let quote = &self.analysis.quotes[number];
        let places: Vec<_> = quote.content.iter().map(|s| self.place(*s)).collect();
        let kind = format!("{:?}", quote.kind).to_lowercase();
        writeln!(out, "    ⟦{}⟧ {kind}, {}", number + 1, places.join(", "))?;
        match self.analysis.attributions.iter().find(|a| a.quote == number) {
            Some(attribution) => self.attribution(out, attribution),
            None => writeln!(out, "        no speaker"),
        }
    }

    fn attribution(&self, out: &mut dyn Write, attribution: &Attribution) -> io::Result<()> {
        match &attribution.source {
            None => writeln!(out, "        no speaker")?,
            Some(source) => {
                let whom = match source.speakers.as_slice() {
                    [] => "nobody with a name".to_owned(),
                    ids => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and "),
                };
                let by = format!("{:?}", source.by).to_lowercase();
                writeln!(out, "        speaker {whom}: {}, by {by}", self.words(source.span))?;
                let evidence: Vec<_> = source.evidence.iter().map(|s| self.words(*s)).collect();
                writeln!(
                    out,
                    "        rule    {}, score {:.2}; rests on {}",
                    source.rule,
                    source.score,
                    evidence.join(", ")
                )?;
            }
        }
        if let Some(cue) = attribution.cue {
            writeln!(out, "        cue     {}", self.words(cue))?;
        }
        if let Some(addressee) = &attribution.addressee {
            let whom = addressee.entity.as_ref().map(|id| format!(" = {id}")).unwrap_or_default();
            writeln!(out, "        told    {}{whom}", self.words(addressee.span))?;
        }
        Ok(())
    }
}
