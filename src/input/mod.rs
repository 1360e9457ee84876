//! Floor 7: where documents come from.
