//! What the weight of a tie is. The raw counts stay beside it.

use super::{Edge, EntityGraph, Node, Relation, Unit};
use crate::error::{Error, Result};

/// What a tie weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// Its raw count: units named together, or distinct utterances.
    #[default]
    Count,
    /// The documents behind it.
    Docs,
    /// Normalised pointwise mutual information, from -1 (never together) over 0 (by chance) to 1
    /// (only together). After Bouma, “Normalized (Pointwise) Mutual Information in Collocation
    /// Extraction”, 2009. Favours the rare: set a minimum of documents beside it.
    Npmi,
    /// Log-likelihood ratio, negative where the two meet more seldom than by chance. After
    /// Dunning, “Accurate Methods for the Statistics of Surprise and Coincidence”, 1993.
    G2,
    /// Units with both, of those with either.
    Jaccard,
}

impl Weight {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 5] = [
        ("count", Self::Count),
        ("docs", Self::Docs),
        ("npmi", Self::Npmi),
        ("g2", Self::G2),
        ("jaccard", Self::Jaccard),
    ];

    /// The name on the command line and in outputs.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, w)| *w == self).map_or("count", |(name, _)| name)
    }

    fn scores(self) -> bool {
        matches!(self, Self::Npmi | Self::G2 | Self::Jaccard)
    }
}

impl EntityGraph {
    /// The graph with its ties weighed so.
    ///
    /// # Errors
    /// Association scores of a window, where no number of all windows is known.
    pub fn weighted(self, weight: Weight) -> Result<Self> {
        if weight.scores() && matches!(self.summary.unit, Unit::Window(_)) {
            return Err(Error::Setting(format!(
                "--weight {} compares with all units, and windows have no number: use --unit \
                 sentence, paragraph or document",
                weight.name()
            )));
        }
        let mut graph = self;
        weight.name().clone_into(&mut graph.summary.weight);
        for edge in graph.graph.edge_indices().collect::<Vec<_>>() {
            let weighed = graph.graph.edge_endpoints(edge).map(|(a, b)| {
                graph.weigh(&graph.graph[edge], weight, (&graph.graph[a], &graph.graph[b]))
            });
            graph.graph[edge].weight = weighed.unwrap_or_default();
        }
        Ok(graph)
    }

    fn weigh(&self, edge: &Edge, weight: Weight, (a, b): (&Node, &Node)) -> f64 {
        let table = || self.contingency(edge, a, b);
        let value = match weight {
            Weight::Count => return edge.count as f64,
            Weight::Docs => return edge.counts.documents as f64,
            Weight::Npmi => table().npmi(),
            Weight::G2 => table().g2(),
            Weight::Jaccard => table().jaccard(),
        };
        // What is left beyond six places differs between machines.
        (value * 1e6).round() / 1e6
    }

    /// In how many units both, each and anyone was seen.
    fn contingency(&self, edge: &Edge, a: &Node, b: &Node) -> Contingency {
        let (all, counts) = (&self.summary, &edge.counts);
        let (a, b) = (&a.counts, &b.counts);
        let (both, of_a, of_b, total) = match (edge.relation, all.unit) {
            (Relation::CoOccurrence, Unit::Paragraph) => {
                (counts.paragraphs, a.paragraphs, b.paragraphs, all.paragraphs)
            }
            (Relation::CoOccurrence, Unit::Document) => {
                (counts.together, a.documents, b.documents, all.documents)
            }
            (Relation::CoOccurrence, _) => {
                (counts.sentences, a.sentences, b.sentences, all.sentences)
            }
            (Relation::Mentions, _) => (counts.utterances, a.quotes, b.spoken_of, all.utterances),
            (Relation::Addresses, _) => (counts.utterances, a.quotes, b.addressed, all.utterances),
            (Relation::QuotesWith, _) => (counts.documents, a.quoted_in, b.quoted_in, all.quoting),
        };
        let [both, a, b, all] = [both, of_a, of_b, total].map(|n| n as f64);
        Contingency { both, a, b, all }
    }
}

/// A two-by-two table by its margins.
struct Contingency {
    both: f64,
    a: f64,
    b: f64,
    all: f64,
}

impl Contingency {
    fn npmi(&self) -> f64 {
        if self.both <= 0.0 {
            return -1.0;
        }
        if self.both >= self.all {
            return 1.0;
        }
        (self.both * self.all / (self.a * self.b)).ln() / -(self.both / self.all).ln()
    }

    fn g2(&self) -> f64 {
        if self.all <= 0.0 {
            return 0.0;
        }
        let rest = self.all - self.a - self.b + self.both;
        let cells = [
            (self.both, self.a, self.b),
            (self.a - self.both, self.a, self.all - self.b),
            (self.b - self.both, self.all - self.a, self.b),
            (rest, self.all - self.a, self.all - self.b),
        ];
        let part = |(seen, row, column): (f64, f64, f64)| {
            if seen > 0.0 { seen * (seen * self.all / (row * column)).ln() } else { 0.0 }
        };
        let sum = 2.0 * cells.map(part).iter().sum::<f64>();
        if self.both * self.all < self.a * self.b { -sum } else { sum }
    }

    fn jaccard(&self) -> f64 {
        let either = self.a + self.b - self.both;
        if either > 0.0 { self.both / either } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn scores_are_those_worked_by_hand() {
        // 8 units, a in 4, b in 2, both in 2.
        let table = Contingency { both: 2.0, a: 4.0, b: 2.0, all: 8.0 };
        near(table.npmi(), 0.5);
        near(table.jaccard(), 0.5);
        // 2 (2 ln 2 + 2 ln (2/3) + 4 ln (4/3))
        near(
            table.g2(),
            2.0 * (2.0 * 2_f64.ln() + 2.0 * (2.0_f64 / 3.0).ln() + 4.0 * (4.0_f64 / 3.0).ln()),
        );
        let by_chance = Contingency { both: 1.0, a: 2.0, b: 4.0, all: 8.0 };
        near(by_chance.npmi(), 0.0);
        near(by_chance.g2(), 0.0);
        let seldom = Contingency { both: 1.0, a: 4.0, b: 4.0, all: 8.0 };
        assert!(seldom.npmi() < 0.0 && seldom.g2() < 0.0);
        near(Contingency { both: 3.0, a: 3.0, b: 3.0, all: 3.0 }.npmi(), 1.0);
    }
}
