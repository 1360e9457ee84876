// The same data as a graph of the project's own format, made into a page by the project itself.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const maker = process.env.PAGE_MAKER || join(root, 'target/debug/examples/page');
export const made = existsSync(maker);

const zeros = (...names) => Object.fromEntries(names.map((name) => [name, 0]));
const KINDS = ['person', 'organisation', 'place', 'group', 'work', 'event', 'other'];

export function asGraph({ graph: g, details }) {
  const outlet = (o) => (o === null || o === undefined ? null : g.outlets[o]);
  const id = (at) => g.nodes[at].id;
  const passage = (item, text) => [{ start: item.start, end: item.start + text.length, text }];
  let place = 0;
  const said = (q) => ({ kind: q.kind, speaker: q.words, by: 'name', cue: q.cue, rule: q.rule });
  const words = details.quotes.map((q) => ({ ...q, start: (place += 1000) }));
  const nodes = g.nodes.map((n, i) => ({
    id: n.id, name: n.label, kind: KINDS.includes(n.kind) ? n.kind : 'other', listed: n.listed, position: { x: n.x, y: n.y },
    counts: { ...zeros('mentions', 'documents', 'outlets', 'paragraphs', 'sentences', 'quotes', 'reports', 'quoted_in', 'spoken_of', 'addressed'), mentions: n.mentions, documents: n.documents, quotes: n.quotes, spoken_of: n.spoken_of },
    forms: n.forms.map(([text, count, outlets]) => ({ text, count, outlets: (outlets || []).map(outlet) })),
    said: words.filter((q) => q.speaker === i).map((q) => ({ document: g.documents[q.doc].id, passages: passage(q, q.text), said: said(q), about: q.mentions.map(id) })),
    measures: { degree: n.degree, weighted_degree: 0, pagerank: n.pagerank, core: 0, community: n.community },
  }));
  const edges = g.edges.map((e, i) => {
    const evidence = details.evidence[i].map((item) => {
      const q = words[item.quote];
      return q ? { document: g.documents[q.doc].id, passages: passage(q, q.text), said: said(q) }
        : { document: g.documents[item.doc].id, passages: passage({ start: (place += 1000) }, item.text) };
    });
    const { id: relation, directed } = g.relations[e.relation];
    const swap = !directed && id(e.source) > id(e.target);
    return {
      relation, a: id(swap ? e.target : e.source), b: id(swap ? e.source : e.target), count: e.count, weight: e.weight, only_indirect: false, first: e.first, last: e.last,
      counts: { ...zeros('together', 'paragraphs', 'sentences', 'windows', 'utterances', 'reports', 'direct', 'mixed', 'indirect'), documents: e.documents, outlets: 1 },
      seen: e.seen.map(([day, o, n]) => ({ start: new Date(day * 86400000).toISOString().slice(0, 10), outlet: outlet(o), documents: n })), evidence,
    };
  });
  const documents = g.documents.map((d) => ({ id: d.id, title: d.title, url: d.url, outlet: outlet(d.source), date: /^\d{4}-\d\d-\d\d$/.test(d.published) ? d.published : null }));
  const summary = { ...zeros('left_out', 'paragraphs', 'sentences', 'quoting', 'reports'), documents: documents.length, dated: documents.length, outlets: g.outlets.length, utterances: words.length, unit: 'sentence', weight: 'count', notes: g.notes || [] };
  return { schema: 'whosaid.graph/1', generator: 'test', title: g.title, summary, documents, nodes, edges };
}

const folder = mkdtempSync(join(tmpdir(), 'page-rust-'));

export function page(name, data) {
  const out = join(folder, name);
  const html = execFileSync(maker, [data.graph.title.replace(/\0/g, '')], { input: JSON.stringify(asGraph(data)), maxBuffer: 1e8 });
  writeFileSync(out, html);
  return readFileSync(out, 'utf8');
}
