//! Paragraphs, sentences, words. (To come with the segmented document.)
