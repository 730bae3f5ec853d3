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

// What axe-core finds wrong on the page, as readable lines.
export async function faults(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${page.url()} ${id}: ${node.target} ${node.failureSummary}`),
  );
}

// The addresses one can reach from `start`, one per kind of page.
export async function pages(page, start, most = 120) {
  const kinds = new Map();
  const waiting = [start];
  const kind = (path) =>
    path.replace(/receipts\/.*/, "receipts").replace(/[0-9a-f]{64}/, "#").replace(/\d+/g, "#");
  kinds.set(kind(start), start);
  while (waiting.length > 0 && kinds.size < most) {
    const path = waiting.shift();
    await page.goto(path);
    const links = await page.$$eval("a[href^='/']", (all) =>
      all.map((link) => link.getAttribute("href").split("#")[0]),
    );
    for (const link of links) {
      const lang = start.slice(0, 3);
      const known = kinds.has(kind(link));
      if (known || !link.startsWith(lang) || /[?&](from|q)=|sign-in/.test(link)) continue;
      // What is made for other programs is no page.
      if (/\.(atom|ics|svg)$|^\/data\//.test(link)) continue;
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
