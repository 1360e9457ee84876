// Find an entity by any of its spellings: an editable combobox after the ARIA pattern.

import { h, fill, own, $ } from './dom.js';
import { folded } from './data.js';
import { markerIcon } from './parts.js';
import { num } from './format.js';

const MOST = 9;

export class Search {
  constructor(app) {
    this.app = app;
    this.hits = [];
    this.at = -1;
    this.input = $('find');
    this.list = $('found');
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => this.input.value && this.look());
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 120));
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.order = [...app.model.nodes].sort((a, b) => b.mentions - a.mentions || b.edges.length - a.edges.length || a.index - b.index);
  }

  /** Every spelling without case and diacritics, made when first asked for. */
  index() {
    if (this.indexed) return;
    this.indexed = true;
    for (const n of this.order) n.search = [n.label, ...n.forms.map((f) => f[0])].map(folded);
  }

  look() {
    this.index();
    const query = folded(this.input.value.trim());
    if (!query) return this.close();
    const scored = [];
    for (const n of this.order) {
      const rank = best(n, query);
      if (rank) scored.push({ n, ...rank });
    }
    scored.sort((a, b) => b.score - a.score);
    this.hits = scored.slice(0, MOST);
    this.at = this.hits.length ? 0 : -1;
    this.draw(scored.length);
    return undefined;
  }

  draw(total) {
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    const options = this.hits.map(({ n, form }, i) => h('li', {
      role: 'option', id: `found-${i}`, 'aria-selected': i === this.at ? 'true' : 'false', class: i === this.at ? 'at' : null,
      onpointerdown: (event) => { event.preventDefault(); this.pick(i); },
    }, markerIcon(this.app, n), own(n.label), form > 0 ? h('small', {}, 'spelt ', own(n.forms[form - 1][0])) : h('small', {}, n.kind)));
    if (!this.hits.length) options.push(h('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'none' }, 'No name and no spelling like this'));
    else if (total > this.hits.length) options.push(h('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'none' }, `and ${num(total - this.hits.length)} more: type on`));
    fill(this.list, options);
    if (this.at >= 0) this.input.setAttribute('aria-activedescendant', `found-${this.at}`);
    else this.input.removeAttribute('aria-activedescendant');
    this.total = total;
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (moves[event.key] && this.hits.length) {
      this.at = (this.at + moves[event.key] + this.hits.length) % this.hits.length;
      this.draw(this.total);
    } else if (event.key === 'Enter' && this.at >= 0 && !this.list.hidden) this.pick(this.at);
    else if (event.key === 'Escape' && !this.list.hidden) {
      this.close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  pick(i) {
    const { n } = this.hits[i];
    this.input.value = '';
    this.close();
    this.app.select({ node: n.index }, true);
  }

  close() {
    this.list.hidden = true;
    this.hits = [];
    this.at = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

/** Whole name before its beginning, before a word's beginning, before the middle. */
function best(n, query) {
  let top = null;
  for (let form = 0; form < n.search.length; form += 1) {
    const text = n.search[form];
    const at = text.indexOf(query);
    if (at < 0) continue;
    const score = (text === query ? 8 : at === 0 ? 4 : /[\p{L}\p{N}]/u.test(text[at - 1]) ? 1 : 3) + (form === 0 ? 0.5 : 0);
    if (!top || score > top.score) top = { score, form };
  }
  return top;
}
