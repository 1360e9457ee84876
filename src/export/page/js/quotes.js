// Who said what: every quotation of the file, found by its words or its speaker.

import { h, fill, own, $, debounce } from './dom.js';
import { folded } from './data.js';
import { num, plural } from './format.js';
import { quoteCard, spellings } from './parts.js';

const PAGE = 40;

export class Quotes {
  constructor(app) {
    this.app = app;
    this.host = $('quotes');
    this.shown = PAGE;
    const { store } = app;
    this.text = h('input', { type: 'search', id: 'quote-text', autocomplete: 'off', placeholder: 'Words in the quotes', oninput: debounce(150, () => { this.shown = PAGE; store.set({ q: this.text.value }); }) });
    this.who = h('select', { id: 'quote-who', onchange: () => { this.shown = PAGE; store.set({ who: this.who.value }, true); } });
    this.verbatim = h('input', { type: 'checkbox', id: 'quote-verbatim', onchange: () => { this.shown = PAGE; store.set({ verbatim: this.verbatim.checked }, true); } });
    this.status = h('p', { class: 'note', role: 'status' });
    this.list = h('div', { class: 'quote-list' });
    fill(this.host, h('div', { class: 'quote-head' },
      h('label', { for: 'quote-text' }, h('span', {}, 'Full text'), this.text),
      h('label', { for: 'quote-who' }, h('span', {}, 'Speaker'), this.who)),
    h('label', { class: 'row only' }, this.verbatim, h('span', { class: 'label' }, 'Only what is verbatim, at least in part')), this.status, this.list);
  }

  /** Once the quotes are unpacked: fold their words for the search, list the speakers. */
  ready(details) {
    this.details = details;
    this.distinct = new Set(details.quotes.map((q, i) => q.utterance || -i - 1)).size;
    this.words = details.quotes.map((q) => folded(`${q.text || ''} ${q.words || ''} ${q.cue || ''}`));
    const counts = new Map();
    for (const q of details.quotes) for (const at of q.speakers) counts.set(at, (counts.get(at) || 0) + 1);
    const { nodes } = this.app.model;
    const list = [...counts].filter(([at]) => nodes[at]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    fill(this.who, h('option', { value: '' }, `Everyone (${num(this.distinct)})`),
      list.map(([at, n]) => h('option', { value: nodes[at].id }, `${nodes[at].label} (${num(n)})`)));
  }

  show(state) {
    if (this.text.value !== state.q) this.text.value = state.q;
    this.verbatim.checked = state.verbatim;
    if (!this.details) {
      this.status.textContent = 'Unpacking the quotes…';
      return;
    }
    this.who.value = state.who;
    const found = this.search(state);
    this.status.textContent = `${plural(found.length, 'quote')} of ${num(this.distinct)}`;
    if (!found.length) return fill(this.list, this.none(state));
    const hit = state.q.trim();
    const card = (q) => quoteCard(this.app, q, { terms: terms(this.app, q, hit) });
    const next = h('button', { type: 'button', class: 'button', onclick: () => { this.shown += 100; this.show(this.app.store.state); } }, `Show more: ${num(found.length - this.shown)} left`);
    return fill(this.list, found.slice(0, this.shown).map(card), found.length > this.shown && next);
  }

  search(state) {
    const { model, view } = this.app;
    const needles = folded(state.q).split(/\s+/).filter(Boolean);
    const speaker = state.who ? model.byId.get(state.who) ?? -2 : null;
    const told = new Set();
    const day = (q) => model.documents[q.doc]?.day ?? 0;
    return this.details.quotes.filter((q, i) => {
      if (state.verbatim && q.kind === 'indirect') return false;
      const n = model.nodes[q.speaker];
      if (speaker !== null && !q.speakers.includes(speaker)) return false;
      if (!view.document(model.documents[q.doc])) return false;
      if (n && (state.kind || state.com || state.listed) && !view.node[n.index]) return false;
      if (!needles.every((word) => this.words[i].includes(word)) || told.has(q.utterance)) return false;
      if (q.utterance) told.add(q.utterance);
      return true;
    }).sort((a, b) => day(a) - day(b) || a.index - b.index);
  }

  none(state) {
    const { store } = this.app;
    if (!this.details.quotes.length) return h('div', { class: 'nothing' }, h('h2', {}, 'No quotes in this file'), h('p', {}, 'The articles hold none, or the graph was made without them.'));
    return h('div', { class: 'nothing' }, h('h2', {}, 'No quote like this'),
      h('p', {}, state.q ? ['Nobody in view says ', own(`“${state.q}”`), '.'] : 'The filters leave none.'),
      h('button', { type: 'button', class: 'button', onclick: () => { store.set({ q: '', who: '', verbatim: false }); this.app.reset(); } }, 'Show all quotes'));
  }
}

function terms(app, q, hit) {
  const named = { words: q.about.flatMap((at) => spellings(app.model.nodes[at])), className: 'named' };
  return hit ? [{ words: hits(q.text || '', hit), className: 'hit' }, named] : [named];
}

/** The words as they stand in the text, whatever their case. */
function hits(text, hit) {
  const low = text.toLowerCase();
  return hit.toLowerCase().split(/\s+/).filter(Boolean).flatMap((word) => {
    const at = low.indexOf(word);
    if (at < 0 || low.length !== text.length) return [];
    const end = /^[\p{L}\p{N}]*/u.exec(text.slice(at + word.length))[0].length;
    const start = /[\p{L}\p{N}]*$/u.exec(text.slice(0, at))[0].length;
    return [text.slice(at - start, at + word.length + end)];
  });
}
