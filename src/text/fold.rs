//! Folding by runs with a map back to the source. (To come with the matcher.)
