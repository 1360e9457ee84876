//! A list of one's own, built in code: `cargo run --example own_list`.
#![allow(clippy::print_stdout)]

use whosaid::{Alias, Document, Entity, EntityId, Gazetteer, Kind, Pipeline};

fn main() {
    let mut gazetteer = Gazetteer::new();
    let mut entity = Entity::new(EntityId::from("ada-brook"), "Ada Brook", Kind::Person);
    entity.aliases.push(Alias { text: "Adelaide Brook".to_owned(), weak: false });
    entity.roles.push("harbour master".to_owned());
    gazetteer.add(entity);

    let pipeline = Pipeline::builder().build(gazetteer);
    let text = "Adelaide Brooke opened the quay. “At last,” the harbour master said.";
    let record = pipeline.record(&Document::new("quay", text));
    for mention in &record.mentions {
        println!("{} is {:?}: {:?}", mention.at.text, mention.entity, mention.matched);
    }
    for quote in &record.quotes {
        println!("{:?} says {}", quote.speaker, quote.content[0].text);
    }
}
