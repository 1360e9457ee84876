//! Slips of the pen: the edit distance of spellings, cheaper where a hand or an ear errs easily.

use super::sound::{Sounds, WHOLE, sounds};

const LONGEST: usize = 48;
/// A neighbouring key, a letter doubled or not, two letters exchanged.
pub(crate) const EASY: u16 = 80;
/// Up to so many steps are counted before they are weighed.
const MEASURED: usize = 2;
/// More than any limit, and far from the largest number.
const FAR: u16 = 30_000;

/// The cost of turning one spelling into the other in hundredths of an edit, if at most `limit`.
///
/// Optimal string alignment (Damerau, 1964), over letters; as no letter more or less costs under
/// [`EASY`], only places near the diagonal are looked at (Ukkonen, 1985).
pub(crate) fn slips(a: &str, b: &str, limit: u16) -> Option<u16> {
    let (mut mine, mut other) = (['\0'; LONGEST], ['\0'; LONGEST]);
    let (a, b) = (letters(a, &mut mine)?, letters(b, &mut other)?);
    let width = usize::from(limit / EASY);
    if a.len().abs_diff(b.len()) > width || width <= MEASURED && apart(a, b, width) {
        return None;
    }
    let sounds = sounds();
    let mut before = [FAR; LONGEST + 1];
    let mut last = [FAR; LONGEST + 1];
    let mut row = [FAR; LONGEST + 1];
    for (j, cell) in last.iter_mut().enumerate().take(b.len().min(width) + 1) {
        *cell = j as u16 * WHOLE;
    }
    for i in 1..=a.len() {
        let (from, to) = (i.saturating_sub(width).max(1), b.len().min(i + width));
        row[from - 1] = if from == 1 { i as u16 * WHOLE } else { FAR };
        let mut least = row[from - 1];
        let drop = gap(a, i - 1);
        for j in from..=to {
            let mut cost = (last[j - 1] + swap(sounds, a[i - 1], b[j - 1]))
                .min(last[j] + drop)
                .min(row[j - 1] + gap(b, j - 1));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + EASY);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if let Some(beyond) = row.get_mut(to + 1) {
            *beyond = FAR;
        }
        if least > limit {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    (last[b.len()] <= limit).then_some(last[b.len()])
}

/// Whether it takes more than `most` steps to turn one spelling into the other, whatever these cost.
fn apart(a: &[char], b: &[char], most: usize) -> bool {
    let begun = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[begun..], &b[begun..]);
    let ended = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - ended], &b[..b.len() - ended]);
    let Some(less) = most.checked_sub(1) else { return !(a.is_empty() && b.is_empty()) };
    let ([first, rest @ ..], [other, others @ ..]) = (a, b) else {
        return a.len().max(b.len()) > most;
    };
    let exchanged = || match (rest, others) {
        ([next, rest @ ..], [after, others @ ..]) if (first, next) == (after, other) => {
            !apart(rest, others, less)
        }
        _ => false,
    };
    a.len().abs_diff(b.len()) > most
        || apart(rest, others, less)
            && apart(rest, b, less)
            && apart(a, others, less)
            && !exchanged()
}

/// The letters of a word, if there is room.
fn letters<'r>(word: &str, room: &'r mut [char; LONGEST]) -> Option<&'r [char]> {
    let mut length = 0;
    for letter in word.chars() {
        *room.get_mut(length)? = letter;
        length += 1;
    }
    Some(&room[..length])
}

fn swap(sounds: &Sounds, a: char, b: char) -> u16 {
    if a == b {
        0
    } else if sounds.beside(a, b) {
        EASY
    } else {
        WHOLE
    }
}

fn gap(word: &[char], at: usize) -> u16 {
    let doubled = at > 0 && word[at - 1] == word[at];
    if doubled { EASY } else { WHOLE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_far_from_the_diagonal_does_not_matter() {
        let words = ["merkel", "merkle", "mrekel", "merkkel", "erkel", "merkelmann", "m", "mk", ""];
        for a in words {
            for b in words {
                let whole = slips(a, b, 4000);
                for limit in [0, 100, 200] {
                    assert_eq!(slips(a, b, limit), whole.filter(|cost| *cost <= limit), "{a} {b}");
                }
            }
        }
    }

    #[test]
    fn slips_cost_by_kind() {
        assert_eq!(slips("merkel", "merkel", 200), Some(0));
        assert_eq!(slips("merkle", "merkel", 200), Some(EASY));
        assert_eq!(slips("merkkel", "merkel", 200), Some(EASY));
        assert_eq!(slips("mwrkel", "merkel", 200), Some(EASY));
        assert_eq!(slips("mxrkel", "merkel", 200), Some(WHOLE));
        assert_eq!(slips("abcdef", "uvwxyz", 200), None);
    }
}
