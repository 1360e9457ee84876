// Names beside their markers, the weightiest first, none over another.

import { SANS } from './pen.js';

const CELL = 48;

class Taken {
  constructor() {
    this.cells = new Map();
  }

  each(box, visit) {
    for (let cx = Math.floor(box[0] / CELL); cx <= Math.floor(box[2] / CELL); cx += 1) {
      for (let cy = Math.floor(box[1] / CELL); cy <= Math.floor(box[3] / CELL); cy += 1) {
        if (visit(cx * 65537 + cy)) return true;
      }
    }
    return false;
  }

  hits(box, not) {
    return this.each(box, (key) => (this.cells.get(key) || []).some((o) =>
      o[4] !== not && o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1]));
  }

  put(box) {
    this.each(box, (key) => {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    });
  }
}

const measurer = document.createElement('canvas').getContext('2d');
const widths = new Map();

export function widthOf(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    measurer.font = font;
    widths.set(key, measurer.measureText(text).width);
  }
  return widths.get(key);
}

const short = (text) => (text.length > 34 ? `${text.slice(0, 32).trimEnd()}…` : text);

function look(n, scene, growth, crowd) {
  const chief = scene.focus && scene.focus.center === n.index;
  const size = Math.min(17, Math.max(crowd > 300 ? 10.5 : 11.5, 9.8 + n.r * growth * 0.23)) + (chief ? 1.5 : 0);
  return {
    chief, size: Math.round(size * 2) / 2, weight: chief || n.r * growth > 17 ? 600 : 400,
    style: n.kind === 'place' ? 'italic' : 'normal',
  };
}

/** Right, left, below, above, then the corners. */
function places(x, y, r, w, t) {
  const [gap, up, down] = [r + (t.chief ? 9 : 4), t.size * 0.36, t.size * 0.8];
  const d = r * 0.72 + 2;
  return [
    [x + gap, y + up, 'left'], [x - gap, y + up, 'right'], [x, y + r + 3 + down, 'center'], [x, y - r - 5, 'center'],
    [x + d, y + d + down * 0.7, 'left'], [x + d, y - d, 'left'], [x - d, y + d + down * 0.7, 'right'], [x - d, y - d, 'right'],
    [x, y + r + 12 + down, 'center'], [x, y - r - 13, 'center'], [x + gap + 4, y + up + 11, 'left'], [x + gap + 4, y + up - 11, 'left'],
    [x - gap - 4, y + up + 11, 'right'], [x - gap - 4, y + up - 11, 'right'],
  ];
}

function boxOf([x, y, anchor], w, t) {
  const left = anchor === 'left' ? x : anchor === 'right' ? x - w : x - w / 2;
  return [left - 2, y - t.size * 0.86, left + w + 2, y + t.size * 0.3];
}

export function placeLabels(scene, camera, [w, h], { limit = 140, always = [], blocked = [] } = {}) {
  const seen = [];
  for (const n of scene.nodes) {
    if (n.hidden) continue;
    const [x, y] = camera.project(n.x, n.y);
    if (x > -40 && y > -20 && x < w + 40 && y < h + 20) seen.push({ n, x, y, r: n.r * camera.growth * (n.marker.grow + 1) / 2 });
  }
  const taken = new Taken();
  for (const box of blocked) taken.put([...box, -2]);
  const rank = ({ n }) => (always.includes(n.index) ? 1e6 : 0) + (n.dim ? -1e6 : 0) + n.r;
  seen.sort((a, b) => rank(b) - rank(a) || a.n.index - b.n.index);
  const solid = seen.slice(0, 900);
  for (const { n, x, y, r } of solid) if (!n.dim) taken.put([x - r, y - r, x + r, y + r, n.index]);
  const out = [];
  // those after the first few hundred are small, and what is free by then is theirs only by chance
  for (const item of seen.slice(0, limit * 4)) {
    if (out.length >= limit) break;
    if (item.n.dim && scene.focus) continue;
    const label = fit(item, taken, scene, camera.growth, seen.length, [w, h]);
    if (label) out.push(label);
  }
  return out;
}

function fit({ n, x, y, r }, taken, scene, growth, crowd, [w, h]) {
  const t = look(n, scene, growth, crowd);
  const text = short(n.label);
  const width = widthOf(text, `${t.style} ${t.weight} ${t.size}px ${SANS}`);
  for (const place of places(x, y, r, width, t)) {
    const box = boxOf(place, width, t);
    if (box[0] < 2 || box[2] > w - 2 || box[1] < 2 || box[3] > h - 2 || taken.hits(box, n.index)) continue;
    taken.put([...box, -1]);
    return { x: place[0], y: place[1], text, t: { ...t, anchor: place[2] }, index: n.index };
  }
  return null;
}

export function drawLabels(pen, labels, scene) {
  for (const { x, y, text, t } of labels) {
    pen.text(x, y, text, { ...t, fill: scene.theme.ink, halo: scene.theme.paper });
  }
}
