// Chromium as the tests start it: headless, without a network, with or without WebGL.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = ({ webgl = true } = {}) => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
  args: [...QUIET, ...(webgl ? ['--enable-unsafe-swiftshader'] : ['--disable-3d-apis'])],
});

export const folder = mkdtempSync(join(tmpdir(), 'page-'));

export function write(name, html) {
  const path = join(folder, name);
  writeFileSync(path, html);
  return pathToFileURL(path).href;
}

/** A page that notes every error and every request that is not its own file. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  const plain = url.replace(/#.*/, '');
  page.on('console', (m) => (m.type() === 'error' || m.type() === 'warning') && !/GPU stall|GL Driver Message/.test(m.text()) && faults.push(`console: ${m.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('requestfailed', (q) => faults.push(`failed: ${q.url()}`));
  page.on('request', (q) => !q.url().startsWith(plain) && !/^(data|blob):/.test(q.url()) && faults.push(`request: ${q.url()}`));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('popup', (popup) => faults.push(`popup: ${popup.url()}`));
  await page.goto(url);
  await page.waitForFunction(() => ['all', 'failed'].includes(document.documentElement.dataset.ready));
  return { page, faults, context };
}
