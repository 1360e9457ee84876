//! The tokens of a gazetteer in the order of their consonants: those that are looked at for one
//! word stand near each other in memory.

use super::{
    index::{Index, TokenInfo},
    sound::sounds,
    table::Texts,
};

impl Index {
    /// Numbers the tokens anew. `tokens` are their texts, by the old numbers.
    pub(super) fn order(&mut self, tokens: &Texts) {
        let mut order: Vec<((u64, u64), u32)> =
            (0..tokens.len() as u32).map(|token| (self.consonants(token), token)).collect();
        order.sort_unstable();
        let mut number = vec![0; order.len()];
        let mut infos: Vec<TokenInfo> = Vec::with_capacity(self.infos.len());
        let mut said = Vec::with_capacity(self.said.len());
        for (new, (_, old)) in order.iter().enumerate() {
            number[*old as usize] = new as u32;
            self.tokens.push(tokens.get(*old));
            let info = self.infos[*old as usize];
            infos.push(TokenInfo { readings: said.len() as u32, ..info });
            said.extend_from_slice(self.said_of(info));
        }
        (self.infos, self.said) = (infos, said);
        self.members.iter_mut().for_each(|(token, _)| *token = number[*token as usize]);
        self.contents.iter_mut().for_each(|token| *token = number[*token as usize]);
        for name in self.names.iter_mut().filter(|name| name.father != u32::MAX) {
            name.father = number[name.father as usize];
        }
    }

    /// The keys of a token's first reading.
    fn consonants(&self, token: u32) -> (u64, u64) {
        let first = self.readings(token).next();
        first.map_or((0, 0), |(reading, _)| {
            (sounds().broad_key(reading), sounds().narrow_key(reading))
        })
    }

    /// A token's readings as they are written down.
    fn said_of(&self, info: TokenInfo) -> &[u8] {
        let all = &self.said[info.readings as usize..];
        let length = (0..info.count).fold(0, |at, _| at + 4 + usize::from(all[at]));
        &all[..length]
    }
}
