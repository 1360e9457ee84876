//! Short texts as numbers.

/// The first sixteen bytes as a number, the first one lowest, zeros behind the end; read in pieces that
/// overlap, since copying so few bytes takes longer.
#[inline]
pub(crate) fn packed(bytes: &[u8]) -> u128 {
    let behind = |first: usize| 8 * (bytes.len() - first);
    if let Some(all) = bytes.first_chunk() {
        return u128::from_le_bytes(*all);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return u128::from(first) | u128::from(last) << behind(8);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u128::from(u64::from(first) | u64::from(last) << behind(4));
    }
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u128::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stand_in_order_with_zeros_behind() {
        let text = b"abcdefghijklmnopqrst";
        for length in 0..text.len() {
            let mut padded = [0; 16];
            let kept = length.min(16);
            padded[..kept].copy_from_slice(&text[..kept]);
            assert_eq!(packed(&text[..length]), u128::from_le_bytes(padded), "{length}");
        }
    }
}
