// The table: the same entities and ties as the map, for reading, sorting and screen readers.

import { h, fill, own, $ } from './dom.js';
import { dated, measure, num, relation, title, plural } from './format.js';
import { entityButton } from './parts.js';
import { shownWeight } from './filter.js';

const PAGE = 100;

export class Table {
  constructor(app) {
    this.app = app;
    this.host = $('table');
    this.what = 'entities';
    this.sort = { entities: ['mentions', -1], ties: ['count', -1] };
    this.shown = PAGE;
  }

  columns() {
    const { model, view } = this.app;
    if (this.what === 'entities') {
      return [
        { id: 'label', name: 'Name', value: (n) => n.label, cell: (n) => entityButton(this.app, n), head: true },
        { id: 'kind', name: 'Kind', value: (n) => n.kind, cell: (n) => title(n.kind), aside: true },
        { id: 'group', name: 'Community', value: (n) => (n.group ? n.group.label : ''), cell: (n) => n.group && own(n.group.label), aside: true },
        { id: 'mentions', name: 'Named', value: (n) => n.mentions, number: true },
        { id: 'quotes', name: 'Quoted', value: (n) => n.quotes, number: true },
        { id: 'spoken_of', name: 'Spoken of', value: (n) => n.spoken_of, number: true },
        { id: 'ties', name: 'Ties in view', value: (n) => view.degree[n.index], number: true },
        { id: 'documents', name: 'Articles', value: (n) => n.documents, number: true, aside: true },
      ];
    }
    const node = (at) => model.nodes[at];
    const columns = [
      { id: 'source', name: 'From', value: (e) => node(e.source).label, cell: (e) => entityButton(this.app, node(e.source)), head: true },
      { id: 'rel', name: 'Tie', value: (e) => e.rel, cell: (e) => h('button', { type: 'button', class: 'plain', 'aria-label': `${node(e.source).label} ${relation(e.rel).out} ${node(e.target).label}: evidence`, onclick: () => this.app.selectTie(e.index, true) }, relation(e.rel).out) },
      { id: 'target', name: 'To', value: (e) => node(e.target).label, cell: (e) => entityButton(this.app, node(e.target)) },
      { id: 'count', name: 'Times', value: (e) => e.count, number: true },
      { id: 'documents', name: view.narrowed ? 'Articles chosen' : 'Articles', value: (e) => view.count[e.index], number: true, aside: true },
      { id: 'first', name: 'First', value: (e) => dated(e.first), aside: true },
      { id: 'last', name: 'Last', value: (e) => dated(e.last), aside: true },
    ];
    if (model.weight !== 'count') columns.splice(3, 0, { id: 'weight', name: 'Weight', value: (e) => shownWeight(model, e, view), number: true });
    return columns;
  }

  rows(columns) {
    const { model, view } = this.app;
    const list = this.what === 'entities' ? model.nodes.filter((n) => view.node[n.index]) : model.edges.filter((e) => view.edge[e.index]);
    const [by, way] = this.sort[this.what];
    const column = columns.find((c) => c.id === by) || columns.find((c) => c.number);
    const compare = column.number ? (a, b) => column.value(a) - column.value(b) : (a, b) => collator.compare(column.value(a), column.value(b));
    return list.sort((a, b) => way * compare(a, b) || a.index - b.index);
  }

  show() {
    const columns = this.columns();
    const rows = this.rows(columns);
    const [by, way] = this.sort[this.what];
    const head = columns.map((c) => h('th', { scope: 'col', class: klass(c), 'aria-sort': c.id === by ? (way > 0 ? 'ascending' : 'descending') : null },
      h('button', { type: 'button', onclick: () => this.order(c), 'data-column': c.id }, c.name, h('span', { class: 'arrow', 'aria-hidden': 'true' }, c.id === by ? (way > 0 ? '▲' : '▼') : ''))));
    const body = rows.slice(0, this.shown).map((r) => h('tr', {}, columns.map((c) =>
      h(c.head ? 'th' : 'td', { scope: c.head ? 'row' : null, class: klass(c) }, c.cell ? c.cell(r) : c.number ? measure(c.value(r)) : c.value(r)))));
    const chosen = document.activeElement?.dataset?.column;
    fill(this.host, this.switch(), rows.length ? h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title(this.what) },
      h('table', {}, h('caption', {}, this.what === 'entities' ? 'Entities in view' : 'Ties in view'), h('thead', {}, h('tr', {}, head)), h('tbody', {}, body)),
      rows.length > this.shown && h('button', { type: 'button', class: 'button', onclick: () => { this.shown += 500; this.show(); } }, `Show more: ${num(rows.length - this.shown)} left`))
      : h('div', { class: 'nothing' }, h('h2', {}, `No ${this.what} in view`), h('p', {}, 'The filters leave nothing.'), h('button', { type: 'button', class: 'button', onclick: () => this.app.reset() }, 'Reset the filters')));
    if (chosen) this.host.querySelector(`[data-column="${chosen}"]`)?.focus();
  }

  switch() {
    const { view } = this.app;
    const option = (id, n) => h('button', {
      type: 'button', 'aria-pressed': this.what === id ? 'true' : 'false',
      onclick: () => { this.what = id; this.shown = PAGE; this.show(); this.host.querySelector('[aria-pressed="true"]').focus(); },
    }, plural(n, id === 'entities' ? 'entity' : 'tie'));
    return h('div', { class: 'switch', role: 'group', 'aria-label': 'Rows' }, option('entities', view.nodes), option('ties', view.edges));
  }

  order(c) {
    const [by, way] = this.sort[this.what];
    this.sort[this.what] = [c.id, by === c.id ? -way : c.number ? -1 : 1];
    this.show();
  }
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });
const klass = (c) => [c.number && 'number', c.aside && 'aside'].filter(Boolean).join(' ') || null;
