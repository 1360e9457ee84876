//! Documents through the pipeline on several threads, results in the documents' order.

use std::{
    env, fs,
    io::{self, Write},
    num::NonZero,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::Result;
use whosaid::{
    Document, Gazetteer, Language, Pipeline, Record, graph,
    input::Documents,
    mention::{CacheState, CompiledLists, Matcher},
    pipeline::EvidenceText,
};

use crate::{
    Outcome,
    args::{CacheArgs, InputArgs, ReadingArgs},
    console::{self, Progress},
    records,
};

/// Text held at once; with it the documents of one round.
const ROUND_BYTES: usize = 16 << 20;
const ROUND_DOCUMENTS: usize = 4096;
/// Text that one thread reads at once, which stays in the processor's cache meanwhile, and documents.
const BATCH_BYTES: usize = 64 << 10;
const BATCH_DOCUMENTS: usize = 32;

/// Compiles what documents are read with.
pub(crate) fn pipeline(args: &ReadingArgs, evidence: EvidenceText) -> Result<Pipeline> {
    anyhow::ensure!(
        (0.0..=1.0).contains(&args.min_score),
        "--min-score is {}, it goes from 0 to 1",
        args.min_score
    );
    let mut builder = Pipeline::builder().evidence(evidence).min_score(args.min_score);
    if let Some(path) = &args.language {
        builder = builder.language(Language::load(path)?);
    }
    if args.gazetteers.is_empty() {
        return Ok(builder.build(Gazetteer::new()));
    }
    let (gazetteer, matcher) = compiled(&args.gazetteers, &args.cache)?;
    Ok(builder.build_compiled(gazetteer, matcher))
}

/// The gazetteer of these files, compiled; from a folder of compiled lists where one is named.
pub(crate) fn compiled(lists: &[PathBuf], cache: &CacheArgs) -> Result<(Gazetteer, Matcher)> {
    let folder = cache.folder.clone();
    let folder = folder.or_else(|| env::var_os("WHOSAID_CACHE").map(PathBuf::from));
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    // another build of the program may compile otherwise
    let program = || env::current_exe().and_then(fs::read).ok();
    let Some((folder, program)) = folder.and_then(|folder| Some((folder, program()?))) else {
        let gazetteer = Gazetteer::load(lists)?;
        let matcher = Matcher::new(&gazetteer);
        return Ok((gazetteer, matcher));
    };
    let (gazetteer, matcher, state) = CompiledLists::new(&folder, &program).load(lists)?;
    match state {
        CacheState::Read | CacheState::Made("there was none") => {}
        CacheState::Made(why) => console::note(&format!("{why}; it was compiled again")),
        CacheState::NotWritten(why) => console::note(&format!("the list is not kept: {why}")),
    }
    Ok((gazetteer, matcher))
}

/// Calls `each` with what `map` makes of every document, in order.
pub(crate) fn for_each<T: Send>(
    inputs: &[PathBuf],
    threads: Option<usize>,
    map: impl Fn(&Document) -> T + Sync,
    mut each: impl FnMut(T) -> Result<()>,
) -> Result<Outcome> {
    in_rounds(inputs, threads, |round, threads| {
        if threads == 1 || round.len() == 1 {
            return round.iter().try_for_each(|document| each(map(document)));
        }
        in_order(round, threads, &map).into_iter().try_for_each(&mut each)
    })
}

/// Writes what `write` makes of the documents, a few at a time, in order; where one thread works or one
/// document fills a round, without holding it.
pub(crate) fn write_each(
    inputs: &[PathBuf],
    threads: Option<usize>,
    write: impl Fn(&[Document], &mut dyn Write) -> io::Result<()> + Sync,
    out: &mut dyn Write,
) -> Result<Outcome> {
    let lines = |batch: &&[Document]| {
        let bytes: usize = batch.iter().map(|document| document.text.len() * 5 + (1 << 10)).sum();
        let mut lines = Vec::with_capacity(bytes);
        write(batch, &mut lines).map(|()| lines)
    };
    in_rounds(inputs, threads, |round, threads| {
        if threads == 1 || round.len() == 1 {
            return Ok(write(round, out)?);
        }
        for lines in in_order(&batches(round), threads, &lines) {
            out.write_all(&lines?)?;
        }
        Ok(())
    })
}

/// The documents in batches that are no longer than they need be.
fn batches(mut round: &[Document]) -> Vec<&[Document]> {
    let mut out = Vec::new();
    while !round.is_empty() {
        let mut bytes = 0;
        let full = round.iter().take(BATCH_DOCUMENTS).position(|document| {
            bytes += document.text.len();
            bytes >= BATCH_BYTES
        });
        let count = full.map_or(round.len().min(BATCH_DOCUMENTS), |last| last + 1);
        let (batch, rest) = round.split_at(count);
        out.push(batch);
        round = rest;
    }
    out
}

/// Calls `work` with the documents, round by round, and the number of threads.
fn in_rounds(
    inputs: &[PathBuf],
    threads: Option<usize>,
    mut work: impl FnMut(&[Document], usize) -> Result<()>,
) -> Result<Outcome> {
    let threads = threads.or_else(|| thread::available_parallelism().ok().map(NonZero::get));
    let threads = threads.unwrap_or(1).max(1);
    let most = match threads {
        1 => (BATCH_BYTES, BATCH_DOCUMENTS),
        _ => (ROUND_BYTES, ROUND_DOCUMENTS),
    };
    let mut documents = Documents::open(inputs)?;
    let mut outcome = Outcome::Done;
    let mut progress = Progress::new();
    loop {
        let (round, failed) = next_round(&mut documents, most);
        if failed {
            outcome = Outcome::SomeFailed;
        }
        if round.is_empty() {
            return Ok(outcome);
        }
        work(&round, threads)?;
        progress.add(round.len(), round.iter().map(|d| d.text.len()).sum());
    }
}

/// The next documents, at most so many bytes (but for the last one) and documents; and whether any
/// failed on the way.
fn next_round(documents: &mut Documents, most: (usize, usize)) -> (Vec<Document>, bool) {
    let (mut round, mut bytes, mut failed) = (Vec::new(), 0, false);
    while bytes < most.0 && round.len() < most.1 {
        match documents.next() {
            None => break,
            Some(Err(error)) => {
                console::failed(&error);
                failed = true;
            }
            Some(Ok(document)) => {
                for note in &document.notes {
                    console::note(&format!("{}: {note}", document.id));
                }
                bytes += document.text.len();
                round.push(document);
            }
        }
    }
    (round, failed)
}

fn in_order<D: Sync, T: Send>(
    round: &[D],
    threads: usize,
    map: &(impl Fn(&D) -> T + Sync),
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(round.len()));
    thread::scope(|scope| {
        for _ in 0..threads.min(round.len()) {
            scope.spawn(|| {
                let mut mine = Vec::new();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = round.get(at) else { break };
                    mine.push((at, map(one)));
                }
                done.lock().expect("no thread panics with the lock").extend(mine);
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics with the lock");
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Calls `each` with every document's record, in order: records as they were written, or articles
/// through the pipeline.
pub(crate) fn for_each_record(
    args: &InputArgs,
    mut each: impl FnMut(Record) -> Result<()>,
) -> Result<Outcome> {
    let (written, articles) = records::split(&args.inputs)?;
    let mut outcome = Outcome::Done;
    for path in written {
        for record in graph::records(&path, records::open(&path)?) {
            match record {
                Ok(record) => each(record)?,
                Err(error) => {
                    console::failed(&error);
                    outcome = Outcome::SomeFailed;
                }
            }
        }
    }
    if articles.is_empty() {
        return Ok(outcome);
    }
    let pipeline = pipeline(&args.reading, EvidenceText::Full)?;
    let rest = for_each(&articles, args.reading.threads, |d| pipeline.record(d), &mut each)?;
    Ok(if rest == Outcome::Done { outcome } else { rest })
}
