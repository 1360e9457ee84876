//! Sounds: how near two readings are, and the keys under which near ones meet.

mod outline;
mod ruler;
mod spelt;

use std::sync::OnceLock;

use serde::Deserialize;

use self::outline::Alone;
pub(crate) use self::{
    outline::{Fence, Outlines, Ring, Set, Sets},
    ruler::Ruler,
    spelt::{Spelt, heard},
};

/// A whole letter, in hundredths.
pub(crate) const WHOLE: u16 = 100;
/// What sounds cost at most that a letter may stand for in another script.
const NEAR: u16 = 20;
/// Longer readings are cut: no name's token needs more.
pub(crate) const LONGEST: usize = 32;

/// The costs and classes of `data/sounds.toml`, as tables over ASCII.
pub(crate) struct Sounds {
    /// By the lower six bits, which tell the letters of ASCII apart: the table stays in the
    /// fastest memory.
    swap: Box<[[u16; 64]; 64]>,
    /// Which sounds may stand in place of each for less than a whole letter, a bit each.
    like: [u64; 64],
    /// Which sounds cost a whole letter where nothing stands in their place; without those that
    /// may be silent, where sounds are merged.
    strong: u64,
    strong_merged: u64,
    gaps: Gaps,
    unwritten: Gaps,
    /// What sounds cost at least that the other reading lacks: as they are, where its script leaves
    /// vowels out, and where sounds are merged.
    alone: Alone,
    alone_unwritten: Alone,
    alone_merged: Alone,
    /// The sounds that are merged with others, a bit each, and where these stand.
    merges: u64,
    merging: [u8; 64],
    narrow: [u8; 128],
    broad: [u8; 128],
    merged: [u8; 128],
    /// (of a woman, of a man).
    gendered: Vec<(Vec<u8>, Vec<u8>)>,
    beside: Box<[[bool; 128]; 128]>,
}

/// What a sound costs that the other reading lacks.
struct Gaps {
    inside: [u16; 64],
    edge: [u16; 64],
}

impl Gaps {
    fn new(inside: &str, edge: &str) -> Self {
        let costs = |text: &str| {
            let mut table = [WHOLE; 64];
            for (sound, cost) in items(text) {
                table[place(sound[0])] = cost.parse().expect("a cost is a number");
            }
            table
        };
        Self { inside: costs(inside), edge: costs(edge) }
    }

    /// The sounds that cost a whole letter wherever they stand, a bit each.
    fn whole(&self) -> u64 {
        let whole = |s: &usize| self.inside[*s] >= WHOLE && self.edge[*s] >= WHOLE;
        (0..64).filter(whole).fold(0, |bits, s| bits | 1 << s)
    }

    fn at(&self, reading: &[u8], at: usize) -> u16 {
        let table = if at == 0 || at + 1 == reading.len() { &self.edge } else { &self.inside };
        table[place(reading[at])]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pairs: String,
    inside: String,
    edge: String,
    unwritten: String,
    narrow: String,
    broad: String,
    merged: String,
    gendered: String,
    keys: Vec<String>,
}

/// The tables.
pub(crate) fn sounds() -> &'static Sounds {
    static SOUNDS: OnceLock<Sounds> = OnceLock::new();
    SOUNDS.get_or_init(|| {
        let file: File = toml::from_str(include_str!("data/sounds.toml"))
            .expect("the built-in data are well-formed");
        Sounds::new(&file)
    })
}

fn items(text: &str) -> impl Iterator<Item = (&[u8], &str)> {
    text.split_whitespace().filter_map(|i| i.split_once('=')).map(|(l, r)| (l.as_bytes(), r))
}

impl Sounds {
    fn new(file: &File) -> Self {
        let mut swap = Box::new([[WHOLE; 64]; 64]);
        for s in 0..64 {
            swap[s][s] = 0;
        }
        for (pair, cost) in items(&file.pairs) {
            let (a, b) = (place(pair[0]), place(pair[1]));
            let cost = cost.parse().expect("a cost is a number");
            (swap[a][b], swap[b][a]) = (cost, cost);
        }
        let narrow = classes(&file.narrow);
        let broad = classes(&file.broad);
        let merged = classes(&file.merged);
        let ends = items(&file.gendered);
        let gendered: Vec<_> = ends.map(|(w, m)| (w.to_vec(), m.as_bytes().to_vec())).collect();
        assert!(gendered.len() <= 8, "a bit for each pair");
        let beside = neighbours(&file.keys);
        let gaps = Gaps::new(&file.inside, &file.edge);
        let unwritten = Gaps::new(&file.unwritten, &file.unwritten);
        let strong = gaps.whole() & unwritten.whole();
        let (mut merges, mut merging) = (0, [0; 64]);
        for (sound, other) in (0..).zip(&merged).filter(|(sound, other)| *sound != **other) {
            merges |= 1 << place(sound);
            merging[place(sound)] = place(*other) as u8;
        }
        Self {
            alone: Alone::new(&swap, &gaps),
            alone_unwritten: Alone::new(&swap, &unwritten),
            alone_merged: Alone::new(&swap, &gaps).silent(b'r'),
            merges,
            merging,
            like: outline::alike(&swap),
            swap,
            strong,
            strong_merged: strong & !(1 << place(b'r')),
            gaps,
            unwritten,
            narrow,
            broad,
            merged,
            gendered,
            beside,
        }
    }

    /// Whether two sounds may begin one name in two scripts.
    pub(crate) fn near(&self, a: u8, b: u8) -> bool {
        self.swap[place(a)][place(b)] <= NEAR
    }

    /// Whether two letters lie beside each other on a keyboard.
    pub(crate) fn beside(&self, a: char, b: char) -> bool {
        a.is_ascii() && b.is_ascii() && self.beside[a as usize][b as usize]
    }

    /// The key of a reading: its consonants by class, with a first vowel marked.
    pub(crate) fn narrow_key(&self, reading: &[u8]) -> u64 {
        let first = reading.iter().find(|s| **s != b'j');
        let start = u64::from(first.is_some_and(|s| is_vowel(*s)));
        self.pack(start, reading, |s| self.narrow[s as usize])
    }

    /// The key of a reading that comes from, or goes to, a script that writes fewer sounds.
    pub(crate) fn broad_key(&self, reading: &[u8]) -> u64 {
        self.pack(2, reading, |s| self.broad[self.narrow[s as usize] as usize])
    }

    /// The same without an r that stands before no vowel, if there is one: English, and the scripts
    /// that write its names by ear, leave it out.
    pub(crate) fn silent_key(&self, reading: &[u8]) -> Option<u64> {
        let heard = heard(reading);
        (heard.len() < reading.len()).then(|| self.broad_key(&heard))
    }

    /// A reading in the sounds that every script tells apart.
    pub(crate) fn merge(&self, reading: &[u8]) -> Spelt {
        let mut out = Spelt::default();
        for &sound in reading {
            let sound = self.merged[sound as usize];
            if out.last() != Some(&sound) {
                out.push(sound);
            }
        }
        out
    }

    /// Consonants as 4 bits each, doubles once; the first class number tells the kinds of key.
    fn pack(&self, kind: u64, reading: &[u8], class: impl Fn(u8) -> u8) -> u64 {
        let mut key = kind + 1;
        let mut last = 0;
        for &sound in reading {
            if is_vowel(sound) || sound == b'j' {
                continue;
            }
            let code = self.code(class(sound));
            if code != last && key.leading_zeros() >= 4 {
                key = key << 4 | code;
            }
            last = code;
        }
        key
    }

    #[expect(clippy::unused_self, reason = "a table's function")]
    fn code(&self, class: u8) -> u64 {
        match class {
            b'b' => 1,
            b'v' => 2,
            b'f' => 3,
            b'p' => 4,
            b'm' => 5,
            b'd' => 6,
            b't' => 7,
            b'n' => 8,
            b'l' => 9,
            b'r' => 10,
            b'k' => 11,
            b'h' => 12,
            b's' => 13,
            _ => 14,
        }
    }

    /// Least cost of turning one reading into the other; anything above `limit` may come out as
    /// some number above it. Weighted edit distance (Wagner and Fischer, 1974).
    pub(crate) fn distance(&self, a: &[u8], b: &[u8], limit: u16) -> u16 {
        self.distance_unwritten((a, false), (b, false), limit)
    }

    /// The same where a side comes from a script that leaves vowels out (`true`): the other side's
    /// vowels may be missing there.
    pub(crate) fn distance_unwritten(&self, a: (&[u8], bool), b: (&[u8], bool), limit: u16) -> u16 {
        if a.0 == b.0 {
            return 0;
        }
        let (drops, adds) = (self.gaps(b.1), self.gaps(a.1));
        let (a, b) = (&a.0[..a.0.len().min(LONGEST)], &b.0[..b.0.len().min(LONGEST)]);
        let mut gaps = [0; LONGEST];
        let mut before = [0; LONGEST + 1];
        for j in 0..b.len() {
            gaps[j] = adds.at(b, j);
            before[j + 1] = before[j] + gaps[j];
        }
        for at in 0..a.len() {
            let mut row = [0; LONGEST + 1];
            let least = self.step((b, &gaps), a[at], drops.at(a, at), &before, &mut row);
            if least > limit {
                return least;
            }
            before = row;
        }
        before[b.len()]
    }

    /// What sounds cost that the other side lacks, by whether its script leaves vowels out.
    fn gaps(&self, unwritten: bool) -> &Gaps {
        if unwritten { &self.unwritten } else { &self.gaps }
    }

    /// One step of the distance: the row behind `before` for a sound that costs `drop` if left out;
    /// gives its least cost.
    fn step(
        &self,
        sides: (&[u8], &[u16]),
        sound: u8,
        drop: u16,
        before: &Row,
        row: &mut Row,
    ) -> u16 {
        let (mine, gaps) = sides;
        let swap = &self.swap[place(sound)];
        row[0] = before[0] + drop;
        let (mut least, mut left) = (row[0], row[0]);
        for (j, (other, gap)) in mine.iter().zip(gaps).enumerate() {
            let swapped = before[j] + swap[place(*other)];
            left = swapped.min(before[j + 1] + drop).min(left + gap);
            row[j + 1] = left;
            least = least.min(left);
        }
        least
    }

    /// Of which pairs of surnames a reading may be the woman's, and of which the man's: a bit each.
    pub(crate) fn sides(&self, reading: &[u8]) -> (u8, u8) {
        let (mut woman, mut man) = (0, 0);
        for (i, (hers, his)) in self.gendered.iter().enumerate() {
            let ends = reading.ends_with(hers);
            woman |= u8::from(ends && reading.len() >= hers.len() + 2) << i;
            man |= u8::from(!ends && reading.ends_with(his)) << i;
        }
        (woman, man)
    }
}

type Row = [u16; LONGEST + 1];

fn place(sound: u8) -> usize {
    usize::from(sound & 63)
}

fn classes(text: &str) -> [u8; 128] {
    let mut table = [0; 128];
    for (i, class) in table.iter_mut().enumerate() {
        *class = i as u8;
    }
    for (sound, class) in items(text) {
        table[sound[0] as usize] = class.as_bytes()[0];
    }
    table
}

fn neighbours(rows: &[String]) -> Box<[[bool; 128]; 128]> {
    let mut beside = Box::new([[false; 128]; 128]);
    let mut both = |a: u8, b: u8| {
        beside[a as usize][b as usize] = true;
        beside[b as usize][a as usize] = true;
    };
    for row in rows {
        row.as_bytes().windows(2).for_each(|pair| both(pair[0], pair[1]));
    }
    for pair in rows.windows(2) {
        let (upper, lower) = (pair[0].as_bytes(), pair[1].as_bytes());
        for (i, &key) in lower.iter().enumerate() {
            upper[i..].iter().take(2).for_each(|&above| both(key, above));
        }
    }
    beside
}

/// Whether one reading is a woman's surname and the other a man's of the same family, by their
/// [`Sounds::sides`].
pub(crate) fn tell_apart(a: (u8, u8), b: (u8, u8)) -> bool {
    a.0 & b.1 | a.1 & b.0 != 0
}

/// Whether a sound is a vowel.
pub(crate) fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u' | b'A' | b'I' | b'U' | b'V')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(a: &str, b: &str) -> u16 {
        sounds().distance(a.as_bytes(), b.as_bytes(), u16::MAX)
    }

    #[test]
    fn near_sounds_cost_little_and_others_a_letter() {
        assert_eq!(cost("putin", "putin"), 0);
        assert!(cost("lukaSenko", "lukaSenka") <= 25);
        assert!(cost("homeini", "hamenei") >= 50);
        assert_eq!(cost("kolos", "holos"), 45);
        assert_eq!(cost("maron", "baron"), WHOLE);
    }

    #[test]
    fn near_readings_share_a_key() {
        let key = |r: &str| sounds().narrow_key(r.as_bytes());
        assert_eq!(key("tihanovskaja"), key("tiganovska"));
        assert_ne!(key("putin"), key("budin"));
        let broad = |r: &str| sounds().broad_key(r.as_bytes());
        assert_eq!(broad("putin"), broad("butin"));
    }
}
