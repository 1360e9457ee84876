// Puts data into the page as src/export/html.rs does, so that the viewer can be tested on any data.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const page = new URL('../../src/export/page/', import.meta.url);
const read = (name) => readFileSync(new URL(name, page), 'utf8');
const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const block = (data) => gzipSync(JSON.stringify(data), { level: 9 }).toString('base64');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export function pack({ graph, details }) {
  const [viewer, style] = [read('dist/viewer.js'), read('dist/viewer.css')];
  const csp = `default-src 'none'; script-src ${hash(viewer)}; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const parts = {
    csp, viewer, style, title: escape(graph.title), generator: escape(graph.generated_by),
    summary: `${graph.nodes.length} entities and ${graph.edges.length} ties.`, graph: block(graph), details: block(details),
  };
  return read('template.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}
