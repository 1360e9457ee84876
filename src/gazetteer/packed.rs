//! Compiled lists as bytes: numbers little-endian, lists with their length before them, a digest
//! over everything.

use std::io::{self, Read, Write};

/// A digest of bytes, 128 bits, against accidents and not against forgers: four lanes of folded
/// products, so that it costs less than reading the file.
#[derive(Clone)]
pub(crate) struct Digest {
    lanes: [u64; 4],
    rest: Vec<u8>,
    length: u64,
}

const KEYS: [u64; 4] =
    [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93, 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB];

fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl Default for Digest {
    fn default() -> Self {
        Self { lanes: KEYS, rest: Vec::new(), length: 0 }
    }
}

impl Digest {
    /// Adds bytes; how they are cut into pieces does not matter.
    pub(crate) fn add(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.rest.is_empty() {
            let (more, others) = bytes.split_at(bytes.len().min(32 - self.rest.len()));
            self.rest.extend_from_slice(more);
            bytes = others;
            if let Ok(stripe) = <[u8; 32]>::try_from(self.rest.as_slice()) {
                self.stripe(&stripe);
                self.rest.clear();
            }
        }
        let (stripes, rest) = bytes.as_chunks::<32>();
        stripes.iter().for_each(|stripe| self.stripe(stripe));
        self.rest.extend_from_slice(rest);
    }

    fn stripe(&mut self, stripe: &[u8; 32]) {
        for (i, eight) in stripe.as_chunks::<8>().0.iter().enumerate() {
            // the sum keeps what a product with nought would forget
            let word = u64::from_le_bytes(*eight);
            let lane = self.lanes[i];
            self.lanes[i] = folded(lane ^ word, KEYS[i]).wrapping_add(word.rotate_left(29));
        }
    }

    /// The digest of all that was added.
    pub(crate) fn value(mut self) -> [u8; 16] {
        let mut stripe = [0; 32];
        stripe[..self.rest.len()].copy_from_slice(&self.rest);
        self.stripe(&stripe);
        let [a, b, c, d] = self.lanes;
        let ends = [
            folded(a ^ KEYS[3], b ^ self.length.wrapping_mul(KEYS[0])) ^ c.rotate_left(17) ^ d,
            folded(c ^ KEYS[2], d ^ self.length.wrapping_mul(KEYS[1])) ^ a.rotate_left(31) ^ b,
        ];
        let mut out = [0; 16];
        for (place, end) in out.chunks_exact_mut(8).zip(ends) {
            place.copy_from_slice(&folded(end ^ KEYS[1], KEYS[0]).to_le_bytes());
        }
        out
    }

    /// Adds what can be read.
    pub(crate) fn read(&mut self, mut from: impl Read) -> io::Result<()> {
        let mut buffer = vec![0; 1 << 18];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => self.add(&buffer[..count]),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
    }
}

/// Writes numbers, texts and lists, and keeps their digest.
pub(crate) struct Packer<'w> {
    out: &'w mut dyn Write,
    digest: Digest,
    buffer: Vec<u8>,
    failed: io::Result<()>,
}

impl<'w> Packer<'w> {
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, digest: Digest::default(), buffer: Vec::new(), failed: Ok(()) }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= 1 << 16 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.digest.add(&self.buffer);
        if self.failed.is_ok() {
            self.failed = self.out.write_all(&self.buffer);
        }
        self.buffer.clear();
    }

    pub(crate) fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// A list of things of one size.
    pub(crate) fn list<T: Flat>(&mut self, items: &[T]) {
        self.number(items.len() as u64);
        for item in items {
            item.put(&mut self.buffer);
            if self.buffer.len() >= 1 << 16 {
                self.flush();
            }
        }
    }

    /// Writes the digest behind everything.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.flush();
        self.failed?;
        self.out.write_all(&self.digest.value())
    }
}

/// Reads what a [`Packer`] wrote, a piece at a time, so that it never stands in memory twice;
/// nothing where it ends too early or means nothing. Only once the digest is right is it to be
/// trusted.
pub(crate) struct Unpacker<'r> {
    from: &'r mut dyn Read,
    /// Bytes before the digest.
    left: u64,
    digest: Digest,
    piece: Vec<u8>,
}

/// What is read at once stays in fast memory until it is taken apart.
const PIECE: usize = 1 << 16;

impl<'r> Unpacker<'r> {
    /// Of `length` bytes, the digest at their end among them.
    pub(crate) fn new(from: &'r mut dyn Read, length: u64) -> Self {
        let left = length.saturating_sub(16);
        Self { from, left, digest: Digest::default(), piece: Vec::new() }
    }

    /// Fills `bytes`.
    fn fill(&mut self, bytes: &mut [u8]) -> Option<()> {
        self.left = self.left.checked_sub(bytes.len() as u64)?;
        self.from.read_exact(bytes).ok()?;
        self.digest.add(bytes);
        Some(())
    }

    /// Some bytes, as many as there are.
    pub(crate) fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        if count as u64 > self.left {
            return None;
        }
        let mut bytes = vec![0; count];
        for piece in bytes.chunks_mut(PIECE) {
            self.fill(piece)?;
        }
        Some(bytes)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut bytes = [0; 8];
        self.fill(&mut bytes)?;
        Some(u64::from_le_bytes(bytes))
    }

    pub(crate) fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        String::from_utf8(self.bytes(length)?).ok()
    }

    pub(crate) fn list<T: Flat>(&mut self) -> Option<Vec<T>> {
        let count = self.length()?;
        if count.checked_mul(T::SIZE)? as u64 > self.left {
            return None;
        }
        let mut items = Vec::with_capacity(count);
        let mut piece = std::mem::take(&mut self.piece);
        while items.len() < count {
            let some = (PIECE / T::SIZE).min(count - items.len());
            piece.resize(some * T::SIZE, 0);
            self.fill(&mut piece)?;
            items.extend(piece.chunks_exact(T::SIZE).map(T::take));
        }
        self.piece = piece;
        Some(items)
    }

    /// Whether everything was read and the digest is right.
    pub(crate) fn finish(self) -> bool {
        let mut digest = [0; 16];
        let read = self.left == 0 && self.from.read_exact(&mut digest).is_ok();
        read && digest == self.digest.value()
    }
}

/// Something of one size.
pub(crate) trait Flat: Sized {
    const SIZE: usize;

    fn put(&self, out: &mut Vec<u8>);

    /// From [`Flat::SIZE`] bytes.
    fn take(bytes: &[u8]) -> Self;
}

macro_rules! flat_number {
    ($($number:ty),*) => {$(
        impl Flat for $number {
            const SIZE: usize = size_of::<$number>();

            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn take(bytes: &[u8]) -> Self {
                Self::from_le_bytes(bytes.try_into().expect("as many bytes as its size"))
            }
        }
    )*};
}

flat_number!(u8, u16, u32, u64);

impl Flat for bool {
    const SIZE: usize = 1;

    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(bytes: &[u8]) -> Self {
        bytes == [1]
    }
}

/// Several numbers of 32 bits: what small structures are written as.
impl<const N: usize> Flat for [u32; N] {
    const SIZE: usize = 4 * N;

    fn put(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|number| number.put(out));
    }

    fn take(bytes: &[u8]) -> Self {
        let mut numbers = [0; N];
        for (number, bytes) in numbers.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *number = u32::from_le_bytes(*bytes);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let mut out = Vec::new();
        let mut packer = Packer::new(&mut out);
        packer.text("Ada");
        packer.list(&[1_u32, 2, 3]);
        packer.list(&[[4_u32, 5]]);
        packer.number(9);
        packer.finish().unwrap();
        let (body, digest) = out.split_at(out.len() - 16);
        let mut same = Digest::default();
        body.chunks(7).for_each(|piece| same.add(piece));
        assert_eq!(same.value(), *digest);
        let mut bytes = &out[..];
        let mut from = Unpacker::new(&mut bytes, out.len() as u64);
        assert_eq!(from.text().as_deref(), Some("Ada"));
        assert_eq!(from.list::<u32>(), Some(vec![1, 2, 3]));
        assert_eq!(from.list::<[u32; 2]>(), Some(vec![[4, 5]]));
        assert_eq!(from.number(), Some(9));
        assert!(from.finish());
        let mut bytes = &[255; 24][..];
        assert_eq!(Unpacker::new(&mut bytes, 24).list::<u64>(), None);
    }

    #[test]
    fn every_byte_and_the_length_count() {
        let digest = |bytes: &[u8]| {
            let mut digest = Digest::default();
            digest.add(bytes);
            digest.value()
        };
        let bytes: Vec<u8> = (0..200).collect();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_ne!(digest(&bytes), digest(&other), "{at}");
            assert_ne!(digest(&bytes), digest(&bytes[..at]), "{at}");
        }
        assert_ne!(digest(&[]), digest(&[0]));
        assert_ne!(digest(&[0; 32]), digest(&[0; 33]));
    }
}
