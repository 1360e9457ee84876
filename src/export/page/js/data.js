// From the two compressed blocks of the page to a model with its indexes.

import { dayOf, NO_DAY } from './format.js';

async function decode(id) {
  const text = document.getElementById(id)?.textContent.trim();
  if (!text) return null;
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

export async function loadGraph() {
  const data = await decode('graph');
  if (!data || !/^whosaid\.page\/1$/.test(data.schema)) throw new Error('This page holds no graph that this viewer can read.');
  return model(data);
}

export const loadDetails = () => decode('details');

function model(data) {
  const documents = (data.documents || []).map((d) => ({ ...d, day: dayOf(d.published) }));
  const nodes = data.nodes.map((n, index) => ({
    community: -1, mentions: 0, quotes: 0, spoken_of: 0, documents: 0, forms: [], ...n, index,
    search: [n.label, ...(n.forms || []).map((f) => f[0])].map(folded), edges: [],
  }));
  const edges = data.edges.map((e, index) => edge(e, index, data));
  for (const e of edges) {
    nodes[e.source].edges.push(e.index);
    if (e.target !== e.source) nodes[e.target].edges.push(e.index);
  }
  const m = { ...data, documents, nodes, edges };
  m.days = range(m);
  m.kinds = present(nodes.map((n) => n.kind));
  m.communities = communities(nodes);
  m.weights = bounds(edges.map((e) => e.weight));
  m.byId = new Map(nodes.map((n) => [n.id, n.index]));
  return m;
}

function edge(e, index, data) {
  const seen = e.seen || [];
  return {
    count: 0, documents: 0, ...e, index, seen,
    rel: data.relations[e.relation].id, directed: !!data.relations[e.relation].directed,
  };
}

/** Where a date is unknown, `seen` says null. */
function range(m) {
  let [first, last] = [Infinity, -Infinity];
  for (const e of m.edges) {
    for (const [day] of e.seen) {
      if (day === null) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  for (const d of m.documents) {
    if (d.day === NO_DAY) continue;
    first = Math.min(first, d.day);
    last = Math.max(last, d.day);
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

function bounds(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return high >= low ? [low, high] : [0, 0];
}

/** For search: without case and diacritics. */
export const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
