// Reading a docket in a real browser: the queue shared out, read by keyboard, coded by two
// and written up; every page of it without a fault.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, person, startBrowser, startProduct, visitor, wide } from "../support.mjs";
import { CASE } from "../story.mjs";

const TEXTS = [
  "Send brevene digitalt. Behold biblioteket, hvor man kan få hjælp.",
  "Gør det enkelt for virksomhederne. Én indgang er nok.",
  "Vi vil have åbne data. Lad os få grunddata uden betaling.",
  "Digital post skal kunne læses af alle.",
];

let product;
let browser;

before(async () => {
  product = await startProduct();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  product?.stop();
});

const button = (page, name) => page.getByRole("button", { name, exact: true });

async function done(page) {
  await page.locator(".alert-success").waitFor();
}

async function docket() {
  const hanne = await visitor(browser, product);
  for (const text of TEXTS) {
    await hanne.goto(`${CASE}/hearings/external-actors/answer`);
    await hanne.getByLabel("Privatperson").check();
    await hanne.getByLabel("Navn", { exact: true }).fill("Hanne");
    await hanne.locator("#body").fill(text);
    await button(hanne, "Send høringssvar").click();
    await hanne.waitForURL(/receipts/);
  }
}

async function topic(eva, title) {
  await eva.goto(`${CASE}/topics`);
  await eva.locator("#new summary").click();
  await eva.locator("#title").fill(title);
  await eva.locator("#area").selectOption({ index: 1 });
  await button(eva, "Opret emnet").click();
  await done(eva);
}

test("a docket is shared out, read by keyboard, coded by two and written up", async () => {
  await docket();
  const bo = await person(browser, product, "Bo");
  const eva = await person(browser, product, "Eva");
  await topic(eva, "Digital post");
  await topic(eva, "Én indgang");

  await eva.goto(`${CASE}/reading`);
  await eva.locator("#share summary").click();
  await eva.locator("#share").getByLabel("Bo", { exact: true }).check();
  await eva.locator("#share").getByLabel("Eva", { exact: true }).check();
  await eva.locator("#share-due").fill("2010-09-20");
  await button(eva, "Fordel høringssvarene").click();
  await done(eva);

  // With script: down to the second sentence, tick, topic 2, under it, and on.
  const keys = await person(browser, product, "Bo", { javaScriptEnabled: true });
  await keys.goto(`${CASE}/reading/next?which=unread`);
  for (const key of ["j", "j", "x", "2", "t"]) await keys.keyboard.press(key);
  await keys.waitForURL(/reading\/2/);
  await keys.keyboard.press("m");
  await keys.waitForURL(/reading\/3/);
  await keys.keyboard.press("n");
  await keys.waitForURL(/reading\/4/);
  await keys.locator("#keys").uncheck();
  await keys.keyboard.press("m");
  await keys.reload();
  assert.equal(await keys.locator("#keys").isChecked(), false);
  assert.match(keys.url(), /reading\/4/, "a key did something after it was switched off");
  await eva.goto(`${CASE}/topics/2`);
  await eva.getByText("Behold biblioteket").first().waitFor();

  await eva.goto(`${CASE}/coding`);
  await eva.locator("#size").fill("3");
  await eva.getByLabel("Bo", { exact: true }).check();
  await eva.getByLabel("Eva", { exact: true }).check();
  await button(eva, "Træk stikprøven").click();
  await done(eva);
  for (const [page, last] of [[bo, "Digital post"], [eva, "Intet af emnerne"]]) {
    for (const [at, label] of ["Digital post", "Én indgang", last].entries()) {
      await page.goto(`${CASE}/coding/1/units/${at + 1}`);
      await page.getByLabel(label, { exact: true }).check();
      await button(page, "Gem, og gå videre").click();
    }
  }
  await eva.goto(`${CASE}/coding/1`);
  await eva.getByRole("heading", { name: "Én forskel" }).waitFor();

  await eva.goto(`${CASE}/analyses`);
  await eva.locator("#new summary").click();
  await eva.locator("#title").fill("Hvad borgerne siger");
  await eva.locator("#area").selectOption({ index: 1 });
  await button(eva, "Begynd analysen").click();
  await done(eva);
  await eva.goto(`${CASE}/analyses/1/findings/new?topic=2`);
  await eva.locator("#body").fill("Biblioteket er vigtigt.");
  await eva.locator("input[name=sentence]").first().check();
  await button(eva, "Gem fundet").click();
  await done(eva);

  const found = [];
  const reader = await person(browser, product, "Eva", { javaScriptEnabled: true });
  for (const page of ["topics", "topics/2", "reading", "reading/3", "reading/progress", "coding",
    "coding/1", "coding/1/units/1", "statistics", "analyses", "analyses/1",
    "analyses/1/findings/new"]) {
    await reader.setViewportSize({ width: 1280, height: 900 });
    await reader.goto(`${CASE}/${page}`);
    for (const fold of await reader.locator("details.details > summary").all()) await fold.click();
    found.push(...await faults(reader));
    await reader.setViewportSize({ width: 390, height: 844 });
    await wide(reader, found);
  }
  assert.deepEqual(found, []);
});
