//! Folding: letters without case, diacritics, width. By runs: ASCII is folded in place, the
//! rest through a table of the basic plane, so that folding costs less than what it serves.

use std::sync::OnceLock;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Entries of the table that stand for themselves: dropped, and “go the slow way”.
const DROP: u16 = 0;
const SLOW: u16 = 1;

/// Appends `text` to `out` without case, diacritics and width.
///
/// Vowel signs of scripts that write them as marks (Devanagari, Thai, …) stay.
pub fn fold_into(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let run = rest.bytes().position(|b| b >= 0x80).unwrap_or(rest.len());
        out.extend(rest.as_bytes()[..run].iter().map(|b| char::from(b.to_ascii_lowercase())));
        rest = &rest[run..];
        let Some(c) = rest.chars().next() else { break };
        fold_char(c, out);
        rest = &rest[c.len_utf8()..];
    }
}

/// `text` without case, diacritics and width.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends what `c` folds to: nothing, one or several characters.
pub fn fold_char(c: char, out: &mut String) {
    let code = c as u32;
    if code < 0x80 {
        out.push(c.to_ascii_lowercase());
    } else if code < 0x1_0000 {
        match page(code)[code as usize & 0xFF] {
            DROP => {}
            SLOW => slow(c, out),
            folded => out.push(char::from_u32(u32::from(folded)).expect("the table holds letters")),
        }
    } else {
        slow(c, out);
    }
}

/// Lower case in composed form, diacritics kept, compatibility forms resolved.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_format(*c)).nfc().collect()
}

/// Whether `c` is invisible and joins or parts nothing: soft hyphen, zero-width marks, direction.
pub fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}' | '\u{640}')
}

/// Whether folding drops `c`: a diacritic of an alphabetic script or a vowel point of an abjad.
fn is_dropped(c: char) -> bool {
    is_format(c)
        || (is_combining_mark(c)
            && matches!(c as u32, 0x300..=0x36F | 0x483..=0x487 | 0x591..=0x5C7 | 0x610..=0x61A
                | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
                | 0x20D0..=0x20FF | 0xFE20..=0xFE2F))
}

/// What decomposition does not take apart.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ə' => "a",
        'ŋ' => "n",
        'ς' => "σ",
        'ґ' => "г",
        'ى' | 'ی' | 'ې' => "ي",
        'ک' => "ك",
        'ہ' | 'ھ' | 'ە' => "ه",
        _ => return None,
    })
}

fn slow(c: char, out: &mut String) {
    if ('\u{ac00}'..='\u{d7a3}').contains(&c) {
        out.push(c);
        return;
    }
    let parts = std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd();
    let mut marks = false;
    let start = out.len();
    for part in parts.filter(|p| !is_dropped(*p)) {
        match base(part) {
            Some(text) => out.push_str(text),
            None => out.push(part),
        }
        marks |= is_combining_mark(part);
    }
    if marks {
        let composed: String = out[start..].nfc().collect();
        out.truncate(start);
        out.push_str(&composed);
    }
}

/// The 256 characters of the basic plane around `code` with what they fold to, made at first use:
/// a text has the letters of few scripts.
fn page(code: u32) -> &'static [u16; 256] {
    static PAGES: [OnceLock<Box<[u16; 256]>>; 256] = [const { OnceLock::new() }; 256];
    PAGES[(code >> 8) as usize & 0xFF].get_or_init(|| {
        let mut buffer = String::new();
        Box::new(std::array::from_fn(|at| {
            let Some(c) = char::from_u32(code & !0xFF | at as u32) else { return SLOW };
            buffer.clear();
            slow(c, &mut buffer);
            let mut folded = buffer.chars();
            match (folded.next(), folded.next()) {
                (None, _) => DROP,
                (Some(one), None) => u16::try_from(one as u32).unwrap_or(SLOW),
                _ => SLOW,
            }
        }))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_marks_and_width_go() {
        for (text, folded) in [
            ("Aleksandar VUČIĆ", "aleksandar vucic"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("Ёлкина", "елкина"),
            ("İstanbul", "istanbul"),
            ("ＡＢＣ１２", "abc12"),
            ("Ελένης", "ελενησ"),
            ("한국어", "한국어"),
            ("プーチン", "プーチン"),
            ("दिल्ली", "दिल्ली"),
            ("co\u{ad}op", "coop"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn lower_case_keeps_marks() {
        assert_eq!(lower("VUČIĆ"), "vučić");
        assert_eq!(lower("Cafe\u{301}"), "café");
    }

    proptest! {
        #[test]
        fn the_table_agrees_with_the_slow_way(c in any::<char>()) {
            let (mut fast, mut plain) = (String::new(), String::new());
            fold_char(c, &mut fast);
            if c.is_ascii() { plain.push(c.to_ascii_lowercase()) } else { slow(c, &mut plain) }
            prop_assert_eq!(fast, plain);
        }

        #[test]
        fn folding_folds_no_further(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
