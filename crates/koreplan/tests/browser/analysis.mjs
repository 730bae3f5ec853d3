// The acts of the analysis of a docket, one function each: a file taken in, campaigns,
// topics, sentences under them. With script off, a page is loaded again until it says
// what is waited for; nothing here says how long that may take.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { until } from "./support.mjs";

// A shared file, where the data stand beside the project or further up; nothing where not.
export function shared(name) {
  for (let above = import.meta.dirname; above !== dirname(above); above = dirname(above)) {
    const file = join(above, "shared", "data", name);
    if (existsSync(file)) return file;
  }
  return undefined;
}

async function done(page) {
  await page.locator(".alert-success").first().waitFor();
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

// Chooses a file on the hearing's page for imports; then the page shows what it holds.
export async function chooseFile(page, hearing, file) {
  await page.goto(hearing);
  await page.getByRole("link", { name: "Indlæs høringssvar fra en fil" }).click();
  await page.locator("#files").setInputFiles([file]);
  await button(page, "Se på filen").click();
  await page.getByRole("heading", { name: "Det sker, hvis filen gemmes" }).waitFor();
}

export async function storeFile(page) {
  await button(page, "Gem høringssvarene").click();
  await done(page);
}

// Has the campaigns found; gives the addresses of the first of them.
export async function findCampaigns(page, base, smallest) {
  await page.goto(`${base}/topics`);
  await page.locator(".kp-doors").getByRole("link", { name: "Kampagner" }).click();
  await page.locator("#smallest").fill(smallest);
  await button(page, "Find kampagner").click();
  await until(page, `${base}/campaigns`, (page) => page.getByText("Senest samlet"));
  return page.$$eval("tbody a[href*='/campaigns/']", (all) =>
    all.map((link) => link.getAttribute("href")));
}

// Has the machine read everything and propose topics; gives the address of the proposals.
export async function searchTopics(page, base, wanted) {
  await page.goto(`${base}/topics`);
  await page.locator("#main").getByRole("link", { name: "Find emner" }).click();
  await page.locator("#wanted").fill(wanted);
  await button(page, "Find emner").click();
  await page.waitForURL(/topic-searches\/\d+/);
  const search = new URL(page.url()).pathname;
  await until(page, search, (page) => page.getByText("Klar til gennemsyn"));
  return search;
}

// The proposals on the page: id and name.
export function candidates(page) {
  return page.$$eval("li[id^=candidate-]", (all) => all.map((one) => ({
    id: one.id,
    name: one.querySelector("h2").firstChild.textContent.trim(),
  })));
}

async function decide(page, search, id) {
  await page.goto(search);
  const candidate = page.locator(`#${id}`);
  await candidate.locator("summary", { hasText: "Afgør forslaget" }).click();
  return candidate;
}

export async function keep(page, search, { id, name, area }) {
  const candidate = await decide(page, search, id);
  await candidate.getByLabel("Emnets navn").fill(name);
  await candidate.getByLabel("Område").selectOption({ label: area });
  await candidate.getByRole("button", { name: "Behold", exact: true }).click();
  await done(page);
}

export async function drop(page, search, id) {
  const candidate = await decide(page, search, id);
  await candidate.getByRole("button", { name: "Drop forslaget" }).click();
  await done(page);
}

export async function signOff(page, search) {
  await page.goto(search);
  await button(page, "Godkend emnerne").click();
  await done(page);
}

// Has the machine suggest sentences under the topics.
export async function suggestSentences(page, base) {
  await page.goto(`${base}/topics`);
  await button(page, "Foreslå sætninger").click();
  await done(page);
  await until(page, `${base}/topics`, (page) => page.getByText("Senest bestilt af"));
}

// Puts all suggestions from a strength on under their topic; gives how many there are.
export async function confirmFrom(page, base, title, strength) {
  await page.goto(`${base}/topics`);
  const topic = page.locator("#main .kp-list > li")
    .filter({ has: page.getByRole("link", { name: title, exact: true }) });
  await topic.getByRole("link", { name: "Foreslåede sætninger" }).click();
  await page.locator("#all summary").click();
  await page.locator("#strength").fill(strength);
  await button(page, "Bekræft dem alle").click();
  await done(page);
  const said = await page.getByRole("status").filter({ hasText: "er bekræftet" }).innerText();
  return Number(/([\d.]+) er bekræftet/.exec(said)[1].replace(".", ""));
}

// Goes through the queue from its first input to its last, past letters that only repeat
// a template, and notes each as read as the buttons of its pages do; gives how many there
// were.
export async function readQueue(page, base) {
  await page.goto(`${base}/reading/next?which=own`);
  const csrf = await page.locator("input[name=csrf]").first().inputValue();
  let here = page.url();
  let count = 0;
  for (;;) {
    const input = /\/reading\/\d+/.exec(here);
    if (!input) return count;
    const answer = await page.request.post(`${base}${input[0]}/reading`, {
      form: { csrf, which: "own" },
    });
    assert.equal(answer.status(), 200, here);
    here = answer.url();
    count += 1;
  }
}
