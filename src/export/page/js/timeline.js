// Days as bars, and a window over them to drag: two range inputs for the keys, one handle for the hand.

import { h, s, fill, $ } from './dom.js';
import { longDay, monthDay, shortDay, span } from './format.js';

const BINS = 120;

export class Timeline {
  constructor(app) {
    this.app = app;
    this.host = $('time');
    const { days } = app.model;
    this.host.hidden = !days || days[0] === days[1];
    if (this.host.hidden) return;
    [this.first, this.last] = days;
    this.step = this.last - this.first < BINS ? 1 : Math.ceil((this.last - this.first + 1) / BINS);
    this.build();
  }

  build() {
    const input = (label, which) => h('input', {
      type: 'range', min: this.first, max: this.last, step: 1, 'aria-label': label, class: which,
      oninput: () => this.slid(which),
    });
    this.from = input('From', 'from');
    this.to = input('To', 'to');
    this.bars = s('svg', { class: 'bars', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.window = h('div', { class: 'window', 'aria-hidden': 'true' });
    this.label = h('output', { class: 'range' });
    this.clear = h('button', { type: 'button', class: 'plain', onclick: () => this.app.store.set({ from: null, to: null }) }, 'All dates');
    this.axis = h('div', { class: 'axis', 'aria-hidden': 'true' });
    fill(this.host,
      h('div', { class: 'time-head' }, h('h2', {}, 'Over time'), this.label, this.clear),
      h('div', { class: 'track' }, this.bars, this.window, this.from, this.to), this.axis);
    this.drag();
    this.ticks();
  }

  slid(which) {
    let [a, b] = [+this.from.value, +this.to.value];
    if (a > b) [a, b] = which === 'from' ? [b, b] : [a, a];
    this.choose(a, b);
  }

  choose(a, b) {
    this.app.store.set({ from: a <= this.first ? null : a, to: b >= this.last ? null : b });
  }

  get range() {
    const { from, to } = this.app.store.state;
    return [from ?? this.first, to ?? this.last];
  }

  drag() {
    let start = null;
    this.window.addEventListener('pointerdown', (event) => {
      start = { x: event.clientX, range: this.range };
      this.window.setPointerCapture(event.pointerId);
    });
    this.window.addEventListener('pointermove', (event) => {
      if (!start) return;
      const days = Math.round(((event.clientX - start.x) / this.bars.clientWidth) * (this.last - this.first + 1));
      const width = start.range[1] - start.range[0];
      const a = Math.max(this.first, Math.min(this.last - width, start.range[0] + days));
      this.choose(a, a + width);
    });
    for (const end of ['pointerup', 'pointercancel']) this.window.addEventListener(end, () => { start = null; });
  }

  ticks() {
    const long = this.last - this.first > 400;
    const count = innerWidth < 600 ? 3 : 6;
    const marks = [];
    for (let i = 0; i < count; i += 1) {
      const day = Math.round(this.first + ((this.last - this.first) * i) / (count - 1));
      marks.push(h('span', {}, long ? monthDay(day) : shortDay(day)));
    }
    fill(this.axis, marks);
  }

  /** Bars count what the other filters leave; the chosen window is in ink, the rest pale. */
  show(view, state) {
    if (this.host.hidden) return;
    const bins = Math.ceil((this.last - this.first + 1) / this.step);
    const sums = new Float64Array(bins);
    const outlets = state.out && new Set(state.out.map((name) => (name === '?' ? -1 : this.app.model.outlets.indexOf(name))));
    for (const e of this.app.model.edges) {
      if (state.rel && !state.rel.includes(e.rel)) continue;
      for (const [day, outlet, n] of e.seen) {
        if (day === null || (outlets && !outlets.has(outlet ?? -1))) continue;
        sums[Math.floor((day - this.first) / this.step)] += n;
      }
    }
    this.paint(sums, bins);
  }

  paint(sums, bins) {
    const [a, b] = this.range;
    const high = Math.max(1, ...sums);
    this.bars.setAttribute('viewBox', `0 0 ${bins} 100`);
    fill(this.bars, [...sums].map((sum, i) => {
      const day = this.first + i * this.step;
      const inside = day + this.step > a && day <= b;
      const height = sum ? Math.max(3, (sum / high) * 100) : 0;
      return s('rect', { x: i + 0.08, y: 100 - height, width: 0.84, height, class: inside ? 'in' : 'off' });
    }));
    const whole = this.last - this.first + 1;
    this.window.style.left = `${((a - this.first) / whole) * 100}%`;
    this.window.style.width = `${((b - a + 1) / whole) * 100}%`;
    const all = a <= this.first && b >= this.last;
    this.window.classList.toggle('all', all);
    for (const [el, day] of [[this.from, a], [this.to, b]]) {
      el.value = day;
      el.setAttribute('aria-valuetext', longDay(day));
    }
    this.label.textContent = span(a, b);
    this.clear.hidden = all;
  }
}

