// Where one looks: pan, zoom and pinch, the same for every painter. Graph coordinates, y upwards.

export class Camera {
  constructor(host, changed) {
    this.host = host;
    this.changed = changed;
    this.x = 0;
    this.y = 0;
    this.k = 1;
    this.fitted = 1;
    this.pointers = new Map();
    this.measure();
    this.moving = false;
    this.listen();
  }

  /** Asking the browser each time would make it lay out the page each time. */
  measure() {
    this.size = [this.host.clientWidth || 1, this.host.clientHeight || 1];
  }

  /** How much markers grow with the zoom. */
  get growth() {
    const room = Math.min(1.1, Math.max(0.62, Math.min(...this.size) / 620));
    return room * Math.min(3, Math.max(0.55, Math.pow(this.k / this.fitted, 0.42)));
  }

  project(x, y) {
    const [w, h] = this.size;
    return [w / 2 + (x - this.x) * this.k, h / 2 - (y - this.y) * this.k];
  }

  unproject(px, py) {
    const [w, h] = this.size;
    return [this.x + (px - w / 2) / this.k, this.y - (py - h / 2) / this.k];
  }

  bounds(box) {
    const [w, h] = this.size;
    const [left, right, top, bottom] = w < 600 ? [34, 34, 26, 40] : [64, 96, 44, 84];
    const width = Math.max(box[2] - box[0], 1e-6);
    const height = Math.max(box[3] - box[1], 1e-6);
    const k = Math.max(1e-9, Math.min((w - left - right) / width, (h - top - bottom) / height));
    return { x: (box[0] + box[2]) / 2 + (right - left) / 2 / k, y: (box[1] + box[3]) / 2 - (bottom - top) / 2 / k, k };
  }

  fit(box, animate) {
    this.measure();
    const to = this.bounds(box);
    this.fitted = to.k;
    this.go(to, animate);
  }

  set({ x, y, k }) {
    this.x = x;
    this.y = y;
    this.k = Math.min(this.fitted * 60, Math.max(this.fitted / 5, k));
  }

  go(to, animate = true) {
    cancelAnimationFrame(this.frame);
    if (!animate || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.set(to);
      this.changed(false);
      return;
    }
    const [from, start] = [{ x: this.x, y: this.y, k: this.k }, performance.now()];
    const step = (now) => {
      const t = Math.min(1, (now - start) / 320);
      const e = 1 - Math.pow(1 - t, 3);
      this.set({
        x: from.x + (to.x - from.x) * e, y: from.y + (to.y - from.y) * e,
        k: from.k * Math.pow(to.k / from.k, e),
      });
      this.changed(t < 1);
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  zoom(factor, at, animate) {
    const [w, h] = this.size;
    const [px, py] = at || [w / 2, h / 2];
    const k = Math.min(this.fitted * 60, Math.max(this.fitted / 5, this.k * factor));
    const [gx, gy] = this.unproject(px, py);
    this.go({ k, x: gx - (px - w / 2) / k, y: gy + (py - h / 2) / k }, animate);
  }

  place(event) {
    const box = this.host.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  listen() {
    const el = this.host;
    el.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), this.place(event), false);
      this.settle();
    }, { passive: false });
    el.addEventListener('pointerdown', (event) => this.down(event));
    el.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel']) el.addEventListener(end, (event) => this.up(event));
    el.addEventListener('pointerleave', () => this.onhover?.(null));
    el.addEventListener('dblclick', (event) => this.zoom(1.8, this.place(event), true));
  }

  settle() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.changed(false), 120);
  }

  down(event) {
    if (event.button) return;
    this.host.setPointerCapture?.(event.pointerId);
    this.pointers.set(event.pointerId, this.place(event));
    this.travel = this.pointers.size > 1 ? 99 : 0;
  }

  move(event) {
    const at = this.place(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.onhover?.(at);
      return;
    }
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId);
    this.pointers.set(event.pointerId, at);
    this.travel += Math.hypot(at[0] - before[0], at[1] - before[1]);
    if (others.length) this.pinch(before, at, others[0][1]);
    else if (this.travel > 3) this.set({ x: this.x - (at[0] - before[0]) / this.k, y: this.y + (at[1] - before[1]) / this.k, k: this.k });
    if (this.travel > 3) {
      cancelAnimationFrame(this.frame);
      this.changed(true);
    }
  }

  pinch(before, at, other) {
    const spread = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
    const middle = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
    this.zoom(spread(at) / spread(before), middle, false);
    this.set({ x: this.x - (at[0] - before[0]) / 2 / this.k, y: this.y + (at[1] - before[1]) / 2 / this.k, k: this.k });
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    if (event.type === 'pointerup' && this.travel <= 3) this.onclick?.(this.place(event));
    else if (!this.pointers.size) this.changed(false);
  }
}
