// Pieces that several views share: markers, bars, the card of a quotation or a sentence.

import { h, s, link, own } from './dom.js';
import { foundBy, longDay, NO_DAY, quoteKind, title } from './format.js';
import { corners, marker, nodeColor } from './style.js';

export function markerIcon(app, n, size = 12) {
  return shapeIcon(marker(n.kind), nodeColor(app.model, n, app.store.state.color, app.theme), n.listed, size);
}

export function shapeIcon(look, color, filled = true, size = 12) {
  const r = size / 2 - 1.6;
  const paint = { fill: filled ? color : 'none', stroke: color, 'stroke-width': 1.6, 'stroke-linejoin': 'round' };
  const svg = s('svg', { class: 'mark', width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, 'aria-hidden': 'true' });
  const fitted = { ...look, grow: Math.min(look.grow, 1.15) };
  svg.append(look.sides
    ? s('polygon', { points: corners(fitted, r).map((p) => p.map((v) => v.toFixed(2)).join(',')).join(' '), ...paint })
    : s('circle', { r, ...paint }));
  return svg;
}

export const bar = (share, color) =>
  h('span', { class: 'bar', 'aria-hidden': 'true', vars: { '--share': `${Math.max(2, share * 100)}%`, '--hue': color || 'var(--quiet)' } });

export function entityButton(app, n, props) {
  return h('button', { type: 'button', class: 'name', onclick: () => app.select({ node: n.index }, true), ...props },
    markerIcon(app, n), own(n.label));
}

/** Outlet, date and title of a document, the title leading to it. */
export function sourceLine(app, at) {
  const d = app.model.documents[at];
  if (!d) return h('span', { class: 'source' }, 'document not in this file');
  const outlet = d.source === null || d.source === undefined ? null : app.model.outlets[d.source];
  const parts = [];
  if (outlet) parts.push(own(outlet, 'span', { class: 'outlet' }));
  if (d.day !== NO_DAY) parts.push(h('time', { datetime: d.published }, longDay(d.day)));
  parts.push(h('span', { dir: 'auto', class: 'doc' }, link(d.url, d.title || d.id)));
  return h('span', { class: 'source' }, ...parts);
}

/** Text with the given words marked: whole words, longest first, what was searched for above all. */
export function marked(text, terms) {
  const spots = [];
  for (const [rank, { words, className }] of terms.entries()) {
    for (const word of words) {
      if (!word) continue;
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (whole(text, at, word.length)) spots.push({ at, end: at + word.length, className, rank: Math.min(rank, 1) * (className === 'named' ? 1 : 0) });
      }
    }
  }
  const kept = [];
  for (const spot of spots.sort((a, b) => a.rank - b.rank || b.end - b.at - (a.end - a.at) || a.at - b.at)) {
    if (!kept.some((k) => k.at < spot.end && spot.at < k.end)) kept.push(spot);
  }
  kept.sort((a, b) => a.at - b.at);
  const out = [];
  let done = 0;
  for (const { at, end, className } of kept) {
    out.push(text.slice(done, at), h('mark', { class: className }, text.slice(at, end)));
    done = end;
  }
  out.push(text.slice(done));
  return out;
}

const LETTER = /[\p{L}\p{N}]/u;
const whole = (text, at, length) => !LETTER.test(text[at - 1] || ' ') && !LETTER.test(text[at + length] || ' ');

export const spellings = (n) => [n.label, ...n.forms.map((f) => f[0])];

export function sentenceCard(app, item, terms) {
  return h('figure', { class: 'card sentence' },
    item.text ? h('blockquote', { dir: 'auto' }, marked(item.text, terms)) : withheld(),
    h('figcaption', {}, sourceLine(app, item.doc)));
}

const withheld = () => h('p', { class: 'withheld' }, 'The words are not in this file.');

export function quoteCard(app, q, { terms = [], speaker = true, text = '' } = {}) {
  const n = app.model.nodes[q.speaker];
  const words = text || q.text;
  const others = q.speakers.slice(1).map((at) => entityButton(app, app.model.nodes[at]));
  const who = n ? entityButton(app, n) : q.words ? h('span', { class: 'name unnamed' }, own(q.words)) : h('span', { class: 'name unnamed' }, 'speaker not found');
  const how = [quoteKind(q.kind), q.by && foundBy(q.by)].filter(Boolean);
  return h('figure', { class: `card quote ${q.kind === 'indirect' ? 'reported' : 'verbatim'}` },
    words ? h('blockquote', { dir: 'auto' }, marked(words, terms)) : withheld(),
    h('figcaption', {},
      h('span', { class: 'said' }, speaker && who, speaker && others, speaker && n && q.words && q.words !== n.label && h('span', { class: 'as' }, 'as ', own(`“${q.words}”`)),
        q.cue && h('span', { class: 'cue' }, own(q.cue))),
      sourceLine(app, q.doc),
      q.reports.length > 0 && h('span', { class: 'also' }, 'The same words in ', q.reports.slice(0, 4).map((d, i) => [i > 0 && '; ', sourceLine(app, d)]), q.reports.length > 4 && ` and ${q.reports.length - 4} more`),
      how.length > 0 && h('span', { class: 'how' }, title(how.join('; ')),
        q.rule && [' (rule ', h('code', {}, own(q.rule)), ')'], typeof q.score === 'number' && `; ${Math.round(q.score * 100)}% of such cases are right`)));
}

export function more(app, items, make, first = 5, label = 'Show all') {
  const box = h('div', { class: 'list' }, items.slice(0, first).map(make));
  if (items.length <= first) return box;
  const button = h('button', {
    type: 'button', class: 'plain more',
    onclick: () => {
      const next = items.slice(box.childElementCount - 1, box.childElementCount - 1 + 60);
      button.before(...next.map(make));
      if (box.childElementCount - 1 >= items.length) button.remove();
    },
  }, `${label} ${items.length}`);
  box.append(button);
  return box;
}
