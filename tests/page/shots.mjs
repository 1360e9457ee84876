// Screenshots to look at: node shots.mjs FOLDER [page.html]
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { launch, open, write } from './browser.mjs';
import { big } from './big.mjs';
import { pack } from './pack.mjs';
import { story } from './story.mjs';

const [out = 'shots', file] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const url = file ? pathToFileURL(file).href : write('story.html', pack(story()));
const browser = await launch();
const shots = [
  ['desk', 1440, 900, 'light', ''], ['desk-dark', 1440, 900, 'dark', '#sel=n%3Ap%253Abrandt'], ['entity', 1440, 900, 'light', '#sel=n%3Ap%253Aokafor'],
  ['tie', 1440, 900, 'light', '#sel=t%3Ap%253Aokafor%7Cp%253Abrandt'], ['table', 1440, 900, 'light', '#view=table'], ['quotes', 1440, 900, 'light', '#view=quotes&q=report'],
  ['tablet', 1024, 768, 'light', ''], ['tablet-dark', 1024, 768, 'dark', '#view=quotes'], ['phone', 390, 844, 'light', ''], ['phone-entity', 390, 844, 'dark', '#sel=n%3Ap%253Aokafor'],
  ['phone-table', 390, 844, 'light', '#view=table'], ['filtered', 1440, 900, 'light', '#rel=mentions&from=2031-03-10&to=2031-04-04'],
];
for (const [name, width, height, colorScheme, hash] of shots) {
  const { page, faults, context } = await open(browser, url + hash, { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${out}/${name}.png` });
  if (faults.length) console.log(name, faults);
  await context.close();
}
if (!file) {
  for (const [name, colorScheme] of [['big', 'light'], ['big-dark', 'dark']]) {
    const { page, faults, context } = await open(browser, write('big.html', pack(big())), { colorScheme });
    await page.waitForTimeout(900);
    await page.screenshot({ path: `${out}/${name}.png` });
    if (faults.length) console.log(name, faults);
    await context.close();
  }
}
await browser.close();
