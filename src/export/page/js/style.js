// How things look: palette, markers, widths. The scene made here is what every painter draws.

export const THEMES = {
  light: {
    paper: '#fbfaf7', ink: '#17191e', quiet: '#5b5f68', edge: '#6e6a60', out: '#1d5fa8', in: '#b4471c', ring: '#17191e',
    palette: ['#3a6db3', '#cc5a2b', '#15826e', '#8a4a9c', '#a67c0e', '#bf4c7b', '#3f8fb8', '#75663f'], other: '#84868b',
  },
  dark: {
    paper: '#15171b', ink: '#eceae4', quiet: '#a3a6ad', edge: '#9a978e', out: '#7db2f0', in: '#f29468', ring: '#ffffff',
    palette: ['#7ba6e4', '#ef8a5c', '#4dbfa6', '#c390d6', '#dbb34a', '#ea88b0', '#83c8ea', '#b8a67c'], other: '#8e9096',
  },
};

/** A marker is a regular polygon (0 sides: a circle), turned, and grown so that all look equally large. */
const MARKERS = {
  person: { sides: 0, turn: 0, grow: 1 },
  organisation: { sides: 4, turn: Math.PI / 4, grow: 1.24 },
  place: { sides: 3, turn: 0, grow: 1.46 },
  group: { sides: 6, turn: 0, grow: 1.1 },
  work: { sides: 4, turn: 0, grow: 1.22 },
  event: { sides: 5, turn: 0, grow: 1.15 },
};
const OTHER_MARKER = { sides: 3, turn: Math.PI, grow: 1.46 };
export const marker = (kind) => MARKERS[kind] || OTHER_MARKER;

/** Corners of a marker of radius 1 around 0,0; y grows downwards. */
export function corners({ sides, turn, grow }, r) {
  const points = [];
  for (let i = 0; i < sides; i += 1) {
    const a = turn + (i * 2 * Math.PI) / sides;
    points.push([Math.sin(a) * r * grow, -Math.cos(a) * r * grow]);
  }
  return points;
}

const channel = (hex, at) => parseInt(hex.slice(at, at + 2), 16);
const mixes = new Map();

/** `t` of `b` over `a`, both #rrggbb. */
export function mix(a, b, t) {
  const key = a + b + t;
  let out = mixes.get(key);
  if (!out) {
    out = '#' + [1, 3, 5].map((i) =>
      Math.round(channel(a, i) + (channel(b, i) - channel(a, i)) * t).toString(16).padStart(2, '0')).join('');
    mixes.set(key, out);
  }
  return out;
}

export function nodeColor(model, n, by, theme) {
  if (by === 'kind') {
    const at = model.kinds.findIndex((k) => k.id === n.kind);
    return theme.palette[at] || theme.other;
  }
  return (n.group && theme.palette[n.group.rank]) || theme.other;
}

const SIZES = { mentions: 'mentions', quotes: 'quotes', ties: 'degree', pagerank: 'pagerank' };

export function radii(model, by) {
  const key = SIZES[by] || 'mentions';
  const values = model.nodes.map((n) => (key === 'degree' ? n.degree ?? n.edges.length : n[key] || 0));
  const high = Math.max(1e-12, ...values);
  const crowd = model.nodes.length;
  const [least, most] = crowd > 800 ? [2.2, 13] : crowd > 150 ? [3.2, 17] : [5, 22];
  return values.map((v) => least + (most - least) * Math.sqrt(Math.max(0, v) / high));
}

/** The ends of what is selected: an entity with its neighbours, or the two of a tie. */
export function focusOf(model, sel) {
  if (!sel) return null;
  const nodes = new Set([...(sel.node !== undefined ? [sel.node] : [])]);
  const edges = new Set();
  if (sel.node !== undefined) {
    for (const at of model.nodes[sel.node].edges) {
      edges.add(at);
      nodes.add(model.edges[at].source).add(model.edges[at].target);
    }
  } else {
    const [a, b] = sel.pair;
    nodes.add(a).add(b);
    for (const at of model.nodes[a].edges) {
      const e = model.edges[at];
      if ((e.source === a && e.target === b) || (e.source === b && e.target === a)) edges.add(at);
    }
  }
  return { nodes, edges, center: sel.node };
}

export function buildScene(model, view, state, sel, theme, weightOf) {
  const focus = focusOf(model, sel);
  const radius = radii(model, state.size);
  const nodes = model.nodes.map((n) => nodeLook(model, n, view, state, focus, theme, radius[n.index]));
  const edges = edgeLooks(model, view, state, focus, theme, weightOf);
  return { nodes, edges, theme, focus };
}

function nodeLook(model, n, view, state, focus, theme, r) {
  const color = nodeColor(model, n, state.color, theme);
  const dim = focus && !focus.nodes.has(n.index);
  const tint = dim ? mix(theme.paper, color, 0.22) : color;
  return {
    x: n.x, y: n.y, r, hidden: !view.node[n.index], dim, z: dim ? 0 : 1, marker: marker(n.kind), color,
    fill: n.listed ? tint : theme.paper, ring: n.listed ? theme.paper : tint, ringWidth: n.listed ? 1.25 : 2,
    label: n.label, kind: n.kind, index: n.index,
  };
}

function edgeLooks(model, view, state, focus, theme, weightOf) {
  let high = 1e-12;
  for (const e of model.edges) if (view.edge[e.index]) high = Math.max(high, weightOf(e));
  if (model.weight === 'count' || model.weight === 'docs') high = Math.max(high, 4);
  const crowd = view.edges;
  const [thin, thick] = crowd > 3000 ? [0.5, 3] : crowd > 400 ? [0.7, 5] : [1, 7];
  return model.edges.map((e) => {
    const t = Math.sqrt(Math.max(0, weightOf(e)) / high);
    const lit = focus && focus.edges.has(e.index);
    const width = Math.round((thin + (thick - thin) * t) * 4) / 4;
    return {
      source: e.source, target: e.target, index: e.index, hidden: !view.edge[e.index], directed: e.directed,
      width: e.directed ? Math.max(crowd > 3000 ? 0.6 : 1.25, width * 0.5) : width, z: lit ? 9 : e.directed ? 2 : 1,
      color: edgeColor(model, e, t, focus, lit, state, theme, crowd), dashed: e.rel === 'quotes_with',
    };
  });
}

function edgeColor(model, e, t, focus, lit, state, theme, crowd) {
  const [a, b] = [model.nodes[e.source], model.nodes[e.target]];
  if (lit) {
    if (!e.directed) return mix(theme.paper, theme.edge, 0.55);
    return focus.center === e.target ? theme.in : theme.out;
  }
  const level = Math.round(t * 4) / 4;
  if (focus) return mix(theme.paper, theme.edge, 0.09 + 0.05 * level);
  if (e.directed) return mix(theme.paper, theme.ink, (crowd > 3000 ? 0.3 : 0.5) + 0.35 * level);
  const same = state.color === 'community' && a.group && a.group === b.group;
  const hue = same ? nodeColor(model, a, 'community', theme) : theme.edge;
  return mix(theme.paper, hue, (crowd > 3000 ? 0.12 : 0.2) + 0.26 * level);
}
