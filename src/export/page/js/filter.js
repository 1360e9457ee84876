// Which entities and ties are in view, and how many articles hold each tie in the chosen days and outlets.

import { NO_DAY } from './format.js';

export function applyFilters(model, state) {
  const f = tests(model, state);
  const edge = new Uint8Array(model.edges.length);
  const count = new Float64Array(model.edges.length);
  const node = new Uint8Array(model.nodes.length);
  const degree = new Uint32Array(model.nodes.length);
  let edges = 0;
  for (const e of model.edges) {
    count[e.index] = f.narrowed ? counted(e, f) : e.documents;
    if (!f.relation(e) || !f.node(model.nodes[e.source]) || !f.node(model.nodes[e.target])) continue;
    if ((f.narrowed && !count[e.index]) || e.weight < f.weight) continue;
    edge[e.index] = 1;
    edges += 1;
    degree[e.source] += 1;
    degree[e.target] += 1;
  }
  let nodes = 0;
  for (const n of model.nodes) {
    const alone = !n.edges.length && !f.narrowed && state.w === null && !state.rel;
    node[n.index] = f.node(n) && (degree[n.index] > 0 || alone) ? 1 : 0;
    nodes += node[n.index];
  }
  return { node, edge, count, degree, nodes, edges, document: f.document, narrowed: f.narrowed };
}

function tests(model, state) {
  const has = (list) => (list ? (v) => list.includes(v) : () => true);
  const [kind, community, relation] = [has(state.kind), has(state.com), has(state.rel)];
  const outlet = state.out && new Set(state.out.map((name) => (name === '?' ? -1 : model.outlets.indexOf(name))));
  const [from, to] = [state.from ?? -Infinity, state.to ?? Infinity];
  const dated = state.from !== null || state.to !== null;
  const day = (d) => !dated || (d !== null && d !== NO_DAY && d >= from && d <= to);
  const source = (o) => !outlet || outlet.has(o ?? -1);
  return {
    node: (n) => kind(n.kind) && (!state.com || community(String(n.community))) && (!state.listed || n.listed),
    relation: (e) => relation(e.rel),
    narrowed: dated || !!outlet,
    weight: state.w ?? -Infinity,
    seen: (d, o) => day(d) && source(o),
    document: (doc) => !doc || (day(doc.day) && source(doc.source)),
  };
}

function counted(e, f) {
  let sum = 0;
  for (const [day, outlet, n] of e.seen) if (f.seen(day, outlet)) sum += n;
  return sum;
}

/** What a tie's number says: its weight or, in chosen days or outlets, the articles there that hold it. */
export const shownWeight = (model, e, view) =>
  (view.narrowed && (model.weight === 'count' || model.weight === 'docs') ? view.count[e.index] : e.weight);
