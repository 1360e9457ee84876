//! The writing system of a character, as far as names are read differently in it.

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Script {
    /// Letters of no system below, digits, marks.
    #[default]
    Other,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Hebrew.
    Hebrew,
    /// Arabic.
    Arabic,
    /// Hangul syllables and letters.
    Hangul,
    /// Hiragana and katakana.
    Kana,
    /// Chinese characters.
    Han,
    /// Devanagari and the other scripts of India and Ceylon.
    Indic,
    /// Thai, Lao, Khmer, Burmese: no spaces between words.
    Southeast,
}

impl Script {
    /// Every writing system, in the order of their numbers.
    pub(crate) const ALL: [Self; 13] = [
        Self::Other,
        Self::Latin,
        Self::Cyrillic,
        Self::Greek,
        Self::Armenian,
        Self::Georgian,
        Self::Hebrew,
        Self::Arabic,
        Self::Hangul,
        Self::Kana,
        Self::Han,
        Self::Indic,
        Self::Southeast,
    ];

    /// The writing system of `c`.
    pub fn of(c: char) -> Self {
        match c as u32 {
            0x41..=0x5A
            | 0x61..=0x7A
            | 0xAA
            | 0xBA
            | 0xC0..=0x24F
            | 0x250..=0x2AF
            | 0x1E00..=0x1EFF
            | 0xFF21..=0xFF3A
            | 0xFF41..=0xFF5A => Self::Latin,
            0x400..=0x52F | 0x1C80..=0x1C8F => Self::Cyrillic,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x531..=0x58F => Self::Armenian,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF => Self::Georgian,
            0x591..=0x5F4 => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Self::Arabic,
            0xAC00..=0xD7A3 | 0x1100..=0x11FF | 0x3130..=0x318F => Self::Hangul,
            0x3040..=0x30FF | 0xFF66..=0xFF9F => Self::Kana,
            0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x2_FFFF | 0x3005 => {
                Self::Han
            }
            0x900..=0xDFF => Self::Indic,
            0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF => Self::Southeast,
            _ => Self::Other,
        }
    }

    /// Whether words stand without spaces between them.
    pub fn unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::Southeast)
    }

    /// Whether capitals are told from small letters.
    pub fn cased(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic | Self::Greek | Self::Armenian)
    }

    /// Whether consonants and vowels are both written, so that spellings can be compared in full.
    pub fn alphabetic(self) -> bool {
        self.cased() || self == Self::Georgian
    }
}
