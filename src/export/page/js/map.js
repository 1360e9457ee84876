// The map: a painter below, names and highlights on a canvas above, and the reader's hand and keys.

import { h, $ } from './dom.js';
import { Camera } from './camera.js';
import { CanvasPen } from './pen.js';
import { drawLabels, placeLabels, widthOf } from './labels.js';
import { markerPath } from './draw.js';
import { CanvasPainter } from './paint-canvas.js';
import { hasCard, WebglPainter } from './paint-webgl.js';
import { SANS } from './pen.js';

export class MapView {
  constructor(app) {
    this.app = app;
    this.host = $('map');
    this.hover = null;
    this.cursor = null;
    this.over = h('canvas', { 'aria-hidden': 'true', class: 'over' });
    this.painter = this.choose();
    this.host.append(this.over);
    this.camera = new Camera(this.host, (moving) => this.moved(moving));
    this.camera.onclick = (at) => this.click(at);
    this.camera.onhover = (at) => this.point(at);
    this.host.addEventListener('keydown', (event) => this.key(event));
    this.host.addEventListener('blur', () => this.setCursor(null));
    new ResizeObserver(() => this.resized()).observe(this.host);
  }

  /**
   * The graphics card where there is one: WebGL that a processor emulates is slower than a plain canvas.
   * `painter=webgl` or `painter=canvas` in the address decides otherwise. Where WebGL fails after all, the
   * canvas takes over.
   */
  choose() {
    const { painter } = this.app.store.state;
    if (painter === 'canvas' || (painter !== 'webgl' && !hasCard())) return new CanvasPainter(this.host);
    return new WebglPainter(this.host, this.app.model, () => this.fallBack());
  }

  fallBack() {
    this.painter.kill();
    this.painter = new CanvasPainter(this.host);
    this.host.append(this.over);
    this.host.dataset.painter = this.painter.name;
    this.paint(false);
  }

  box(only) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const n of this.app.model.nodes) {
      if (only && !only(n)) continue;
      box[0] = Math.min(box[0], n.x);
      box[1] = Math.min(box[1], n.y);
      box[2] = Math.max(box[2], n.x);
      box[3] = Math.max(box[3], n.y);
    }
    return box[2] >= box[0] ? box : [0, 0, 1, 1];
  }

  /** The whole graph, or the view of the address. */
  home(animate) {
    const cam = this.app.store.state.cam;
    this.camera.fit(this.box(), animate && !cam);
    if (cam) this.camera.go({ x: cam[0], y: cam[1], k: this.camera.fitted * cam[2] }, animate);
  }

  whole() {
    this.app.store.set({ cam: null });
    this.camera.fit(this.box((n) => this.app.view.node[n.index]), true);
  }

  resized() {
    if (!this.host.clientWidth || !this.scene) return;
    if (!this.app.store.state.cam) this.camera.fit(this.box(), false);
    else this.home(false);
  }

  moved(moving) {
    this.paint(moving);
    if (moving || !this.started) return;
    clearTimeout(this.noting);
    this.noting = setTimeout(() => this.note(), 250);
  }

  /** The camera goes into the address once it rests and shows something else than the whole. */
  note() {
    const { x, y, k, fitted } = this.camera;
    const all = this.camera.bounds(this.box());
    const same = Math.abs(k / all.k - 1) < 0.01 && Math.hypot(x - all.x, y - all.y) * k < 4;
    this.app.store.set({ cam: same ? null : [x, y, k / fitted] });
  }

  show(scene) {
    const first = !this.scene;
    this.scene = scene;
    if (first) this.home(false);
    else this.paint(false);
    this.started = true;
  }

  paint(moving) {
    if (!this.scene || !this.host.clientWidth) return;
    this.camera.measure();
    try {
      this.painter.paint(this.scene, this.camera, moving);
    } catch (error) {
      if (this.painter.name !== 'webgl') throw error;
      this.fallBack();
      return;
    }
    this.host.dataset.painter = this.painter.name;
    this.overlay();
  }

  overlay() {
    const [w, hgt] = this.camera.size;
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.over.width = Math.round(w * ratio);
    this.over.height = Math.round(hgt * ratio);
    const c = this.over.getContext('2d');
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const pen = new CanvasPen(c);
    const chosen = this.scene.focus ? [...this.scene.focus.nodes].filter((i) => i === this.scene.focus.center || !('center' in this.scene.focus)) : [];
    const limit = w < 600 ? 40 : 140;
    drawLabels(pen, placeLabels(this.scene, this.camera, [w, hgt], { limit, always: chosen, blocked: [[w - 56, hgt - 126, w, hgt]] }), this.scene);
    if (this.scene.focus?.center !== undefined) this.ring(pen, this.scene.focus.center, 2.5);
    const at = this.cursor ?? this.hover;
    if (at !== null) this.spot(pen, at);
  }

  ring(pen, index, width) {
    const n = this.scene.nodes[index];
    if (n.hidden) return;
    const [x, y] = this.camera.project(n.x, n.y);
    pen.shape(markerPath(n.marker, x, y, n.r * this.camera.growth + width + 1.5), { stroke: this.scene.theme.ring, width });
  }

  /** Under the hand or the keys: its ties in full ink, and its name on a plate. */
  spot(pen, index) {
    const { scene, camera } = this;
    const n = scene.nodes[index];
    const [x, y] = camera.project(n.x, n.y);
    for (const at of this.app.model.nodes[index].edges) {
      const e = scene.edges[at];
      if (e.hidden) continue;
      const other = scene.nodes[e.source === index ? e.target : e.source];
      pen.lines([[x, y, ...camera.project(other.x, other.y)]], { stroke: scene.theme.quiet, width: Math.max(1, e.width * 0.5) });
    }
    const r = n.r * camera.growth;
    pen.shape(markerPath(n.marker, x, y, r), { fill: n.fill, stroke: n.color, width: 2 });
    this.ring(pen, index, 2);
    const t = { size: 13.5, weight: 600, fill: scene.theme.paper };
    const width = widthOf(n.label, `normal 600 13.5px ${SANS}`);
    const [w] = camera.size;
    const left = Math.max(4, Math.min(w - width - 20, x - width / 2 - 8));
    const top = y - r - 34 < 4 ? y + r + 10 : y - r - 34;
    pen.rect(left, top, width + 16, 23, scene.theme.ink);
    pen.text(left + 8, top + 16, n.label, t);
  }

  /** The entity or tie at a point of the screen. */
  at([px, py]) {
    let best = null;
    for (const n of this.scene.nodes) {
      if (n.hidden) continue;
      const [x, y] = this.camera.project(n.x, n.y);
      const d = Math.hypot(x - px, y - py) - Math.max(n.r * this.camera.growth, 5);
      if (d < 5 && (!best || d < best.d)) best = { node: n.index, d };
    }
    return best || this.tieAt(px, py);
  }

  tieAt(px, py) {
    let best = null;
    for (const e of this.scene.edges) {
      if (e.hidden) continue;
      const [a, b] = [this.scene.nodes[e.source], this.scene.nodes[e.target]];
      const [x1, y1] = this.camera.project(a.x, a.y);
      const [x2, y2] = this.camera.project(b.x, b.y);
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1;
      const t = Math.max(0, Math.min(1, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / length));
      const d = Math.hypot(x1 + t * (x2 - x1) - px, y1 + t * (y2 - y1) - py) - e.width / 2 - (e.z > 2 ? 2 : 0);
      if (d < 5 && (!best || d < best.d)) best = { tie: e.index, d };
    }
    return best;
  }

  click(at) {
    const hit = this.at(at);
    if (!hit) this.app.select(null);
    else if (hit.node !== undefined) this.app.select({ node: hit.node });
    else this.app.selectTie(hit.tie);
  }

  point(at) {
    const hit = at && this.at(at);
    const node = hit && hit.node !== undefined ? hit.node : null;
    this.host.style.cursor = hit ? 'pointer' : '';
    if (node === this.hover) return;
    this.hover = node;
    this.overlay();
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (steps[event.key]) this.walk(steps[event.key]);
    else if (event.key === 'Enter' && this.cursor !== null) this.app.select({ node: this.cursor }, true);
    else if (event.key === '+' || event.key === '=') this.camera.zoom(1.4, null, true);
    else if (event.key === '-') this.camera.zoom(1 / 1.4, null, true);
    else if (event.key === '0') this.whole();
    else return;
    event.preventDefault();
  }

  /** To the nearest entity in the arrow's direction. */
  walk([dx, dy]) {
    const nodes = this.scene.nodes;
    const chosen = this.scene.focus?.center;
    const from = this.cursor ?? chosen;
    if (from === null || from === undefined || nodes[from].hidden) {
      const biggest = nodes.filter((n) => !n.hidden).sort((a, b) => b.r - a.r)[0];
      if (biggest) this.setCursor(biggest.index);
      return;
    }
    const [x, y] = this.camera.project(nodes[from].x, nodes[from].y);
    let best = null;
    for (const n of nodes) {
      if (n.hidden || n.index === from) continue;
      const [nx, ny] = this.camera.project(n.x, n.y);
      const [ahead, aside] = [(nx - x) * dx + (ny - y) * dy, Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx)];
      if (ahead <= 1) continue;
      const cost = ahead + aside * 2;
      if (!best || cost < best.cost) best = { index: n.index, cost };
    }
    if (best) this.setCursor(best.index);
  }

  setCursor(index) {
    this.cursor = index;
    if (index === null) {
      if (this.scene) this.overlay();
      return;
    }
    const n = this.app.model.nodes[index];
    this.app.say(`${n.label}, ${n.kind}, ${this.app.view.degree[index]} ties in view. Enter to open.`);
    const [x, y] = this.camera.project(n.x, n.y);
    const [w, hgt] = this.camera.size;
    if (x < 20 || y < 20 || x > w - 20 || y > hgt - 20) this.camera.go({ x: n.x, y: n.y, k: this.camera.k });
    else this.overlay();
  }

  /** Moves only when the chosen one is out of sight. */
  reveal(index) {
    const n = this.app.model.nodes[index];
    if (!this.host.clientWidth || !this.scene) return;
    const [x, y] = this.camera.project(n.x, n.y);
    const [w, hgt] = this.camera.size;
    if (x < 30 || y < 30 || x > w - 30 || y > hgt - 30) this.camera.go({ x: n.x, y: n.y, k: this.camera.k });
  }
}
