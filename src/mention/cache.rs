//! What was worked out before, kept as far as there is room: the words of texts come again and
//! again. What it gives never depends on what it holds.

use std::{
    fmt,
    hash::BuildHasher,
    sync::{Mutex, PoisonError},
};

use rustc_hash::{FxBuildHasher, FxHashMap};

const SHARDS: usize = 16;
/// Entries of a shard; when it is full it starts anew.
const ROOM: usize = 1024;
/// The same where an entry takes little room.
const MUCH_ROOM: usize = 8 * ROOM;

type Shard<V> = Mutex<FxHashMap<Box<[u8]>, V>>;

/// Values by text or number, shared by threads.
pub(crate) struct Cache<V> {
    shards: [Shard<V>; SHARDS],
    room: usize,
}

impl<V> Cache<V> {
    /// One for small values, of which it keeps many.
    pub(crate) fn large() -> Self {
        Self { room: MUCH_ROOM, ..Self::default() }
    }
}

impl<V> Default for Cache<V> {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()), room: ROOM }
    }
}

impl<V> fmt::Debug for Cache<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}

impl<V: Clone> Cache<V> {
    /// The value of `key`; `make` gives it where it is not there.
    pub(crate) fn get<K: AsRef<[u8]> + ?Sized>(&self, key: &K, make: impl FnOnce() -> V) -> V {
        let key = key.as_ref();
        let shard = &self.shards[(FxBuildHasher.hash_one(key) >> 32) as usize % SHARDS];
        let open = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = open().get(key) {
            return value.clone();
        }
        let value = make();
        let mut map = open();
        if map.len() >= self.room {
            map.clear();
        }
        map.insert(key.into(), value.clone());
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_right_when_room_runs_out() {
        let cache = Cache::default();
        for round in 0..3 {
            for n in 0..SHARDS * ROOM * 2 {
                assert_eq!(cache.get(&n.to_string(), || n), n, "round {round}");
            }
        }
    }
}
