// Puts data into the page as src/export/html.rs does, so that the viewer can be tested on any data.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const page = new URL('../../src/export/page/', import.meta.url);
const read = (name) => readFileSync(new URL(name, page), 'utf8');
const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const block = (data) => gzipSync(JSON.stringify(data), { level: 9 }).toString('base64');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const columns = (list, keys) => Object.fromEntries(keys.map((key) => [key, list.map((row) => row[key])]));
const dayOf = (text) => (/^\d{4}-\d\d-\d\d$/.test(text || '') ? Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000) : null);

/** The graph as it is written: in columns. */
function graphColumns(g) {
  const kinds = [...new Set(g.nodes.map((n) => n.kind))];
  return {
    articles: g.documents.length, notes: [], ...g, schema: 'whosaid.page/2', kinds,
    nodes: columns(g.nodes.map((n) => ({ ...n, kind: kinds.indexOf(n.kind), listed: +n.listed })),
      ['id', 'label', 'kind', 'listed', 'x', 'y', 'community', 'degree', 'pagerank', 'mentions', 'documents', 'quotes', 'spoken_of', 'forms']),
    edges: columns(g.edges.map((e) => ({ direct: g.relations[e.relation].directed ? e.count : 0, mixed: 0, indirect: 0, ...e, first: dayOf(e.first), last: dayOf(e.last), seen: e.seen.flat() })),
      ['relation', 'source', 'target', 'count', 'weight', 'documents', 'first', 'last', 'direct', 'mixed', 'indirect', 'seen']),
    documents: columns(g.documents.map((d) => ({ ...d, day: dayOf(d.published), outlet: d.source })), ['id', 'title', 'url', 'day', 'outlet']),
  };
}

function detailColumns(d) {
  const flat = d.evidence.flat();
  return {
    evidence: { n: d.evidence.map((list) => list.length), doc: flat.map((x) => x.doc), quote: flat.map((x) => x.quote ?? -1), text: flat.map((x) => x.text ?? '') },
    quotes: columns(d.quotes.map((q) => ({ ...q, speakers: [q.speaker], about: q.mentions, to: -1, utterance: q.utterance ?? 0 })),
      ['doc', 'speakers', 'words', 'kind', 'cue', 'by', 'rule', 'about', 'to', 'utterance', 'text']),
  };
}

export function pack({ graph, details }) {
  const [viewer, style] = [read('dist/viewer.js'), read('dist/viewer.css')];
  const csp = `default-src 'none'; script-src ${hash(viewer)}; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const parts = {
    csp, viewer, style, title: escape(graph.title), generator: escape(graph.generated_by),
    summary: `${graph.nodes.length} entities and ${graph.edges.length} ties.`, graph: block(graphColumns(graph)), details: block(detailColumns(details)),
  };
  return read('template.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}
