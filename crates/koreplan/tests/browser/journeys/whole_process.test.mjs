// The whole way in a real browser, and every page checked before and after it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, pages, person, startBrowser, startProduct, visitor } from "../support.mjs";
import { CASE, walk } from "../story.mjs";

let product;
let browser;
// The address of a receipt, once there is one.
let sent;

before(async () => {
  product = await startProduct();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  product?.stop();
});

// Runs axe-core on every kind of page a person can reach, in both languages.
async function checkAll(names, more = []) {
  const found = [];
  let count = 0;
  for (const name of names) {
    const script = { javaScriptEnabled: true };
    const page = name
      ? await person(browser, product, name, script)
      : await visitor(browser, product, script);
    for (const lang of ["/da", "/en"]) {
      const look = async () => found.push(...(await faults(page)));
      count += (await pages(page, CASE.replace("/da", lang), look)).length;
    }
    for (const path of ["/da", "/da/sign-in", "/da/demo/clock", `${CASE}/nowhere`,
      `${CASE}/hearings/external-actors/letters/new`, `${CASE}/inputs?q=findes-ikke`,
      `${CASE}/search?q=digital`, `${CASE}/search?q=${"ord+".repeat(99)}`,
      "/da/check-receipt", "/en/check-receipt", ...more]) {
      await page.goto(path);
      found.push(...(await faults(page)));
      count += 1;
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
  return count;
}

test("no page of an empty case keeps anybody out", async () => {
  assert.ok((await checkAll([null, "Astrid"])) > 60);
});

test("the strategy goes from first input to first status report with script off", async () => {
  const { receipt } = await walk(browser, product);
  sent = new URL(receipt).pathname;
});

test("no page of a full case keeps anybody out", async () => {
  const own = [sent, `${sent}/correction`].flatMap((path) => [path, path.replace("/da", "/en")]);
  assert.ok((await checkAll([null, "Astrid", "Jan"], own)) > 120);
});

test("a form that comes back marks its faults for everybody", async () => {
  const page = await visitor(browser, product, { javaScriptEnabled: true });
  await page.goto(`${CASE}/hearings/external-actors/answer`);
  await page.locator("form[action$=inputs] button.button-primary").click();
  await page.locator("#faults").waitFor();
  assert.deepEqual(await faults(page), []);
  await page.locator("a[href='#name']").click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "name");
});

test("the timetable is reached by keyboard and the map's stations are links", async () => {
  const page = await visitor(browser, product, { javaScriptEnabled: true });
  await page.goto(CASE);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
  const stations = await page.locator("svg.kp-map a").count();
  assert.equal(stations, 10);
});

test("a phone gets the line down the page and never scrolls sideways", async () => {
  const phone = { viewport: { width: 375, height: 800 }, javaScriptEnabled: true };
  const page = await visitor(browser, product, phone);
  for (const path of [CASE, `${CASE}/hearings/external-actors`,
    `${CASE}/hearings/external-actors/answer`, `${CASE}/versions/2`,
    `${CASE}/initiatives`]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 375, `${path} is ${wide} wide`);
  }
  await page.goto(CASE);
  assert.ok(await page.locator(".kp-stops").isVisible());
});
