// The sidebar: the whole graph at a glance, one entity, or one tie with its evidence.

import { h, fill, own, $ } from './dom.js';
import { listed, measure, num, plural, relation, span, times, title, WEIGHTS } from './format.js';
import { bar, entityButton, markerIcon, more, quoteCard, sentenceCard, spellings } from './parts.js';
import { nodeColor } from './style.js';
import { shownWeight } from './filter.js';

export class Panel {
  constructor(app) {
    this.app = app;
    this.host = $('panel');
    this.body = $('panel-body');
  }

  show(sel, details, focus) {
    const { app } = this;
    this.host.classList.toggle('chosen', !!sel);
    const content = !sel ? overview(app) : sel.node !== undefined ? entity(app, app.model.nodes[sel.node], details) : tie(app, sel.pair, details);
    const close = sel && h('button', { type: 'button', class: 'close', 'aria-label': 'Close, back to the overview', onclick: () => app.select(null) }, '×');
    fill(this.body, close, content);
    if (!focus) return;
    this.host.scrollTop = 0;
    this.body.querySelector('h2')?.focus({ preventScroll: true });
  }
}

const heading = (...children) => h('h2', { tabindex: '-1' }, ...children);

function overview(app) {
  const { model, view } = app;
  const shown = model.nodes.filter((n) => view.node[n.index]);
  if (!shown.length) return emptyView(app);
  return [heading('At a glance'), mostQuoted(app, shown), strongest(app), groups(app), made(app)];
}

function emptyView(app) {
  return [heading('Nothing in view'),
    h('p', {}, app.model.nodes.length ? 'No entity passes all the filters at once.' : 'This graph is empty: no two entities were seen together under its settings.'),
    app.model.nodes.length > 0 && h('button', { type: 'button', class: 'button', onclick: () => app.reset() }, 'Reset the filters'), made(app)];
}

function mostQuoted(app, shown) {
  const key = shown.some((n) => n.quotes) ? 'quotes' : 'mentions';
  const top = shown.filter((n) => n[key] > 0).sort((a, b) => b[key] - a[key] || a.index - b.index).slice(0, 7);
  if (!top.length) return null;
  return h('section', {}, h('h3', {}, key === 'quotes' ? 'Most quoted' : 'Most named'),
    h('ol', { class: 'ranks' }, top.map((n) => h('li', {}, entityButton(app, n),
      bar(n[key] / top[0][key], nodeColor(app.model, n, app.store.state.color, app.theme)), h('b', {}, num(n[key]))))));
}

function strongest(app) {
  const { model, view } = app;
  const all = model.edges.filter((e) => view.edge[e.index]);
  // being quoted in one article is the weakest of ties: only where there is nothing else
  const told = all.filter((e) => e.rel !== 'quotes_with');
  const ties = (told.length ? told : all)
    .sort((a, b) => shownWeight(model, b, view) - shownWeight(model, a, view) || a.index - b.index).slice(0, 6);
  if (!ties.length) return null;
  return h('section', {}, h('h3', {}, 'Strongest ties'), h('ul', { class: 'ties' }, ties.map((e) => tieButton(app, e))));
}

export function tieButton(app, e) {
  const [a, b] = [app.model.nodes[e.source], app.model.nodes[e.target]];
  return h('li', {}, h('button', { type: 'button', class: 'tie', onclick: () => app.selectTie(e.index, true) },
    h('span', { class: 'pair' }, own(a.label), h('i', {}, ` ${relation(e.rel).out} `), own(b.label)),
    h('b', {}, measure(shownWeight(app.model, e, app.view)))));
}

function groups(app) {
  const list = app.model.communities;
  if (!list.length || app.store.state.color !== 'community') return null;
  const active = app.store.state.com;
  const item = (c) => {
    const on = active && active.includes(String(c.id));
    return h('li', {}, h('button', { type: 'button', class: 'group', 'aria-pressed': on ? 'true' : 'false', onclick: () => app.store.set({ com: on ? null : [String(c.id)] }, true) },
      h('span', { class: 'swatch', vars: { '--hue': app.theme.palette[c.rank] || app.theme.other } }),
      h('span', {}, h('b', {}, own(c.label)), c.members.length > 1 && h('span', { class: 'with' }, ' with ', listNames(c.members.slice(1, 4)), c.members.length > 4 && ` and ${c.members.length - 4} more`))));
  };
  return h('section', {}, h('h3', {}, 'Communities'),
    h('p', { class: 'note' }, 'Groups whose members are tied to each other more than to the rest. Choose one to see it alone.'),
    h('ul', { class: 'groups' }, list.slice(0, 8).map(item)), list.length > 8 && h('p', { class: 'note' }, `${plural(list.length - 8, 'smaller community')} in grey.`));
}

const listNames = (nodes) => nodes.map((n, i) => [i > 0 && ', ', own(n.label)]);

function made(app) {
  const { model } = app;
  return h('section', { class: 'made' }, h('h3', {}, 'How this was made'),
    h('dl', {}, model.options.map(([name, value]) => [h('dt', {}, own(name)), h('dd', {}, own(value))])),
    (model.notes || []).map((note) => h('p', { class: 'note' }, own(note))),
    h('p', { class: 'note' }, 'Found by rules in the articles, not confirmed by anyone. Open the evidence, and the article behind it, before you publish a tie.'),
    h('p', { class: 'note' }, `Made by ${model.generated_by}. This file works offline and asks nothing of any server.`));
}

function facts(n) {
  const out = [];
  if (n.mentions) out.push(`Named ${times(n.mentions)}${n.documents ? ` in ${plural(n.documents, 'article')}` : ''}`);
  if (n.quotes) out.push(`quoted ${times(n.quotes)}`);
  if (n.spoken_of) out.push(`spoken of in ${plural(n.spoken_of, 'quote')}`);
  return out.length ? `${listed(out)}.` : '';
}

function entity(app, n, details) {
  const color = nodeColor(app.model, n, app.store.state.color, app.theme);
  return [
    h('p', { class: 'kicker' }, markerIcon(app, n, 13), ` ${title(n.kind)} · ${n.listed ? 'in the gazetteer' : 'found in the text, in no gazetteer'}`),
    heading(own(n.label)),
    h('p', { class: 'facts' }, facts(n)),
    spelt(app, n), n.group && h('p', { class: 'note' }, h('span', { class: 'swatch', vars: { '--hue': color } }), ' In the community around ', own(n.group.label)),
    saying(app, n, details), tiesOf(app, n, details),
    h('p', { class: 'id' }, 'Identifier ', h('code', {}, own(n.id))),
  ];
}

function spelt(app, n) {
  if (!n.forms.length) return null;
  const item = ([form, count, outlets]) => h('li', {},
    own(form, 'span', { class: 'form' }), h('span', { class: 'count' }, `×${num(count)}`), where(app, outlets));
  return h('section', { class: 'spelt' }, h('h3', {}, 'Spelt'),
    h('ul', {}, n.forms.slice(0, FORMS).map(item)), n.forms.length > FORMS && h('p', { class: 'note' }, `and in ${num(n.forms.length - FORMS)} rarer ways`));
}

const FORMS = 12;

/** The outlets that spell it so, unless all of the file do. */
function where(app, outlets) {
  const names = (outlets || []).map((o) => app.model.outlets[o]);
  if (!names.length || app.model.outlets.length < 2) return null;
  const text = names.length === app.model.outlets.length ? 'all outlets' : names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : listed(names);
  return h('span', { class: 'where', dir: 'auto' }, text);
}

function saying(app, n, details) {
  if (!details) return n.quotes ? h('p', { class: 'note' }, 'Unpacking the quotes…') : null;
  const quotes = details.quotes.filter((q) => q.speakers.includes(n.index) && app.view.document(app.model.documents[q.doc]));
  if (!quotes.length) return null;
  // their own words before what others report of them
  quotes.sort((a, b) => (a.kind === 'indirect') - (b.kind === 'indirect') || a.index - b.index);
  return h('section', {}, h('h3', {}, 'Says'),
    more(app, quotes.slice(0, 3), (q) => quoteCard(app, q, { speaker: false, terms: said(app, q) }), 3),
    quotes.length > 3 && h('button', { type: 'button', class: 'plain', onclick: () => app.store.set({ view: 'quotes', who: n.id, q: '' }, true) }, `All ${num(quotes.length)} quotes`));
}

const said = (app, q) => [{ words: q.about.flatMap((i) => spellings(app.model.nodes[i])), className: 'named' }];

const ORDER = ['mentions', 'addresses', 'co_occurrence', 'quotes_with'];

function tiesOf(app, n, details) {
  const { model, view } = app;
  const groups = new Map();
  for (const at of n.edges) {
    const e = model.edges[at];
    if (!view.edge[at]) continue;
    const out = !e.directed || e.source === n.index;
    const key = `${e.rel} ${out ? 'out' : 'in'}`;
    if (!groups.has(key)) groups.set(key, { rel: e.rel, out, list: [] });
    groups.get(key).list.push(e);
  }
  const hidden = n.edges.length - [...groups.values()].reduce((sum, g) => sum + g.list.length, 0);
  const rank = (g) => (ORDER.indexOf(g.rel) + 9) % 9 * 2 + (g.out ? 0 : 1);
  const sections = [...groups.values()].sort((a, b) => rank(a) - rank(b) || (a.rel < b.rel ? -1 : 1)).map((g) => tieGroup(app, n, g, details));
  return [sections, !n.edges.length && h('p', { class: 'note' }, 'No tie to anyone else under the settings of this graph.'),
    hidden > 0 && h('p', { class: 'note' }, `${plural(hidden, 'tie')} outside the filters.`)];
}

function tieGroup(app, n, { rel, out, list }, details) {
  const weight = (e) => shownWeight(app.model, e, app.view);
  list.sort((a, b) => weight(b) - weight(a) || a.index - b.index);
  const words = relation(rel);
  return h('section', { class: 'tie-group' }, h('h3', {}, title(out ? words.out : words.in)),
    more(app, list, (e) => tieItem(app, n, e, weight(e) / weight(list[0]), details), 8));
}

function tieItem(app, n, e, share, details) {
  const other = app.model.nodes[e.source === n.index ? e.target : e.source];
  const box = h('div', { class: 'evidence' });
  const open = h('details', {
    class: 'tie-item',
    ontoggle: () => open.open && !box.childElementCount && fill(box, evidence(app, [e], details, 3),
      h('div', { class: 'jump' }, entityButton(app, other), h('button', { type: 'button', class: 'plain', onclick: () => app.selectTie(e.index, true) }, 'All about this tie'))),
  }, h('summary', {}, markerIcon(app, other), own(other.label), bar(share, e.directed ? (e.source === n.index ? 'var(--out)' : 'var(--in)') : null), h('b', {}, measure(shownWeight(app.model, e, app.view)))), box);
  return open;
}

/** What proves these ties, within the chosen days and outlets. */
function evidence(app, edges, details, first = 6) {
  if (app.model.evidence === 'none') return h('p', { class: 'note' }, 'This file was made without the sentences (--evidence none).');
  if (!details) return h('p', { class: 'note' }, 'Unpacking the evidence…');
  return edges.map((e) => {
    const all = details.evidence[e.index] || [];
    const items = all.filter((item) => app.view.document(app.model.documents[item.doc]));
    const [a, b] = [app.model.nodes[e.source], app.model.nodes[e.target]];
    const terms = [{ words: spellings(a), className: 'a' }, { words: spellings(b), className: 'b' }];
    const card = (item) => (details.quotes[item.quote]
      ? quoteCard(app, details.quotes[item.quote], { terms, text: item.text }) : sentenceCard(app, item, terms));
    return [more(app, items, card, first), left(e, all, items)];
  });
}

function left(e, all, items) {
  const notes = [];
  if (items.length < all.length) notes.push(`${plural(all.length - items.length, 'passage')} outside the chosen days or outlets.`);
  const whole = e.directed ? e.reports : e.count;
  if (all.length < whole) notes.push(`This file holds ${plural(all.length, 'passage')} of ${num(whole)}.`);
  if (!all.length) return h('p', { class: 'note' }, 'This file holds no passage for this tie.');
  return notes.length > 0 && h('p', { class: 'note' }, notes.join(' '));
}

function tie(app, [a, b], details) {
  const { model } = app;
  const edges = model.nodes[a].edges.map((at) => model.edges[at])
    .filter((e) => (e.source === a && e.target === b) || (e.source === b && e.target === a));
  return [
    h('p', { class: 'kicker' }, 'A tie and its evidence'),
    heading(h('button', { type: 'button', onclick: () => app.select({ node: a }, true) }, own(model.nodes[a].label)), h('span', { class: 'and' }, ' & '),
      h('button', { type: 'button', onclick: () => app.select({ node: b }, true) }, own(model.nodes[b].label))),
    edges.map((e) => oneTie(app, e, details)),
  ];
}

function oneTie(app, e, details) {
  const { model, view } = app;
  const [a, b] = [model.nodes[e.source], model.nodes[e.target]];
  const outlets = [...new Set(e.seen.map(([, outlet]) => outlet))].filter((o) => o !== null && o !== undefined).map((o) => model.outlets[o]);
  const when = span(e.first, e.last);
  const line = [`${title(times(e.count))} in ${plural(e.documents, 'article')}`, when && `, ${when}`, outlets.length > 0 && `; ${outlets.length > 3 ? plural(outlets.length, 'outlet') : listed(outlets)}`, '.'];
  return h('section', { class: 'one-tie', 'data-relation': e.rel },
    h('h3', {}, own(a.label), h('i', {}, ` ${relation(e.rel).out} `), own(b.label)),
    h('p', { class: 'facts' }, line, how(e), model.weight !== 'count' && ` ${title(WEIGHTS[model.weight] || model.weight)}: ${measure(e.weight)}.`),
    e.onlyIndirect && h('p', { class: 'note' }, 'Every report of it is indirect speech: nobody’s own words prove it.'),
    view.narrowed && h('p', { class: 'note' }, `${title(plural(view.count[e.index], 'article'))} in the chosen days and outlets.`),
    !view.edge[e.index] && h('p', { class: 'note' }, 'Not in view: the filters leave it out.'),
    evidence(app, [e], details));
}

/** How many of the reports are in the speaker's own words. */
function how(e) {
  const { reports, direct, mixed, indirect } = e;
  if (!reports) return null;
  const parts = [[direct, 'verbatim'], [mixed, 'partly verbatim'], [indirect, 'in indirect speech']].filter(([n]) => n).map(([n, w]) => `${num(n)} ${w}`);
  return ` ${title(plural(reports, 'report'))}: ${listed(parts)}.`;
}
