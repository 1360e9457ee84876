//! The data files of traditions.

use serde::Deserialize;

use super::{
    Tradition,
    rule::{Rule, Rules},
    syllables::Syllables,
};
use crate::text::Script;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    letters: String,
    pub(super) tradition: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    name: String,
    #[serde(default = "latin")]
    script: String,
    extends: Option<String>,
    #[serde(default)]
    abjad: bool,
    #[serde(default)]
    broad: bool,
    #[serde(default)]
    romanised: bool,
    #[serde(default)]
    initials: String,
    #[serde(default)]
    finals: String,
    #[serde(default)]
    spoken: bool,
    #[serde(default)]
    forbid: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    rules: String,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    pub(super) examples: Vec<(String, String)>,
}

fn latin() -> String {
    "Latin".to_owned()
}

/// The traditions of a data file.
pub(super) fn parse(text: &str) -> Result<Vec<Tradition>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let mut done: Vec<Tradition> = Vec::new();
    for entry in file.tradition {
        let mut rules = match &entry.extends {
            None => Rules::new(),
            Some(name) => {
                let model = done.iter().find(|t| t.name == *name).ok_or("extends nothing")?;
                model.rules.clone()
            }
        };
        for source in [&file.letters, &entry.rules] {
            for rule in source.split_whitespace() {
                rules.add(Rule::parse(rule)?);
            }
        }
        let script = script(&entry.script).ok_or_else(|| format!("script {}", entry.script))?;
        done.push(Tradition {
            script,
            rules,
            syllables: Syllables::new(&entry.initials, &entry.finals),
            name: entry.name,
            abjad: entry.abjad,
            broad: entry.broad,
            romanised: entry.romanised,
            spoken: entry.spoken,
            forbid: entry.forbid,
            needs: entry.needs,
        });
    }
    Ok(done)
}

fn script(name: &str) -> Option<Script> {
    Some(match name {
        "Latin" => Script::Latin,
        "Cyrillic" => Script::Cyrillic,
        "Greek" => Script::Greek,
        "Georgian" => Script::Georgian,
        "Armenian" => Script::Armenian,
        "Hebrew" => Script::Hebrew,
        "Arabic" => Script::Arabic,
        "Hangul" => Script::Hangul,
        "Han" => Script::Han,
        "Kana" => Script::Kana,
        _ => return None,
    })
}
