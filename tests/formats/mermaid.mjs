// Draws the Mermaid export with Mermaid itself, in a real browser without a network.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules/mermaid/dist/mermaid.min.js");
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The drawing's nodes (their texts) and how many ties it has; throws where Mermaid refuses the text. */
export async function draw(text) {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, headless: true, args: quiet });
  try {
    const page = await browser.newPage();
    await page.setContent("<!doctype html><title>Mermaid</title><div id=host></div>");
    await page.addScriptTag({ path: script });
    return await page.evaluate(async (source) => {
      const { mermaid } = window;
      mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
      await mermaid.parse(source);
      const { svg } = await mermaid.render("drawn", source);
      const host = document.getElementById("host");
      host.innerHTML = svg;
      const texts = (selector) => [...host.querySelectorAll(selector)].map((e) => e.textContent.trim());
      return {
        nodes: texts("g.node"),
        ties: host.querySelectorAll("g.edgePaths path").length,
        hostile: host.querySelectorAll("script, img, iframe, a[href^='javascript'], [onerror], [onload]").length + (window.hacked ? 1 : 0),
      };
    }, text);
  } finally {
    await browser.close();
  }
}
