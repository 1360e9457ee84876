// The page: reads what the file holds, keeps what the reader chooses, and shows it in every view.

import { $, h, fill } from './dom.js';
import { loadDetails, loadGraph } from './data.js';
import { FILTERS, Store } from './state.js';
import { applyFilters, shownWeight } from './filter.js';
import { buildScene, THEMES } from './style.js';
import { MapView } from './map.js';
import { Panel } from './panel.js';
import { Filters } from './filters.js';
import { Timeline } from './timeline.js';
import { Search } from './search.js';
import { Table } from './table.js';
import { Quotes } from './quotes.js';
import { csvBlob, entitiesCsv, fileStem, pngOf, quotesCsv, save, svgOf, svgText, tiesCsv } from './exports.js';
import { kinds, listed, num, plural, span } from './format.js';

const VIEWS = ['map', 'table', 'quotes'];

class App {
  constructor(model) {
    this.model = model;
    this.store = new Store();
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.view = applyFilters(model, this.store.state);
    this.dek();
    this.filters = new Filters(this);
    this.timeline = new Timeline(this);
    this.search = new Search(this);
    this.panel = new Panel(this);
    this.table = new Table(this);
    this.quotes = new Quotes(this);
    this.map = new MapView(this);
    this.wire();
    this.store.on((_, change) => this.update(change));
    this.update({ everything: true });
  }

  get theme() {
    return this.dark.matches ? THEMES.dark : THEMES.light;
  }

  dek() {
    const { nodes, edges, days } = this.model;
    const who = listed(this.model.kinds.slice(0, 3).map((k) => `${num(k.count)} ${k.count === 1 ? k.id : kinds(k.id)}`));
    const when = days ? `, ${span(days[0], days[1])}` : '';
    $('dek').textContent = nodes.length ? `${who}; ${plural(edges.length, 'tie')} from ${plural(this.model.articles, 'article')}${when}.` : 'An empty graph.';
  }

  wire() {
    for (const view of VIEWS) $(`tab-${view}`).addEventListener('click', () => this.store.set({ view }, true));
    $('tabs').addEventListener('keydown', (event) => this.tabKey(event));
    $('skip').addEventListener('click', () => {
      this.store.set({ view: 'table' });
      $('tab-table').focus();
    });
    $('zoom-in').addEventListener('click', () => this.map.camera.zoom(1.5, null, true));
    $('zoom-out').addEventListener('click', () => this.map.camera.zoom(1 / 1.5, null, true));
    $('zoom-fit').addEventListener('click', () => this.map.whole());
    $('open-filters').addEventListener('click', () => this.rail(!document.body.classList.contains('rail')));
    this.downloads();
    document.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('pointerdown', (event) => {
      for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
    });
    this.dark.addEventListener('change', () => this.update({ color: true }));
    addEventListener('beforeprint', () => fill($('print-map'), svgOf(this)));
    addEventListener('afterprint', () => fill($('print-map')));
  }

  rail(open) {
    document.body.classList.toggle('rail', open);
    $('open-filters').setAttribute('aria-expanded', String(open));
  }

  downloads() {
    const actions = {
      'save-png': async () => save(`${fileStem(this)}.png`, await pngOf(this)),
      'save-svg': () => save(`${fileStem(this)}.svg`, new Blob([svgText(this)], { type: 'image/svg+xml' })),
      'save-ties': () => save(`${fileStem(this)}-ties.csv`, csvBlob(tiesCsv(this))),
      'save-entities': () => save(`${fileStem(this)}-entities.csv`, csvBlob(entitiesCsv(this))),
      'save-quotes': async () => { await this.unpacked; save(`${fileStem(this)}-quotes.csv`, csvBlob(quotesCsv(this))); },
      'copy-link': () => navigator.clipboard?.writeText(location.href).then(() => this.say('Address copied'), () => this.say('Copy the address from the address bar')),
      'print': () => print(),
    };
    for (const [id, act] of Object.entries(actions)) {
      $(id).addEventListener('click', async () => {
        $('menu').open = false;
        await act();
      });
    }
  }

  tabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = VIEWS.indexOf(this.store.state.view);
    const view = VIEWS[(at + step + VIEWS.length) % VIEWS.length];
    this.store.set({ view }, true);
    $(`tab-${view}`).focus();
    event.preventDefault();
  }

  key(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing) {
      $('find').focus();
      event.preventDefault();
    } else if (event.key === 'Escape') {
      const menu = document.querySelector('details.menu[open]');
      if (menu) menu.open = false;
      else if (document.body.classList.contains('rail')) this.rail(false);
      else if (this.store.state.sel) this.select(null);
    }
  }

  /** `sel` in the address: n:<id> for an entity, t:<id>|<id> for a tie. */
  get chosen() {
    const text = this.store.state.sel;
    const ids = text.slice(2).split('|').map(safeDecode).map((id) => this.model.byId.get(id));
    if (text.startsWith('n:') && ids[0] !== undefined) return { node: ids[0] };
    if (text.startsWith('t:') && ids.length === 2 && !ids.includes(undefined)) return { pair: ids };
    return null;
  }

  select(sel, focus = false) {
    const id = (at) => encodeURIComponent(this.model.nodes[at].id);
    const text = !sel ? '' : sel.node !== undefined ? `n:${id(sel.node)}` : `t:${id(sel.pair[0])}|${id(sel.pair[1])}`;
    this.focusPanel = focus || !!sel;
    if (text !== this.store.state.sel) this.store.set({ sel: text }, true);
    if (sel?.node !== undefined && this.store.state.view === 'map') this.map.reveal(sel.node);
  }

  selectTie(at, focus) {
    const e = this.model.edges[at];
    this.select({ pair: [e.source, e.target] }, focus);
  }

  reset() {
    this.store.set({ ...FILTERS }, true);
  }

  update(change) {
    const { state } = this.store;
    const only = (...keys) => Object.keys(change).every((key) => keys.includes(key));
    if (only('cam')) return;
    if (!only('q', 'who', 'verbatim', 'sel', 'view')) this.refilter(state);
    this.tabs(state);
    if (!only('q', 'who', 'verbatim')) this.redraw(state, change);
    if (state.view === 'table') this.table.show();
    if (state.view === 'quotes') this.quotes.show(state);
  }

  refilter(state) {
    this.view = applyFilters(this.model, state);
    this.filters.show(state);
    this.timeline.show(this.view, state);
    const [n, e] = [this.model.nodes.length, this.model.edges.length];
    const all = this.view.nodes === n && this.view.edges === e;
    $('count').textContent = all ? `${plural(n, 'entity')}, ${plural(e, 'tie')}` : `${num(this.view.nodes)} of ${plural(n, 'entity')}, ${num(this.view.edges)} of ${plural(e, 'tie')} in view`;
    $('empty').hidden = this.view.nodes > 0;
  }

  redraw(state, change) {
    const sel = this.chosen;
    this.scene = buildScene(this.model, this.view, state, sel, this.theme, (e) => shownWeight(this.model, e, this.view));
    if (state.view === 'map') this.map.show(this.scene);
    if (change.everything && this.map.started && state.view === 'map') this.map.home(true);
    document.body.classList.toggle('chosen', !!sel);
    if ('view' in change && Object.keys(change).length === 1) return;
    this.panel.show(sel, this.details, this.focusPanel && 'sel' in change);
    this.focusPanel = false;
  }

  tabs(state) {
    for (const view of VIEWS) {
      const on = state.view === view;
      const tab = $(`tab-${view}`);
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      $(`view-${view}`).hidden = !on;
    }
  }

  unpack(details) {
    this.details = details || { evidence: [], quotes: [] };
    this.quotes.ready(this.details);
    if (this.chosen) this.panel.show(this.chosen, this.details, false);
    if (this.store.state.view === 'quotes') this.quotes.show(this.store.state);
  }

  say(text) {
    $('say').textContent = text;
  }
}

function safeDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Two frames on: what was asked for stands on the screen. */
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))));

async function start() {
  const app = new App(await loadGraph());
  app.unpacked = painted().then(async () => {
    performance.mark('drawn');
    document.documentElement.dataset.ready = 'drawn';
    await new Promise((done) => setTimeout(done, 30));
    app.unpack(await loadDetails());
  });
  await app.unpacked;
  performance.mark('unpacked');
  document.documentElement.dataset.ready = 'all';
}

start().catch((error) => {
  fill($('map'), h('p', { class: 'failed', role: 'alert' },
    typeof DecompressionStream === 'undefined' ? 'This browser is too old to unpack the graph: a version of 2023 or later can.' : `The graph could not be shown: ${error.message}`));
  document.documentElement.dataset.ready = 'failed';
  throw error;
});
