// What the reader has chosen, kept in the address after the `#` so that a view can be shared.

import { dayOf, isoDay, NO_DAY } from './format.js';

export const DEFAULTS = {
  view: 'map', sel: '', rel: null, kind: null, out: null, com: null, w: null, from: null, to: null,
  q: '', who: '', color: 'community', size: 'mentions', cam: null, listed: false, verbatim: false, painter: 'auto',
};

const LISTS = ['rel', 'kind', 'out', 'com'];
const FLAGS = ['listed', 'verbatim'];
const WORDS = ['view', 'sel', 'q', 'who', 'color', 'size', 'painter'];

export function fromHash(hash) {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const state = { ...DEFAULTS };
  for (const key of WORDS) if (params.has(key)) state[key] = params.get(key);
  for (const key of LISTS) if (params.has(key)) state[key] = params.getAll(key).filter((v) => v !== '');
  if (params.has('w') && Number.isFinite(+params.get('w'))) state.w = +params.get('w');
  for (const key of ['from', 'to']) {
    const day = dayOf(params.get(key));
    if (day !== NO_DAY) state[key] = day;
  }
  for (const key of FLAGS) state[key] = params.get(key) === '1';
  const cam = (params.get('cam') || '').split(',').map(Number);
  if (cam.length === 3 && cam.every(Number.isFinite) && cam[2] > 0) state.cam = cam;
  if (!['map', 'table', 'quotes'].includes(state.view)) state.view = 'map';
  if (!['community', 'kind'].includes(state.color)) state.color = 'community';
  return state;
}

export function toHash(state) {
  const params = new URLSearchParams();
  for (const key of WORDS) if (state[key] !== DEFAULTS[key]) params.set(key, state[key]);
  for (const key of LISTS) {
    if (!state[key]) continue;
    if (!state[key].length) params.append(key, '');
    for (const value of state[key]) params.append(key, value);
  }
  if (state.w !== null) params.set('w', state.w);
  if (state.from !== null) params.set('from', isoDay(state.from));
  if (state.to !== null) params.set('to', isoDay(state.to));
  for (const key of FLAGS) if (state[key]) params.set(key, '1');
  if (state.cam) params.set('cam', state.cam.map((v) => +v.toPrecision(5)).join(','));
  const text = params.toString();
  return text ? `#${text}` : '#';
}

export class Store {
  constructor() {
    this.state = fromHash(location.hash);
    this.listeners = [];
    this.known = location.hash;
    addEventListener('hashchange', () => this.read());
  }

  /** Someone else changed the address: it counts. */
  read() {
    if (location.hash === this.known) return;
    this.known = location.hash;
    this.state = fromHash(location.hash);
    this.tell({ everything: true });
  }

  on(listener) {
    this.listeners.push(listener);
  }

  /** A choice that the Back button undoes is pushed, a slide of a slider replaced. */
  set(change, push = false) {
    this.read();
    this.state = { ...this.state, ...change };
    this.write(push);
    this.tell(change);
  }

  write(push) {
    const hash = toHash(this.state);
    if (hash === (location.hash || '#')) return;
    const base = location.href.replace(/#.*$/, '');
    try {
      history[push ? 'pushState' : 'replaceState'](null, '', base + hash);
    } catch {
      location.hash = hash;
    }
    this.known = location.hash;
  }

  tell(change) {
    for (const listener of this.listeners) listener(this.state, change);
  }
}

export const FILTERS = { rel: null, kind: null, out: null, com: null, w: null, from: null, to: null, listed: false };
export const filtered = (state) => Object.keys(FILTERS).some((key) => state[key] !== FILTERS[key]);
