//! One reading against many.

use super::{Gaps, LONGEST, Row, Spelt, sounds};

/// The distances of one reading to many: what two of these begin with alike is measured once, so
/// that it pays to give them in order.
pub(crate) struct Ruler {
    mine: Spelt,
    gaps: [u16; LONGEST],
    /// What theirs cost that mine lacks.
    drops: &'static Gaps,
    rows: [Row; LONGEST + 1],
    /// The least cost in each row.
    least: [u16; LONGEST + 1],
    /// How many rows stand for the beginning of `last`.
    depth: usize,
    last: Spelt,
}

impl Default for Ruler {
    fn default() -> Self {
        Self {
            mine: Spelt::default(),
            gaps: [0; LONGEST],
            drops: sounds().gaps(false),
            rows: [[0; LONGEST + 1]; LONGEST + 1],
            least: [0; LONGEST + 1],
            depth: 0,
            last: Spelt::default(),
        }
    }
}

impl Ruler {
    /// Begins anew with a reading, and whether it and the others come from scripts that leave
    /// vowels out.
    pub(crate) fn begin(&mut self, mine: Spelt, unwritten: (bool, bool)) {
        let adds = sounds().gaps(unwritten.1);
        self.drops = sounds().gaps(unwritten.0);
        (self.mine, self.depth) = (mine, 0);
        for j in 0..mine.len() {
            self.gaps[j] = adds.at(&mine, j);
            self.rows[0][j + 1] = self.rows[0][j] + self.gaps[j];
        }
    }

    /// How many sounds its reading has.
    pub(crate) fn length(&self) -> usize {
        self.mine.len()
    }

    /// As [`Sounds::distance_unwritten`].
    pub(crate) fn distance(&mut self, theirs: &[u8], limit: u16) -> u16 {
        let theirs = &theirs[..theirs.len().min(LONGEST)];
        let Some((end, body)) = theirs.split_last() else { return self.rows[0][self.mine.len()] };
        let alike = body.iter().zip(&*self.last).take(self.depth).take_while(|(a, b)| a == b);
        self.depth = alike.count();
        if self.least[self.depth] > limit {
            return self.least[self.depth];
        }
        self.last.bytes[self.depth..body.len()].copy_from_slice(&body[self.depth..]);
        self.last.length = body.len() as u8;
        let sides = (&*self.mine, &self.gaps[..]);
        for (at, &sound) in body.iter().enumerate().skip(self.depth) {
            let drop = self.drops.at(theirs, at);
            let [before, row] = self.rows[at..].first_chunk_mut().expect("as many rows as sounds");
            self.least[at + 1] = sounds().step(sides, sound, drop, before, row);
            self.depth = at + 1;
            if self.least[at + 1] > limit {
                return self.least[at + 1];
            }
        }
        let drop = self.drops.at(theirs, body.len());
        let mut row = [0; LONGEST + 1];
        sounds().step(sides, *end, drop, &self.rows[body.len()], &mut row);
        row[self.mine.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ruler_measures_as_one_by_one() {
        let words = ["hari", "harin", "hariton", "haritonov", "a", "", "aron", "harun", "harin"];
        let mut ruler = Ruler::default();
        for mine in words {
            let mut spelt = Spelt::default();
            mine.bytes().for_each(|sound| spelt.push(sound));
            ruler.begin(spelt, (false, false));
            for limit in [u16::MAX, 120, 30] {
                for other in words {
                    let (fast, plain) = (
                        ruler.distance(other.as_bytes(), limit),
                        sounds().distance(mine.as_bytes(), other.as_bytes(), u16::MAX),
                    );
                    assert!(fast == plain || fast > limit && plain > limit, "{mine} {other}");
                }
            }
        }
    }
}
