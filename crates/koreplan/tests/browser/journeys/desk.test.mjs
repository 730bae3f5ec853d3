// The secretariat's desk by keyboard alone: every row is reached in the order it is read,
// the one with the focus is seen, and Enter leads to the act that clears it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, person, startBrowser, startProduct, visitor } from "../support.mjs";
import { CASE } from "../story.mjs";

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

const ended = (page) => page.locator(".alert-success").waitFor();

// A day with work on it: a letter, a late task, a meeting without papers.
async function work() {
  const hanne = await visitor(browser, product);
  await hanne.goto(`${CASE}/hearings/external-actors/answer`);
  await hanne.getByLabel("Privatperson").check();
  await hanne.getByLabel("Navn", { exact: true }).fill("Hanne");
  await hanne.locator("#body").fill("Send brevene digitalt.");
  await hanne.locator("form").filter({ has: hanne.locator("#body") })
    .getByRole("button", { name: "Send høringssvar" }).click();
  await hanne.waitForURL(/receipts/);
  const bo = await person(browser, product, "Bo");
  await bo.goto(`${CASE}/tasks/new`);
  await bo.locator("#title").fill("Ring til KL");
  await bo.locator("#holder").selectOption({ label: "Bo" });
  await bo.locator("#due").fill("2010-09-07");
  await bo.locator("#main form button").last().click();
  await ended(bo);
  await bo.goto(`${CASE}/meetings/new?kind=body`);
  await bo.locator("#body").selectOption({ label: "Styregruppen for strategien" });
  await bo.locator("#title").fill("Styregruppens 1. møde");
  await bo.locator("#place").fill("Finansministeriet");
  await bo.locator("#day").fill("2010-09-15");
  await bo.locator("#time").fill("13:00");
  await bo.locator("#main form button").click();
  await ended(bo);
  await hanne.goto("/da/demo/clock");
  await hanne.getByLabel("Dato").fill("2010-09-08");
  await hanne.locator("#main form button").click();
  await bo.context().close();
}

// What has the focus: where it leads, its words, and whether one can see that it has it.
const focused = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const seen = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    const within = one.closest("#main") !== null;
    return { href: one.getAttribute("href"), tag: one.tagName, within, seen };
  });

for (const [lang, name] of [["da", "Danish"], ["en", "English"]]) {
  test(`Bo works through his desk in ${name} without a mouse`, async () => {
    if (lang === "da") await work();
    const page = await person(browser, product, "Bo", { javaScriptEnabled: true });
    const desk = `${CASE.replace("/da", `/${lang}`)}/desk`;
    await page.goto(desk);
    assert.deepEqual(await faults(page), []);
    const links = await page.$$eval("#main a[href]", (all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute("href")));
    assert.ok(links.length >= 4, `only ${links} on the desk`);

    const met = [];
    for (let presses = 0; presses < 150; presses += 1) {
      await page.keyboard.press("Tab");
      const now = await focused(page);
      if (now.tag === "BODY") break;
      if (!now.within) continue;
      assert.ok(now.seen, `nobody sees that ${now.href ?? now.tag} has the focus`);
      if (now.href) met.push(now.href);
    }
    assert.deepEqual(met, links, "the keyboard goes another way than the eye");

    // The filter, by keyboard: only what is mine.
    await page.goto(desk);
    await page.locator("form.kp-filter input[type=radio]").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/whose=/);
    assert.equal((await page.locator("#main a[href*='/tasks/']").count()) > 0, true);

    // Enter leads to the act, and the act clears the row.
    const task = page.locator("#main a[href*='/tasks/']").first();
    await task.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/tasks\/\d+/);
    if (lang === "en") {
      await page.locator("form[action$=done] button").focus();
      await page.keyboard.press("Enter");
      await ended(page);
      await page.goto(desk);
      assert.equal(await page.locator("#main").getByText("Ring til KL").count(), 0);
    }
    await page.context().close();
  });
}
