// What is in view, to take away: SVG, PNG, CSV. A picture carries its title, its key and its origin.

import { h, s } from './dom.js';
import { dated, kinds, plural, relation, span, title } from './format.js';
import { CanvasPen, SANS, SERIF, SvgPen } from './pen.js';
import { drawEdges, drawNodes, markerPath } from './draw.js';
import { drawLabels, placeLabels, widthOf } from './labels.js';
import { marker } from './style.js';

const [MARGIN, HEAD, FOOT] = [28, 74, 62];

/** The map's frame on paper: the same window that the screen shows. */
function sheet(app) {
  const host = app.map.host;
  const [w, hgt] = host.clientWidth ? app.map.camera.size : [1080, 720];
  return { w, h: hgt, W: w + 2 * MARGIN, H: hgt + HEAD + FOOT };
}

function still(app, size) {
  const { camera } = app.map;
  const look = Object.create(camera, { size: { value: [size.w, size.h], writable: true } });
  if (!app.map.host.clientWidth) look.set.call(look, look.bounds(app.map.box((n) => app.view.node[n.index])));
  return look;
}

function compose(app, pen, inner, size) {
  const { scene } = app;
  const camera = still(app, size);
  const box = [size.w, size.h];
  drawEdges(inner, scene, camera, box);
  drawNodes(inner, scene, camera, box);
  const always = scene.focus?.center !== undefined ? [scene.focus.center] : [];
  drawLabels(inner, placeLabels(scene, camera, box, { always }), scene);
  const { ink, quiet } = scene.theme;
  pen.text(MARGIN, 36, app.model.title, { size: 22, weight: 700, fill: ink, family: SERIF });
  pen.text(MARGIN, 57, dek(app), { size: 12.5, fill: quiet });
  key(app, pen, size);
}

function dek(app) {
  const [from, to] = app.timeline.range || [];
  const when = from === undefined ? '' : `, ${span(from, to)}`;
  return `${plural(app.view.nodes, 'entity')} and ${plural(app.view.edges, 'tie')}${when}`;
}

function key(app, pen, { W, H }) {
  const { ink, quiet } = app.scene.theme;
  let x = MARGIN;
  const y = H - 36;
  const put = (text) => {
    pen.text(x, y + 4, text, { size: 11.5, fill: ink });
    x += widthOf(text, `normal 400 11.5px ${SANS}`) + 18;
  };
  for (const k of app.model.kinds.slice(0, 6)) {
    pen.shape(markerPath(marker(k.id), x + 5, y, 4.4), { fill: quiet });
    x += 15;
    put(title(kinds(k.id)));
  }
  for (const r of app.model.relations) {
    if (x > W - 180 || !app.model.edges.some((e, i) => e.rel === r.id && app.view.edge[i])) continue;
    pen.lines([[x, y, x + 15, y]], { stroke: quiet, width: r.directed ? 1.5 : 3, dash: r.id === 'quotes_with' ? [4, 3] : null });
    if (r.directed) pen.shape({ points: [[x + 20, y], [x + 13, y - 4], [x + 13, y + 4]] }, { fill: quiet });
    x += 26;
    put(relation(r.id).name.toLowerCase());
  }
  pen.text(MARGIN, H - 14, `${app.model.generated_by}. Found by rules in the articles; check the evidence before publishing.`, { size: 10.5, fill: quiet });
}

export function svgOf(app) {
  const size = sheet(app);
  const root = s('svg', { xmlns: 'http://www.w3.org/2000/svg', width: size.W, height: size.H, viewBox: `0 0 ${size.W} ${size.H}`, role: 'img' });
  root.append(s('title', {}, app.model.title), s('desc', {}, dek(app)));
  root.append(s('rect', { width: size.W, height: size.H, fill: app.scene.theme.paper }));
  const map = s('svg', { x: MARGIN, y: HEAD, width: size.w, height: size.h });
  root.append(map);
  compose(app, new SvgPen(root), new SvgPen(map), size);
  return root;
}

export function svgText(app) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${legal(new XMLSerializer().serializeToString(svgOf(app)))}\n`;
}

/** Without the characters that XML 1.0 forbids. */
// eslint-disable-next-line no-control-regex
const legal = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');

export function pngOf(app) {
  const size = sheet(app);
  const canvas = h('canvas', { width: size.W * 2, height: size.H * 2 });
  const c = canvas.getContext('2d');
  c.scale(2, 2);
  c.fillStyle = app.scene.theme.paper;
  c.fillRect(0, 0, size.W, size.H);
  const pen = new CanvasPen(c);
  c.save();
  c.beginPath();
  c.rect(MARGIN, HEAD, size.w, size.h);
  c.clip();
  c.translate(MARGIN, HEAD);
  const after = { ...app };
  const late = [];
  const outer = { text: (...a) => late.push(() => pen.text(...a)), shape: (...a) => late.push(() => pen.shape(...a)), lines: (...a) => late.push(() => pen.lines(...a)) };
  compose(Object.assign(Object.create(app), after), outer, pen, size);
  c.restore();
  for (const draw of late) draw();
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

const cell = (value) => {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};
const rows = (list) => list.map((r) => r.map(cell).join(',')).join('\r\n') + '\r\n';

/** With Gephi's headers; a leading = + - @ is kept, as the name is the name. */
export function tiesCsv(app) {
  const { model, view } = app;
  const list = model.edges.filter((e) => view.edge[e.index]);
  return rows([['Source', 'Target', 'Type', 'Kind', 'Weight', 'Label', 'Source Label', 'Target Label', 'Times', 'Articles', 'Articles Chosen', 'First', 'Last'],
    ...list.map((e) => [model.nodes[e.source].id, model.nodes[e.target].id, e.directed ? 'Directed' : 'Undirected', e.rel, e.weight,
      relation(e.rel).out, model.nodes[e.source].label, model.nodes[e.target].label, e.count, e.documents, view.count[e.index], dated(e.first), dated(e.last)])]);
}

export function entitiesCsv(app) {
  const { model, view } = app;
  const list = model.nodes.filter((n) => view.node[n.index]);
  return rows([['Id', 'Label', 'Kind', 'Listed', 'Community', 'Named', 'Quoted', 'Spoken Of', 'Articles', 'PageRank', 'Ties In View'],
    ...list.map((n) => [n.id, n.label, n.kind, n.listed, n.group ? n.group.label : '', n.mentions, n.quotes, n.spoken_of, n.documents, n.pagerank, view.degree[n.index]])]);
}

export function quotesCsv(app) {
  const { model } = app;
  const found = app.quotes.search(app.store.state);
  return rows([['Speaker', 'Speaker Id', 'Words', 'Cue', 'Kind', 'Quote', 'Document', 'Title', 'Link', 'Published', 'Outlet'],
    ...found.map((q) => {
      const [n, d] = [model.nodes[q.speaker], model.documents[q.doc] || {}];
      return [n?.label, n?.id, q.words, q.cue, q.kind, q.text, d.id, d.title, d.url, d.published, model.outlets[d.source]];
    })]);
}

export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const a = h('a', { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export const csvBlob = (text) => new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' });
export const fileStem = (app) => (app.model.title.normalize('NFKD').replace(/[^\w]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase() || 'graph').slice(0, 60);
