// From the two packed blocks of the page to a model with its indexes. README.md says what each column holds.

import { isoDay, NO_DAY } from './format.js';
import { unbzip2 } from './bzip2.js';

async function unpack(id) {
  const text = document.getElementById(id)?.textContent.trim();
  if (!text) return null;
  const bytes = bytesOf(text);
  if (bytes[0] === 0x42) return JSON.parse(await unbzip2(bytes));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export async function loadGraph() {
  const data = await unpack('graph');
  if (data?.schema !== 'whosaid.page/2') throw new Error('this page holds no graph that its viewer can read');
  return model(data);
}

/** {id: [..], label: [..]} to [{id, label}, ..]. */
function rows(columns, make) {
  const keys = Object.keys(columns).filter((key) => columns[key].length);
  const length = Math.max(0, ...keys.map((key) => columns[key].length));
  return Array.from({ length }, (_, index) => {
    const row = { index };
    for (const key of keys) row[key] = columns[key][index];
    return make(row);
  });
}

function model(data) {
  const documents = rows(data.documents, (d) => ({
    ...d, day: d.day ?? NO_DAY, source: d.outlet ?? null, published: d.day === null || d.day === undefined ? null : isoDay(d.day),
  }));
  const nodes = rows(data.nodes, (n) => ({
    ...n, kind: data.kinds[n.kind], listed: !!n.listed, edges: [],
  }));
  const edges = rows(data.edges, (e) => edge(e, data));
  for (const e of edges) {
    nodes[e.source].edges.push(e.index);
    if (e.target !== e.source) nodes[e.target].edges.push(e.index);
  }
  const m = { ...data, documents, nodes, edges };
  m.days = range(m);
  m.kinds = present(nodes.map((n) => n.kind));
  m.communities = communities(nodes);
  m.byId = new Map(nodes.map((n) => [n.id, n.index]));
  return m;
}

function edge(e, data) {
  const seen = [];
  for (let i = 0; i < e.seen.length; i += 3) seen.push([e.seen[i], e.seen[i + 1], e.seen[i + 2]]);
  const { id, directed } = data.relations[e.relation];
  return {
    ...e, seen, rel: id, directed, weight: e.weight ?? e.count, first: e.first ?? NO_DAY, last: e.last ?? NO_DAY,
    reports: e.direct + e.mixed + e.indirect, onlyIndirect: directed && e.indirect > 0 && !e.direct && !e.mixed,
  };
}

/** The passages of each tie and the quotations, those of the same words knowing each other. */
export async function loadDetails() {
  const data = await unpack('details');
  if (!data) return { evidence: [], quotes: [] };
  const quotes = rows(data.quotes, (q) => ({ ...q, speaker: q.speakers[0] ?? -1, reports: [] }));
  const same = new Map();
  for (const q of quotes) {
    if (!q.utterance) continue;
    if (!same.has(q.utterance)) same.set(q.utterance, []);
    same.get(q.utterance).push(q);
  }
  for (const group of same.values()) for (const q of group) q.reports = group.filter((other) => other.doc !== q.doc).map((other) => other.doc);
  const { n, doc, quote, text } = data.evidence;
  let at = 0;
  const evidence = n.map((count) => Array.from({ length: count }, () => {
    const item = { doc: doc[at], quote: quote[at], text: text[at] };
    at += 1;
    return item;
  }));
  return { evidence, quotes };
}

/** First and last day of what the file holds. */
function range(m) {
  const days = [...m.edges.flatMap((e) => e.seen.map((cell) => cell[0])), ...m.documents.map((d) => d.day)].filter((d) => d !== null && d !== NO_DAY);
  let [first, last] = [Infinity, -Infinity];
  for (const day of days) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return last >= first ? [first, last] : null;
}

function present(values) {
  const counts = new Map();
  for (const v of values) counts.set(v, (counts.get(v) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id, count]) => ({ id, count }));
}

/** Communities by size, each named after its most central member; those of one are none. */
function communities(nodes) {
  const groups = new Map();
  for (const n of nodes) {
    if (n.community < 0) continue;
    if (!groups.has(n.community)) groups.set(n.community, []);
    groups.get(n.community).push(n);
  }
  const list = [...groups].filter(([, members]) => members.length > 1).map(([id, members]) => {
    members.sort((a, b) => (b.pagerank || 0) - (a.pagerank || 0) || b.mentions - a.mentions || a.index - b.index);
    return { id, members, label: members[0].label };
  });
  list.sort((a, b) => b.members.length - a.members.length || a.id - b.id);
  list.forEach((c, rank) => {
    c.rank = rank;
    for (const n of c.members) n.group = c;
  });
  return list;
}

/** For search: without case and diacritics. */
export const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
