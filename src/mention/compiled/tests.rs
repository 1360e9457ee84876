use std::fs;

use super::*;

const LIST: &str = r#"{"id":"brandt","kind":"person","name":"Emil Brandt","aliases":["Эмиль Брандт",{"text":"Milo","weak":true}],"roles":["harbour pilot"],"gender":"m","ids":{"wikidata":"Q0"},"notes":"new"}
{"id":"onu","kind":"organisation","name":"ONU","aliases":["Office of Nautical Units"],"exclude":["Onu"]}
{"id":"lin","kind":"person","name":"Lin Haifeng","aliases":["林海風"]}
"#;

fn program() -> CompiledLists {
    CompiledLists::new("", b"one")
}

/// A folder with a list and a cache beside it.
fn folder() -> (tempfile::TempDir, PathBuf, CompiledLists) {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.jsonl");
    fs::write(&list, LIST).unwrap();
    let lists = CompiledLists { folder: folder.path().join("cache"), ..program() };
    (folder, list, lists)
}

#[test]
fn a_list_that_was_read_back_is_the_one_that_was_made() {
    let (_folder, list, lists) = folder();
    let (made, _, state) = lists.load(&[&list]).unwrap();
    assert_eq!(state, CacheState::Made("there was none"));
    let (mut read, matcher, state) = lists.load(&[&list]).unwrap();
    assert_eq!(state, CacheState::Read);
    assert!(made.iter().eq(read.iter()));
    assert_eq!(made.files(), read.files());
    assert_eq!(made.fingerprint(), read.fingerprint());
    let fresh = Matcher::new(&made);
    for name in
        ["Emil Brandt", "Emile Brant", "Эмиля Брандта", "Milo", "onu", "ONU", "林海風", "Lin"]
    {
        assert_eq!(matcher.prove(&read, name), fresh.prove(&made, name), "{name}");
    }
    for entity in made.iter() {
        assert_eq!(read.get(&entity.id), Some(entity));
    }
    assert!(read.get(&"nobody".into()).is_none());
    // it can be changed as any list
    read.add(crate::gazetteer::Entity::new("x", "Ada Brook", crate::gazetteer::Kind::Person));
    assert_eq!((read.len(), read.iter().count()), (4, 4));
    assert!(read.get(&"brandt".into()).is_some() && read.get(&"x".into()).is_some());
}

#[test]
fn a_changed_list_another_program_and_another_format_are_made_anew() {
    let (_folder, list, lists) = folder();
    lists.load(&[&list]).unwrap();
    fs::write(&list, LIST.replace("Emil", "Egon")).unwrap();
    let (gazetteer, _, state) = lists.load(&[&list]).unwrap();
    assert_eq!(state, CacheState::Made("the list has changed"));
    assert_eq!(gazetteer.at(0).unwrap().name, "Egon Brandt");
    let other = CompiledLists { folder: lists.folder.clone(), ..CompiledLists::new("", b"two") };
    let (.., state) = other.load(&[&list]).unwrap();
    assert_eq!(state, CacheState::Made("the compiled list is another program's"));
}

#[test]
fn no_damaged_byte_and_no_shorter_file_is_trusted() {
    let (_folder, list, lists) = folder();
    lists.load(&[&list]).unwrap();
    let path = lists.path(&[&list]);
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 300).chain([0, 16, 32, whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        assert!(lists.read(&path).is_err(), "byte {at} changed");
        fs::write(&path, &whole[..at]).unwrap();
        assert!(lists.read(&path).is_err(), "cut at {at}");
    }
    let longer = [&whole[..], b"x"].concat();
    fs::write(&path, longer).unwrap();
    assert!(lists.read(&path).is_err());
    let (.., state) = lists.load(&[&list]).unwrap();
    assert_eq!(state, CacheState::Made("the compiled list is damaged"));
    assert_eq!(fs::read(&path).unwrap(), whole, "the same bytes again");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_no_error() {
    let (folder, list, _) = folder();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let lists = CompiledLists { folder: file.join("cache"), ..program() };
    let (gazetteer, _, state) = lists.load(&[&list]).unwrap();
    assert_eq!(gazetteer.len(), 3);
    assert!(matches!(state, CacheState::NotWritten(_)));
}

#[test]
fn several_may_write_at_once() {
    let (_folder, list, lists) = folder();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let (gazetteer, ..) = lists.load(&[&list]).unwrap();
                    assert_eq!(gazetteer.len(), 3);
                    let _ = fs::remove_file(lists.path(&[&list]));
                }
            });
        }
    });
    lists.load(&[&list]).unwrap();
    assert_eq!(lists.load(&[&list]).unwrap().2, CacheState::Read);
}

#[test]
fn files_that_a_list_includes_count_too() {
    let (folder, list, lists) = folder();
    let main = folder.path().join("main.toml");
    fs::write(&main, "include = [\"list.jsonl\"]\n").unwrap();
    let (gazetteer, _, state) = lists.load(&[&main]).unwrap();
    assert_eq!(gazetteer.len(), 3);
    // it was written a moment ago: whether it was read as it stands is not certain
    assert!(matches!(state, CacheState::NotWritten(_)), "{state:?}");
    let old = SystemTime::now() - Duration::from_secs(60);
    File::options().write(true).open(&list).unwrap().set_modified(old).unwrap();
    assert!(matches!(lists.load(&[&main]).unwrap().2, CacheState::Made(_)));
    assert_eq!(lists.load(&[&main]).unwrap().2, CacheState::Read);
    fs::write(&list, "").unwrap();
    assert!(!matches!(lists.load(&[&main]).unwrap().2, CacheState::Read));
}
