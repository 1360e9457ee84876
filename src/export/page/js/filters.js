// The rail of filters. Its controls are plain form controls; the address holds what they say.

import { h, fill, own, $ } from './dom.js';
import { kinds, measure, num, relation, title, WEIGHTS } from './format.js';
import { filtered } from './state.js';
import { shapeIcon } from './parts.js';
import { marker } from './style.js';
import { s } from './dom.js';

export class Filters {
  constructor(app) {
    this.app = app;
    this.host = $('filters');
    this.boxes = [];
    this.steps = steps(app.model.edges.map((e) => e.weight));
    fill(this.host, this.head(), this.ties(), this.weight(), this.kinds(), this.outlets(), this.looks());
  }

  head() {
    this.reset = h('button', { type: 'button', class: 'plain', onclick: () => this.app.reset() }, 'Reset');
    return h('div', { class: 'rail-head' }, h('h2', {}, 'Show'), this.reset);
  }

  group(legend, key, items) {
    if (items.length < 2) return null;
    const rows = items.map(({ id, icon, label, count, hint }) => {
      const box = h('input', { type: 'checkbox', onchange: () => this.toggle(key, items.map((i) => i.id)), 'data-key': key, 'data-id': id });
      this.boxes.push({ box, key, id });
      return h('label', { class: 'row', title: hint }, box, icon, h('span', { class: 'label' }, own(label)), h('span', { class: 'n' }, num(count)));
    });
    return h('fieldset', { class: rows.length > 8 ? 'long' : null }, h('legend', {}, legend), h('div', { class: 'rows' }, rows));
  }

  toggle(key, all) {
    const on = this.boxes.filter((b) => b.key === key && b.box.checked).map((b) => b.id);
    this.app.store.set({ [key]: on.length === all.length ? null : on }, true);
  }

  ties() {
    const { model } = this.app;
    const counts = model.relations.map((r) => model.edges.filter((e) => e.rel === r.id).length);
    return this.group('Ties', 'rel', model.relations.map((r, i) => ({
      id: r.id, icon: line(r), label: relation(r.id).name, count: counts[i], hint: relation(r.id).hint,
    })).filter((r) => r.count));
  }

  kinds() {
    const icon = (id) => shapeIcon(marker(id), 'currentColor');
    const { model, store } = this.app;
    const rows = this.group('Entities', 'kind', model.kinds.map((k) => ({ id: k.id, icon: icon(k.id), label: title(kinds(k.id)), count: k.count })));
    this.listedBox = h('input', { type: 'checkbox', onchange: () => store.set({ listed: !this.listedBox.checked }, true) });
    const unlisted = model.nodes.filter((n) => !n.listed).length;
    const hollow = h('label', { class: 'row', title: 'Drawn hollow: found in the text, listed in no gazetteer' }, this.listedBox,
      shapeIcon(marker('person'), 'currentColor', false), h('span', { class: 'label' }, 'In no gazetteer'), h('span', { class: 'n' }, num(unlisted)));
    if (!unlisted || unlisted === model.nodes.length) return rows;
    if (!rows) return h('fieldset', {}, h('legend', {}, 'Entities'), hollow);
    rows.append(hollow);
    return rows;
  }

  outlets() {
    const { model } = this.app;
    const counts = new Map();
    for (const d of model.documents) {
      const id = d.source === null || d.source === undefined ? '?' : model.outlets[d.source];
      counts.set(id, (counts.get(id) || 0) + 1);
    }
    const list = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return this.group('Outlets', 'out', list.map(([id, count]) => ({ id, label: id === '?' ? 'Unknown' : id, count })));
  }

  weight() {
    if (this.steps.length < 2) return null;
    const { model } = this.app;
    this.slider = h('input', { type: 'range', id: 'weight', min: 0, max: this.steps.length - 1, step: 1, oninput: () => this.slide() });
    this.least = h('output', { for: 'weight' });
    return h('fieldset', {}, h('legend', {}, 'Strength of ties'),
      h('label', { class: 'slide', for: 'weight' }, h('span', {}, `At least, ${WEIGHTS[model.weight] || model.weight}`), this.least), this.slider);
  }

  slide() {
    const at = +this.slider.value;
    this.app.store.set({ w: at === 0 ? null : this.steps[at] });
  }

  looks() {
    const { store } = this.app;
    const select = (id, label, key, options) => {
      const el = h('select', { id, onchange: () => store.set({ [key]: el.value }, true) }, options.map(([value, text]) => h('option', { value }, text)));
      this[key] = el;
      return h('label', { class: 'pick', for: id }, h('span', {}, label), el);
    };
    return h('fieldset', {}, h('legend', {}, 'Drawing'),
      select('color-by', 'Colour', 'color', [['community', 'Community'], ['kind', 'Kind']]),
      select('size-by', 'Size', 'size', [['mentions', 'Times named'], ['quotes', 'Times quoted'], ['ties', 'Number of ties'], ['pagerank', 'PageRank']]));
  }

  show(state) {
    for (const { box, key, id } of this.boxes) box.checked = !state[key] || state[key].includes(id);
    if (this.slider) {
      const at = state.w === null ? 0 : Math.max(0, this.steps.findIndex((w) => w >= state.w));
      this.slider.value = at;
      this.least.textContent = measure(this.steps[at]);
      this.slider.setAttribute('aria-valuetext', `${measure(this.steps[at])} or more`);
    }
    this.color.value = state.color;
    this.size.value = state.size;
    this.listedBox.checked = !state.listed;
    this.reset.hidden = !filtered(state);
  }
}

/** The slider's stops: every weight there is, or a hundred of them at even ranks. */
function steps(weights) {
  const all = [...new Set(weights)].sort((a, b) => a - b);
  if (all.length <= 100) return all;
  return Array.from({ length: 100 }, (_, i) => all[Math.round((i * (all.length - 1)) / 99)]);
}

export function line(r) {
  const dash = r.id === 'quotes_with' ? '3 2.5' : null;
  const svg = s('svg', { class: 'mark line', width: 22, height: 12, viewBox: '0 0 22 12', 'aria-hidden': 'true' },
    s('line', { x1: 1, y1: 6, x2: r.directed ? 15 : 21, y2: 6, stroke: 'currentColor', 'stroke-width': r.directed ? 1.6 : 3, opacity: r.directed ? 1 : 0.45, 'stroke-dasharray': dash }));
  if (r.directed) svg.append(s('polygon', { points: '21,6 13,2.2 13,9.8', fill: 'currentColor' }));
  return svg;
}
