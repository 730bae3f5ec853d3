// The product on a fresh folder, and people with a real browser.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run",
];

// Starts a demonstration and gives its address and the way to stop it.
export async function startProduct(...words) {
  const folder = mkdtempSync(join(tmpdir(), "koreplan-browser-"));
  const product = spawn(
    process.env.KOREPLAN,
    ["demo", "--data", folder, "--listen", "127.0.0.1:0", ...words],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const base = await new Promise((resolve, reject) => {
    product.once("exit", (code) => reject(new Error(`the product stopped: ${code}`)));
    product.stdout.on("data", (text) => {
      const found = /http:\/\/[^/\s]+/.exec(String(text));
      if (found) resolve(found[0]);
    });
  });
  return {
    base,
    stop() {
      product.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
}

// Somebody with a window of their own. Forms are used with script off.
export async function visitor(browser, product, options = {}) {
  const context = await browser.newContext({
    baseURL: product.base,
    javaScriptEnabled: false,
    locale: "da-DK",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

// A named person, signed in from the list of a demonstration.
export async function person(browser, product, name, options) {
  const page = await visitor(browser, product, options);
  await page.goto("/da/sign-in");
  const entry = page.locator(".kp-people li").filter({
    has: page.locator("strong", { hasText: new RegExp(`^${name}$`) }),
  });
  await entry.getByRole("button").click();
  return page;
}

// Loads a page until what is awaited stands on it: the machine works in the background,
// and the public's pages follow a moment after the act.
export async function until(page, address, awaited) {
  for (;;) {
    const answer = await page.goto(address);
    if (answer.status() !== 200) throw new Error(`${address}: ${answer.status()}`);
    if ((await awaited(page).count()) > 0) return;
    await page.waitForTimeout(1_000);
  }
}

// What axe-core finds wrong on the page, as readable lines.
export async function faults(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${page.url()} ${id}: ${node.target} ${node.failureSummary}`),
  );
}

// The addresses one can reach from `start`, one per kind of page; `look` is told of each
// while it is open.
export async function pages(page, start, look = async () => {}, most = 120) {
  const kinds = new Map();
  const waiting = [start];
  const kind = (path) =>
    path.replace(/receipts\/.*/, "receipts").replace(/bodies\/(?!new)[a-z-]+/, "bodies/#").replace(/[0-9a-f]{64}/, "#").replace(/\d+/g, "#");
  kinds.set(kind(start), start);
  while (waiting.length > 0) {
    const path = waiting.shift();
    const answer = await page.goto(path);
    if (answer.status() >= 400) throw new Error(`a link leads nowhere: ${path}`);
    await look();
    if (kinds.size >= most) continue;
    const links = await page.$$eval("a[href^='/']:not([download], [href*='/attachments/'])", (all) =>
      all.map((link) => link.getAttribute("href").split("#")[0]),
    );
    for (const link of links) {
      const lang = start.slice(0, 3);
      const known = kinds.has(kind(link));
      if (known || !link.startsWith(lang) || /[?&](from|q)=|sign-in/.test(link)) continue;
      // A demonstration shows everybody's mail: what it leads to may be for its receiver.
      const ofOne = /\/(briefs|tasks|written-procedures)\//;
      if (/\/mailbox$/.test(path) && ofOne.test(link)) continue;
      // What is made for other programs is no page.
      if (/\.(atom|ics|svg|csv|json|docx|pdf)$|^\/data\//.test(link)) continue;
      // One step, hearing or item of a kind stands for its sisters.
      if (/steps\/|hearings\//.test(link) && [...kinds.keys()].filter((k) =>
        k.split("/").slice(0, 4).join() === kind(link).split("/").slice(0, 4).join()).length > 2) {
        continue;
      }
      kinds.set(kind(link), link);
      waiting.push(link);
    }
  }
  return [...kinds.values()];
}

// A small PDF as a program would write it, for a form's field.
export function file(name, mimeType, drawing = "(Bilag) Tj") {
  const stream = `BT /F1 12 Tf 72 700 Td ${drawing} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      + "/Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${places.join("")}`
    + `trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType, buffer: Buffer.from(text, "latin1") };
}

// The page is no wider than its window; else it is told in `found`, or the test fails.
export async function wide(page, found) {
  const [is, may] = await page.evaluate(() => [
    document.documentElement.scrollWidth, document.documentElement.clientWidth,
  ]);
  if (is <= may) return;
  const said = `${page.url()} is ${is} wide`;
  if (!found) throw new Error(said);
  found.push(said);
}
