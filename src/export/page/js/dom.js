// The page's only way to make elements: text goes in as text nodes, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

function build(el, props, children) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) el.addEventListener(key.slice(2), value);
    else if (key === 'class') el.setAttribute('class', value);
    else if (key === 'vars') for (const [name, v] of Object.entries(value)) el.style.setProperty(name, v);
    else if (key in DIRECT) el[key] = value;
    else el.setAttribute(key, value === true ? '' : String(value));
  }
  add(el, children);
  return el;
}

const DIRECT = { value: 1, checked: 1, disabled: 1, hidden: 1, tabIndex: 1, open: 1 };

export function add(el, children) {
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false) continue;
    el.append(child instanceof Node ? child : String(child));
  }
  return el;
}

export const h = (tag, props, ...children) => build(document.createElement(tag), props, children);
export const s = (tag, props, ...children) =>
  build(document.createElementNS(SVG, tag), props, children);

export const $ = (id) => document.getElementById(id);

export function fill(el, ...children) {
  el.replaceChildren();
  return add(el, children);
}

/** A name or a sentence from the data: isolated, so that its writing direction stays its own. */
export const own = (text, tag = 'bdi', props) => h(tag, { dir: 'auto', ...props }, text);

/** A link only where it leads to the web, and without telling from where one came. */
export function link(url, ...children) {
  const safe = webAddress(url);
  if (!safe) return h('span', {}, ...children);
  return h('a', { href: safe, rel: 'noreferrer noopener', target: '_blank' }, ...children);
}

export function webAddress(url) {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url)) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null;
  } catch {
    return null;
  }
}

export function debounce(ms, f) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...args), ms);
  };
}
