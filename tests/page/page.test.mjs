// The page in a real headless Chromium: what a reader does, with hands, keys and a screen reader.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { launch, open, write } from './browser.mjs';
import { hostile } from './hostile.mjs';
import { pack } from './pack.mjs';
import { story } from './story.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const made = story();
const { nodes, edges, documents } = made.graph;
const url = write('story.html', pack(made));
const node = (label) => nodes.findIndex((n) => n.label === label);
const entityHash = (id) => `#${new URLSearchParams({ sel: `n:${encodeURIComponent(id)}` })}`;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Opens, does, and wants no fault at the end. */
async function on(address, act, options = {}, which = browser) {
  const { page, faults, context } = await open(which, address, { reducedMotion: 'reduce', ...options });
  try {
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

const text = (page, selector) => page.locator(selector).first().textContent();
const panelTitle = (page) => text(page, '#panel h2');
const count = (page) => text(page, '#count');

/** Where an entity stands on the screen. */
async function spot(page, label) {
  const fallback = await page.evaluate(() => document.querySelector('#map').getBoundingClientRect().toJSON());
  const n = nodes[node(label)];
  const box = ['x', 'y'].map((k) => [Math.min(...nodes.map((m) => m[k])), Math.max(...nodes.map((m) => m[k]))]);
  const [left, right, top, bottom] = fallback.width < 600 ? [34, 34, 26, 40] : [64, 96, 44, 84];
  const k = Math.min((fallback.width - left - right) / (box[0][1] - box[0][0]), (fallback.height - top - bottom) / (box[1][1] - box[1][0]));
  const center = [(box[0][0] + box[0][1]) / 2 + (right - left) / 2 / k, (box[1][0] + box[1][1]) / 2 - (bottom - top) / 2 / k];
  return [fallback.x + fallback.width / 2 + (n.x - center[0]) * k, fallback.y + fallback.height / 2 - (n.y - center[1]) * k];
}

describe('reading', () => {
  test('the page says what it holds', () => on(url, async (page) => {
    assert.equal(await page.title(), made.graph.title);
    assert.equal(await count(page), `${nodes.length} entities, ${edges.length} ties`);
    assert.match(await text(page, '#dek'), new RegExp(`${edges.length} ties from ${documents.length} articles`));
    assert.match(await text(page, '#panel'), /Most quoted.*Strongest ties.*Communities.*How this was made/s);
  }));

  test('search finds by any spelling and opens with the keyboard', () => on(url, async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('halloran, ');
    assert.match(await text(page, '#found'), /No name/);
    await page.fill('#find', 'dot');
    assert.match(await text(page, '#found'), /Dora Quill.*spelt/);
    await page.fill('#find', 'ines');
    assert.equal(await page.getAttribute('#find', 'aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.equal(await panelTitle(page), 'Ines Okafor');
    assert.match(page.url(), /sel=n/);
    await page.keyboard.press('Escape');
    assert.equal(await panelTitle(page), 'At a glance');
  }));

  test('a click on an entity opens it: who, how spelt, what said, every tie with its evidence', () => on(url, async (page) => {
    await page.mouse.click(...await spot(page, 'Siobhan Halloran'));
    assert.equal(await panelTitle(page), 'Siobhan Halloran');
    const n = nodes[node('Siobhan Halloran')];
    assert.match(await text(page, '#panel .facts'), new RegExp(`Named ${n.mentions} times in ${n.documents} articles and quoted 3 times`));
    for (const [form] of n.forms) assert.match(await text(page, '.spelt'), new RegExp(form));
    assert.match(await text(page, '#panel'), /a wall of paper/);
    await page.locator('.tie-item', { hasText: 'Peregrine Whitlock' }).first().locator('summary').click();
    const card = page.locator('.tie-item[open] .card').first();
    assert.match(await card.locator('blockquote').textContent(), /Peregrine Whitlock’s report/);
    const caption = await card.locator('figcaption').textContent();
    for (const part of ['Siobhan Halloran', 'said', 'The Saltmere Courier', '29 April 2031', 'Council to vote again', 'Verbatim', 'cue-beside']) assert.ok(caption.includes(part), part);
    const a = card.locator('figcaption a');
    assert.equal(await a.getAttribute('href'), documents[13].url);
    assert.match(await a.getAttribute('rel'), /noreferrer/);
  }));

  test('a click on a tie opens its evidence', () => on(url, async (page) => {
    const [[x1, y1], [x2, y2]] = [await spot(page, 'Peregrine Whitlock'), await spot(page, 'University of Harrowgate')];
    await page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2);
    assert.equal(await panelTitle(page), 'Peregrine Whitlock & University of Harrowgate');
    const at = edges.findIndex((e) => e.source === node('Peregrine Whitlock') && e.target === node('University of Harrowgate'));
    assert.equal(await page.locator('.one-tie[data-relation="co_occurrence"] .card').count(), made.details.evidence[at].length);
    const map = await page.locator('#map').boundingBox();
    await page.mouse.click(map.x + 12, map.y + 12);
    assert.equal(await panelTitle(page), 'At a glance');
  }));

  test('who said what: full text, speaker, jump to the speaker', () => on(url, async (page) => {
    await page.click('#tab-quotes');
    assert.equal(await page.locator('.quote-list .card').count(), made.details.quotes.length);
    await page.fill('#quote-text', 'EELS shareholders');
    await page.waitForFunction(() => document.querySelectorAll('.quote-list .card').length === 1);
    assert.match(await text(page, '.quote-list'), /Jaan Tamm/);
    assert.match(await text(page, 'mark.hit'), /eels/);
    await page.fill('#quote-text', 'zeppelin');
    await page.waitForSelector('.nothing');
    await page.click('.nothing button');
    await page.check('#quote-verbatim');
    await page.waitForFunction((n) => document.querySelectorAll('.quote-list .card').length === n, made.details.quotes.filter((q) => q.kind !== 'indirect').length);
    assert.match(page.url(), /verbatim=1/);
    await page.uncheck('#quote-verbatim');
    await page.selectOption('#quote-who', { value: 'p:vance' });
    assert.equal(await page.locator('.quote-list .card').count(), 3);
    await page.locator('.quote-list button.name').first().click();
    assert.equal(await panelTitle(page), 'Leopold Vance');
  }));

  test('the table holds the same and sorts', () => on(url, async (page) => {
    await page.click('#tab-table');
    assert.equal(await page.locator('tbody tr').count(), nodes.length);
    await page.click('[data-column="quotes"]');
    assert.equal(await page.locator('th[aria-sort="descending"]').count(), 1);
    assert.match(await text(page, 'tbody tr'), /Ines Okafor/);
    await page.click('[data-column="label"]');
    assert.match(await text(page, 'tbody tr'), /Anton Petrov/);
    await page.locator('.switch button').nth(1).click();
    assert.equal(await page.locator('tbody tr').count(), edges.length);
    await page.locator('tbody tr').first().locator('td button.plain').click();
    assert.match(await panelTitle(page), /&/);
  }));
});

describe('filters', () => {
  test('relation, kind, weight, outlet and date narrow every view', () => on(url, async (page) => {
    const mentions = edges.filter((e) => e.relation === 0);
    for (const id of ['addresses', 'co_occurrence', 'quotes_with']) await page.uncheck(`[data-key="rel"][data-id="${id}"]`);
    assert.match(await count(page), new RegExp(`${mentions.length} of ${edges.length} ties`));
    await page.uncheck('[data-key="kind"][data-id="place"]');
    const noPlaces = mentions.filter((e) => nodes[e.source].kind !== 'place' && nodes[e.target].kind !== 'place');
    assert.match(await count(page), new RegExp(`${noPlaces.length} of ${edges.length} ties`));
    await page.click('.rail-head button');
    await page.locator('#weight').focus();
    await page.keyboard.press('ArrowRight');
    const strong = edges.filter((e) => e.weight >= 2);
    assert.match(await count(page), new RegExp(`${strong.length} of ${edges.length} ties`));
    assert.match(page.url(), /w=2/);
    await page.click('.rail-head button');
    for (const name of ['Estuary Post', 'Harrowgate Herald', 'The Saltmere Courier']) await page.uncheck(`[data-key="out"][data-id="${name}"]`);
    const radio = edges.filter((e) => e.seen.some((c) => c[1] === 3));
    assert.match(await count(page), new RegExp(`${radio.length} of ${edges.length} ties`));
    await page.click('#tab-table');
    await page.locator('.switch button').nth(1).click();
    assert.equal(await page.locator('tbody tr').count(), radio.length);
    await page.click('#tab-quotes');
    assert.equal(await page.locator('.quote-list .card').count(), made.details.quotes.filter((q) => documents[q.doc].source === 3).length);
  }));

  test('the timeline is dragged by hand and by keys', () => on(url, async (page) => {
    await page.locator('.track .to').focus();
    await page.keyboard.press('Home');
    const first = edges.filter((e) => e.seen.some(([day]) => day === Math.min(...edges.flatMap((x) => x.seen.map((c) => c[0])))));
    assert.match(await count(page), new RegExp(`${first.length} of ${edges.length} ties`));
    assert.equal(await text(page, '.range'), '3 March 2031');
    await page.locator('.track .to').evaluate((el) => { el.value = +el.min + 14; el.dispatchEvent(new Event('input')); });
    assert.equal(await text(page, '.range'), '3–17 March 2031');
    const bar = await page.locator('.window').boundingBox();
    await page.mouse.move(bar.x + bar.width / 2, bar.y + 20);
    await page.mouse.down();
    await page.mouse.move(bar.x + bar.width / 2 + 200, bar.y + 20, { steps: 6 });
    await page.mouse.up();
    const range = await text(page, '.range');
    assert.notEqual(range, '3–17 March 2031');
    assert.match(page.url(), /from=2031-03-\d\d&to=2031-0[34]-\d\d/);
    await page.click('.time-head button');
    assert.equal(await count(page), `${nodes.length} entities, ${edges.length} ties`);
  }));

  test('a community is shown alone', () => on(url, async (page) => {
    await page.locator('.groups button').first().click();
    assert.match(await count(page), /of 24 entities/);
    await page.locator('.groups button[aria-pressed="true"]').click();
    assert.equal(await count(page), `${nodes.length} entities, ${edges.length} ties`);
  }));

  test('nothing left is said, with a way out', () => on(`${url}#rel=`, async (page) => {
    assert.match(await text(page, '#panel'), /Nothing in view/);
    assert.equal(await page.locator('#empty').isVisible(), true);
    await page.click('#panel .button');
    assert.equal(await count(page), `${nodes.length} entities, ${edges.length} ties`);
  }));
});

describe('the address', () => {
  test('holds the view and brings it back', async () => {
    let shared = '';
    await on(url, async (page) => {
      await page.uncheck('[data-key="rel"][data-id="co_occurrence"]');
      await page.selectOption('#color-by', 'kind');
      await page.click('#zoom-in');
      await page.fill('#find', 'quill');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => /cam=/.test(location.hash));
      shared = page.url();
    });
    await on(shared, async (page) => {
      assert.equal(await panelTitle(page), 'Dora Quill');
      assert.equal(await page.isChecked('[data-key="rel"][data-id="co_occurrence"]'), false);
      assert.equal(await page.inputValue('#color-by'), 'kind');
      assert.equal(await page.evaluate(() => location.hash), new URL(shared).hash);
      await page.evaluate(() => { location.hash = '#view=quotes&q=firewood'; });
      await page.waitForFunction(() => document.querySelectorAll('.quote-list .card').length === 1);
      await page.goBack();
      await page.waitForFunction(() => !document.querySelector('#view-map').hidden);
      assert.equal(await panelTitle(page), 'Dora Quill');
    });
  });

  test('nonsense in it does no harm', () => on(`${url}#sel=n:%25zz&w=x&from=2031-99-99&cam=1,2&view=evil&kind=none&color=%3Cb%3E`, async (page) => {
    assert.match(await count(page), /0 of 24/);
  }));
});

describe('taking away', () => {
  async function saved(page, id) {
    await page.click('#menu summary');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(id)]);
    return { name: download.suggestedFilename(), body: readFileSync(await download.path()) };
  }

  test('PNG, SVG and CSV of what is in view', () => on(`${url}#rel=mentions`, async (page) => {
    const png = await saved(page, '#save-png');
    assert.match(png.name, /^the-saltmere-barrage.*\.png$/);
    assert.equal(png.body.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.body.length > 20000);
    const svg = (await saved(page, '#save-svg')).body.toString();
    const parsed = await page.evaluate((body) => {
      const doc = new DOMParser().parseFromString(body, 'image/svg+xml');
      return { fault: !!doc.querySelector('parsererror'), names: [...doc.querySelectorAll('circle > title, polygon > title')].map((t) => t.textContent), words: doc.documentElement.textContent };
    }, svg);
    assert.equal(parsed.fault, false);
    const shown = nodes.filter((_, i) => edges.some((e) => e.relation === 0 && (e.source === i || e.target === i)));
    assert.deepEqual(parsed.names.sort(), shown.map((n) => n.label).sort());
    assert.match(parsed.words, /The Saltmere barrage.*check the evidence/s);
    const ties = (await saved(page, '#save-ties')).body.toString().replace(/^\ufeff/, '').trim().split('\r\n');
    assert.equal(ties.length - 1, edges.filter((e) => e.relation === 0).length);
    assert.match(ties[0], /^Source,Target,Type,Kind,Weight/);
    assert.equal((await saved(page, '#save-entities')).body.toString().trim().split('\r\n').length - 1, shown.length);
    assert.equal((await saved(page, '#save-quotes')).body.toString().trim().split('\r\n').length - 1, made.details.quotes.length);
  }));

  test('print shows the drawing and the sidebar, not the controls', () => on(url, async (page) => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('#print-map > svg').isVisible(), true);
    assert.equal(await page.locator('#filters').isVisible(), false);
    assert.equal(await page.locator('#panel').isVisible(), true);
    assert.ok((await page.pdf()).length > 10000);
  }));
});

describe('keys alone', () => {
  test('from the top to a quote without a mouse', () => on(url, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'skip');
    await page.locator('#tab-map').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getAttribute('#tab-table', 'aria-selected'), 'true');
    await page.keyboard.press('ArrowLeft');
    await page.locator('#map').focus();
    await page.keyboard.press('ArrowRight');
    const first = await text(page, '#say');
    assert.match(first, /ties in view/);
    await page.keyboard.press('ArrowDown');
    const second = await text(page, '#say');
    assert.notEqual(first, second);
    await page.keyboard.press('Enter');
    const name = await panelTitle(page);
    assert.ok(second.startsWith(`${name},`));
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
    await page.keyboard.press('Escape');
    assert.equal(await panelTitle(page), 'At a glance');
    await page.locator('#map').focus();
    await page.keyboard.press('+');
    await page.waitForFunction(() => /cam=/.test(location.hash));
    await page.keyboard.press('0');
    await page.waitForFunction(() => !/cam=/.test(location.hash));
  }));

  test('Tab reaches everything and is never caught', () => on(url, async (page) => {
    const seen = new Set();
    for (let i = 0; i < 140; i += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => { const el = document.activeElement; return el === document.body ? 'body' : el.id || el.dataset.id || el.className || el.textContent.slice(0, 20); });
      seen.add(at);
      if (at === 'body' && i > 5) break;
    }
    for (const id of ['find', 'tab-map', 'map', 'zoom-fit', 'weight', 'from', 'to', 'size-by']) assert.ok(seen.has(id), id);
    assert.ok(seen.has('body'), 'focus leaves the page');
  }));
});

describe('accessibility', () => {
  const places = [['map', ''], ['entity', entityHash('p:okafor')], ['tie', '#sel=t%3Ap%253Aokafor%7Cp%253Abrandt'], ['table', '#view=table'], ['quotes', '#view=quotes&q=report'], ['empty', '#rel=']];
  const looks = [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }]];
  for (const [look, options] of looks) {
    for (const [place, hash] of places) {
      test(`axe finds nothing serious: ${place}, ${look}`, () => on(url + hash, async (page) => {
        if (place === 'entity') await page.locator('.tie-item summary').first().click();
        const { context } = { context: page.context() };
        const cdp = await context.newCDPSession(page);
        // past the page's own policy: the checker comes from outside
        await cdp.send('Runtime.evaluate', { expression: AXE });
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        const bad = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
        assert.deepEqual(bad, []);
        assert.ok(found.violations.length <= 1, found.violations.map((v) => v.id).join());
      }, options));
    }
  }

  test('a phone’s page does not scroll sideways', () => on(url + entityHash('p:okafor'), async (page) => {
    for (const view of ['map', 'table', 'quotes']) {
      await page.evaluate((v) => document.querySelector(`#tab-${v}`).click(), view);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, view);
    }
  }, { viewport: { width: 390, height: 844 } }));

  test('without JavaScript the page says so', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    assert.match(await text(page, 'noscript'), /24 entities and 96 ties/);
    await context.close();
  });
});

describe('hostile names and articles', () => {
  const bad = hostile();
  const hostileUrl = write('hostile.html', pack(bad));
  for (const [name, options] of [['with WebGL', { webgl: true }], ['without WebGL', { webgl: false }]]) {
    test(`run nothing and load nothing, ${name}`, async () => {
      const own = await launch(options);
      await on(options.webgl ? `${hostileUrl}#painter=webgl` : hostileUrl, async (page) => {
        assert.equal(await page.getAttribute('#map', 'data-painter'), options.webgl ? 'webgl' : 'canvas');
        assert.equal(await page.title(), bad.graph.title);
        assert.match(await count(page), new RegExp(`^${bad.graph.nodes.length} entities`));
        for (const n of bad.graph.nodes) {
          await page.evaluate((hash) => { location.hash = hash; }, entityHash(n.id));
          await page.waitForFunction((label) => document.querySelector('#panel h2').textContent === label, n.label);
          for (const summary of await page.locator('.tie-item summary').all()) await summary.click();
        }
        await page.fill('#find', '<');
        for (const view of ['quotes', 'table']) await page.click(`#tab-${view}`);
        await page.locator('.switch button').nth(1).click();
        await page.click('#tab-map');
        for (const id of ['#save-svg', '#save-png', '#save-ties']) {
          await page.click('#menu summary');
          await Promise.all([page.waitForEvent('download'), page.click(id)]);
        }
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        const strange = await page.evaluate(() => document.querySelectorAll('body script:not([type]), img, iframe, marquee, b b, svg[onload], [onerror], [onmouseover], embed, object').length);
        assert.equal(strange, 1, 'only the viewer’s own script');
        await page.evaluate(() => { location.hash = '#view=quotes'; });
        await page.waitForSelector('.quote-list a');
        for (const href of await page.locator('a').evaluateAll((list) => list.map((a) => a.getAttribute('href')))) assert.match(href, /^https?:\/\/ok\.example\//);
      }, {}, own);
      await own.close();
    });
  }

  test('the drawing of hostile names is sound XML without scripts', () => on(hostileUrl, async (page) => {
    await page.click('#menu summary');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-svg')]);
    const body = readFileSync(await download.path(), 'utf8');
    const found = await page.evaluate((t) => {
      const doc = new DOMParser().parseFromString(t, 'image/svg+xml');
      return [!!doc.querySelector('parsererror'), doc.querySelectorAll('script, foreignObject, image, a').length, doc.querySelectorAll('circle > title, polygon > title').length];
    }, body);
    assert.deepEqual(found, [false, 0, bad.graph.nodes.filter((n) => n.label).length]);
  }));

  test('the policy forbids every script but the viewer’s', () => on(url, async (page) => {
    const ran = await page.evaluate(() => {
      const s = document.createElement('script');
      s.textContent = 'window.injected = 1';
      document.body.append(s);
      return window.injected;
    }).catch(() => undefined);
    assert.equal(ran, undefined);
  }).catch((error) => assert.match(error.message, /Content Security Policy|violates the following/)));
});

describe('without WebGL', () => {
  let plain;
  before(async () => { plain = await launch({ webgl: false }); });
  after(() => plain.close());

  test('the map is drawn, clicked and exported all the same', () => on(url, async (page) => {
    assert.equal(await page.getAttribute('#map', 'data-painter'), 'canvas');
    const colours = await page.evaluate(() => {
      const c = document.querySelector('#map canvas:not(.over)');
      return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size;
    });
    assert.ok(colours > 50, `${colours} colours`);
    await page.mouse.click(...await spot(page, 'Siobhan Halloran'));
    assert.equal(await panelTitle(page), 'Siobhan Halloran');
    await page.click('#zoom-out');
  }, {}, plain));

  test('a processor that only emulates a card draws on the canvas', () => on(url, async (page) => {
    assert.equal(await page.getAttribute('#map', 'data-painter'), 'canvas');
    assert.ok(await page.evaluate(() => document.createElement('canvas').getContext('webgl2')), 'WebGL is there');
  }));

  test('with WebGL the card draws, and its loss is survived', () => on(`${url}#painter=webgl`, async (page) => {
    assert.equal(await page.getAttribute('#map', 'data-painter'), 'webgl');
    await page.evaluate(() => {
      const canvas = document.querySelector('.sigma-nodes');
      canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext();
    });
    await page.waitForFunction(() => document.querySelector('#map').dataset.painter === 'canvas');
    await page.mouse.click(...await spot(page, 'Siobhan Halloran'));
    assert.equal(await panelTitle(page), 'Siobhan Halloran');
  }));
});
