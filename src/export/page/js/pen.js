// One drawing, two pens: the same calls draw on a canvas or write SVG elements.

import { s } from './dom.js';

export const SERIF = 'Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Georgia, "Times New Roman", serif';
export const SANS = '-apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

export class CanvasPen {
  constructor(context) {
    this.c = context;
  }

  lines(list, { stroke, width, dash }) {
    const { c } = this;
    c.strokeStyle = stroke;
    c.lineWidth = width;
    c.setLineDash(dash || []);
    c.beginPath();
    for (const [x1, y1, x2, y2] of list) {
      c.moveTo(x1, y1);
      c.lineTo(x2, y2);
    }
    c.stroke();
    c.setLineDash([]);
  }

  shape(path, { fill, stroke, width }) {
    const { c } = this;
    c.beginPath();
    if (path.circle) c.arc(path.circle[0], path.circle[1], path.circle[2], 0, 7);
    else {
      path.points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
      c.closePath();
    }
    if (fill) {
      c.fillStyle = fill;
      c.fill();
    }
    if (stroke) {
      c.strokeStyle = stroke;
      c.lineWidth = width;
      c.lineJoin = 'round';
      c.stroke();
    }
  }

  text(x, y, text, t) {
    const { c } = this;
    c.font = `${t.style || 'normal'} ${t.weight || 400} ${t.size}px ${t.family || SANS}`;
    c.textAlign = t.anchor || 'left';
    c.textBaseline = 'alphabetic';
    if (t.halo) {
      c.strokeStyle = t.halo;
      c.lineWidth = t.haloWidth || 3.5;
      c.lineJoin = 'round';
      c.strokeText(text, x, y);
    }
    c.fillStyle = t.fill;
    c.fillText(text, x, y);
  }

  rect(x, y, w, h, fill) {
    this.c.fillStyle = fill;
    this.c.fillRect(x, y, w, h);
  }
}

const round = (v) => Math.round(v * 100) / 100;
const ANCHOR = { left: 'start', center: 'middle', right: 'end' };

export class SvgPen {
  constructor(root) {
    this.root = root;
  }

  lines(list, { stroke, width, dash }) {
    const g = s('g', { stroke, 'stroke-width': width, fill: 'none', 'stroke-dasharray': dash && dash.join(' ') });
    for (const l of list) {
      const [x1, y1, x2, y2] = l.map(round);
      g.append(s('line', { x1, y1, x2, y2 }));
    }
    this.root.append(g);
  }

  shape(path, { fill, stroke, width, title }) {
    const look = { fill: fill || 'none', stroke, 'stroke-width': stroke && width, 'stroke-linejoin': stroke && 'round' };
    const el = path.circle
      ? s('circle', { cx: round(path.circle[0]), cy: round(path.circle[1]), r: round(path.circle[2]), ...look })
      : s('polygon', { points: path.points.map((p) => p.map(round).join(',')).join(' '), ...look });
    if (title) el.append(s('title', {}, title));
    this.root.append(el);
  }

  text(x, y, text, t) {
    this.root.append(s('text', {
      x: round(x), y: round(y), 'font-family': t.family || SANS, 'font-size': round(t.size), 'font-weight': t.weight,
      'font-style': t.style, fill: t.fill, 'text-anchor': ANCHOR[t.anchor] || null,
      stroke: t.halo, 'stroke-width': t.halo && (t.haloWidth || 3.5), 'stroke-linejoin': t.halo && 'round',
      'paint-order': t.halo && 'stroke', direction: null,
    }, text));
  }

  rect(x, y, width, height, fill) {
    this.root.append(s('rect', { x, y, width, height, fill }));
  }
}
