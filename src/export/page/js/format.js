// Numbers, dates and the words of the relations, as they are read on the page.

const NUMBER = new Intl.NumberFormat('en');
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const MS = 86400000;

export const NO_DAY = -1e9;

/** Days since 1970 of an RFC 3339 date or date-time; NO_DAY where there is none. */
export function dayOf(text) {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(text || '');
  if (!m) return NO_DAY;
  const ms = Date.UTC(+m[1], m[2] - 1, +m[3]);
  return Number.isFinite(ms) ? Math.round(ms / MS) : NO_DAY;
}

export const isoDay = (day) => new Date(day * MS).toISOString().slice(0, 10);
/** For tables: empty where there is no date. */
export const dated = (day) => (day === NO_DAY ? '' : isoDay(day));
export const longDay = (day) => DAY.format(day * MS);
export const shortDay = (day) => SHORT.format(day * MS);
export const monthDay = (day) => MONTH.format(day * MS);
export const dateOf = (day) => new Date(day * MS);

export function span(first, last) {
  if (first <= NO_DAY || last <= NO_DAY) return '';
  if (first === last) return longDay(first);
  const [a, b] = [dateOf(first), dateOf(last)];
  const sameYear = a.getUTCFullYear() === b.getUTCFullYear();
  if (sameYear && a.getUTCMonth() === b.getUTCMonth()) return `${a.getUTCDate()}–${longDay(last)}`;
  return `${sameYear ? DAY.format(a).replace(/ \d+$/, '') : longDay(first)} – ${longDay(last)}`;
}

export const num = (n) => NUMBER.format(n);

export function measure(x) {
  if (Number.isInteger(x)) return num(x);
  const size = Math.abs(x);
  return size >= 100 ? num(Math.round(x)) : x.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
}

const PLURALS = { person: 'people', entity: 'entities', community: 'communities', 'is': 'are' };
export const plural = (n, word) =>
  `${num(n)} ${n === 1 ? word : PLURALS[word] || `${word}s`}`;
export const times = (n) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${num(n)} times`);

export function listed(words) {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export const title = (word) => word.charAt(0).toUpperCase() + word.slice(1).replace(/_/g, ' ');

const KIND_PLURALS = {
  person: 'people', organisation: 'organisations', place: 'places', group: 'groups', work: 'works', event: 'events',
};
export const kinds = (kind) => KIND_PLURALS[kind] || `${kind}s`;

/** How each relation reads from its source, from its target, and as a filter's name. */
const RELATIONS = {
  mentions: { out: 'speaks of', in: 'is spoken of by', name: 'Speaks of', hint: 'a speaker’s words name the other' },
  addresses: { out: 'speaks to', in: 'is spoken to by', name: 'Speaks to', hint: 'told to the other' },
  co_occurrence: { out: 'appears with', in: 'appears with', name: 'Appears with', hint: 'named close together' },
  quotes_with: { out: 'is quoted alongside', in: 'is quoted alongside', name: 'Quoted alongside', hint: 'both quoted in one article' },
};
export const relation = (id) =>
  RELATIONS[id] || { out: title(id).toLowerCase(), in: title(id).toLowerCase(), name: title(id), hint: '' };

const KINDS_OF_QUOTE = {
  direct: 'verbatim', mixed: 'partly verbatim', indirect: 'reported, not verbatim', chant: 'chanted', sign: 'on a sign',
};
export const quoteKind = (kind) => KINDS_OF_QUOTE[kind] || kind;

const BY = {
  name: 'named beside the quote', pronoun: 'a pronoun resolved', nominal: 'described beside the quote',
  continuation: 'the quote goes on', conversation: 'the turn of the conversation',
};
export const foundBy = (by) => BY[by] || by;

export const WEIGHTS = {
  count: 'number of times', docs: 'number of articles', npmi: 'NPMI', g2: 'log-likelihood G²', jaccard: 'Jaccard index',
};
