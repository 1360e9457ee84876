// Builds dist/viewer.js and dist/viewer.css, or (--check) tells whether the committed ones are what the sources give.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const here = fileURLToPath(new URL('.', import.meta.url));
const common = { absWorkingDir: here, bundle: true, minify: true, write: false, charset: 'ascii', legalComments: 'none', logLevel: 'warning' };
const target = ['chrome111', 'firefox113', 'safari16.4'];

const js = await build({ ...common, entryPoints: ['js/main.js'], format: 'iife', target, define: { 'process.env.NODE_ENV': '"production"' } });
const css = await build({ ...common, entryPoints: ['viewer.css'], target });
const files = { 'viewer.js': text(js), 'viewer.css': text(css), 'LICENSES.txt': licences() };
files['SHA256SUMS'] = Object.entries(files).map(([name, body]) => `${createHash('sha256').update(body).digest('hex')}  ${name}\n`).join('');

function text(result) {
  const body = result.outputFiles[0].text.trimEnd();
  if (/<\/(script|style)/i.test(body) || body.includes('<!--')) throw new Error('the bundle would end its own element');
  return body + '\n';
}

/** The terms of everything that is inside the bundle. */
function licences() {
  const packages = ['sigma', 'graphology', 'graphology-utils', 'events'];
  return packages.map((name) => {
    const folder = join(here, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const file of ['LICENSE.txt', 'LICENSE', 'LICENSE.md']) {
      try {
        return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').replace(/\r/g, '').trim()}\n`;
      } catch { /* the next name */ }
    }
    throw new Error(`no licence text in ${name}`);
  }).join('\n----\n\n');
}

const dist = join(here, 'dist');
if (process.argv.includes('--check')) {
  const stale = Object.entries(files).filter(([name, body]) => readFileSync(join(dist, name), 'utf8') !== body).map(([name]) => name);
  if (stale.length) {
    console.error(`dist is not what the sources give: ${stale.join(', ')}. Run: npm ci && npm run build`);
    process.exit(1);
  }
  console.log('dist is what the sources give');
} else {
  mkdirSync(dist, { recursive: true });
  for (const [name, body] of Object.entries(files)) writeFileSync(join(dist, name), body);
  for (const [name, body] of Object.entries(files)) console.log(name, Buffer.byteLength(body));
}
