//! Floor 7: the formats in which a graph is written.
