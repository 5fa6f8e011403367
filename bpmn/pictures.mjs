// Renders every model to ../docs/pictures/<model>.svg in a headless Chromium: node pictures.mjs [path of Chromium]
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const pictures = join(here, '../docs/pictures');
const viewer = join(here, 'node_modules/bpmn-js/dist/bpmn-viewer.production.min.js');

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  await page.setContent('<div id="canvas" style="width:2400px;height:1200px"></div>');
  await page.addScriptTag({ path: viewer });
  mkdirSync(pictures, { recursive: true });
  for (const file of readdirSync(here).filter((name) => name.endsWith('.bpmn'))) {
    const model = readFileSync(join(here, file), 'utf8');
    const svg = await page.evaluate(async (xml) => {
      const bpmn = new window.BpmnJS({ container: '#canvas' });
      await bpmn.importXML(xml);
      const result = await bpmn.saveSVG();
      bpmn.destroy();
      return result.svg;
    }, model);
    // element ids of the drawing are random: without them, the same model gives the same bytes
    const ids = new Map();
    const stable = svg.replace(/(?<=#|id=")(marker|djs-grid-pattern)-[A-Za-z0-9-]+/g, (id, kind) => {
      if (!ids.has(id)) ids.set(id, `${kind}-${ids.size}`);
      return ids.get(id);
    });
    const padded = stable.replace(
      /width="([\d.]+)" height="([\d.]+)" viewBox="([-\d.]+) ([-\d.]+) [\d.]+ [\d.]+"/,
      (_, w, h, x, y) => `width="${+w + 20}" height="${+h + 20}" viewBox="${x - 10} ${y - 10} ${+w + 20} ${+h + 20}"`
    );
    writeFileSync(join(pictures, file.replace('.bpmn', '.svg')), padded.trimEnd() + `\n<!-- model ${createHash('sha256').update(model).digest('hex')} -->\n`);
    console.log(file);
  }
} finally {
  await browser.close();
}
