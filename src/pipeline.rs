//! Floor 5: the stages in order for one document.
