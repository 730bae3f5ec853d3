// The secretariat makes a hearing and people answer by mail, on a phone with script off;
// and every page on the way is checked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, person, startBrowser, startProduct, visitor } from "../support.mjs";
import { CASE } from "../story.mjs";

const PHONE = { viewport: { width: 375, height: 800 } };
const HEARING = `${CASE}/hearings/aabne-data`;

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

// Fills in fields by their names and sends the form they stand in.
async function send(page, values, button) {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="${name}"]:visible`).first();
    if (value === true) await field.check();
    else if (await field.evaluate((it) => it.tagName === "SELECT")) {
      await field.selectOption(value);
    } else await field.fill(value);
  }
  await page.getByRole("button", { name: button, exact: true }).first().click();
}

// The first link of that kind in the mailbox.
async function mailed(page, kind) {
  await page.goto("/da/mailbox");
  return page.locator(`a[href*="/${kind}/"]`).first().getAttribute("href");
}

test("a hearing is made, sent out, answered and confirmed on a phone without script", async () => {
  const astrid = await person(browser, product, "Astrid", PHONE);
  await astrid.goto(`${CASE}/hearings`);
  await astrid.getByRole("link", { name: "Opret en høring" }).click();
  await send(astrid, {
    title_da: "Åbne data", title_en: "Open data",
    intro_da: "Hvilke data skal være åbne?", intro_en: "Which data should be open?",
    opens: "2010-09-06", opens_time: "09:00", deadline: "2010-10-15", deadline_time: "23:59",
    case_number: "2010-4711", officer: "Bo", contact: "bo@fm.example",
  }, "Opret kladden");
  await astrid.getByText("Tilføj et spørgsmål").first().click();
  await send(astrid, { question_da: "Hvilke data?", question_en: "Which data?" },
    "Tilføj et spørgsmål");
  await astrid.getByText("Tilføj materiale").first().click();
  await send(astrid, { title: "Udkast", link: "https://eksempel.dk/udkast" }, "Tilføj materiale");
  await astrid.getByRole("link", { name: "Se og ret listen" }).click();
  await astrid.getByText("Tilføj til listen").first().click();
  await send(astrid, { kind: "organisation", list: "KL;kl@kl.example\nÆldre Sagen" },
    "Tilføj til listen");
  await astrid.goto(`${HEARING}/preparation`);
  await send(astrid, {}, "Offentliggør høringen");
  await astrid.goto(`${HEARING}/parties`);
  await send(astrid, {}, "Send invitationer");

  const hanne = await visitor(browser, product, PHONE);
  await hanne.goto(`${HEARING}/answer`);
  await hanne.locator("input[name=sender_kind]").first().check();
  await send(hanne, { name: "Hanne", email: "hanne@eksempel.dk", body: "Alle data." },
    "Send høringssvar");
  await hanne.getByText("sendt en mail til hanne@eksempel.dk").waitFor();
  await hanne.goto(await mailed(hanne, "confirmations"));
  await send(hanne, {}, "Ja, jeg har sendt det");
  await hanne.getByText("Det er bekræftet").waitFor();
  await hanne.getByRole("link", { name: "Få besked på mail" }).click();
  await send(hanne, { email: "hanne@eksempel.dk" }, "Send mig en mail");
  await hanne.goto(await mailed(hanne, "subscriptions"));
  await send(hanne, {}, "Ja, send mig beskeder");
  await hanne.getByText("Du får disse beskeder").waitFor();
});

test("no page of a hearing or of mail keeps anybody out, and none is wider than a phone", async () => {
  const found = [];
  const check = async (page, path) => {
    await page.goto(path);
    found.push(...(await faults(page)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 375) found.push(`${path} is ${wide} wide`);
  };
  const script = { ...PHONE, javaScriptEnabled: true };
  const astrid = await person(browser, product, "Astrid", script);
  const kim = await person(browser, product, "Kim", script);
  const hanne = await visitor(browser, product, script);
  const links = [];
  for (const kind of ["confirmations", "disownings", "subscriptions"]) {
    links.push((await mailed(hanne, kind)).slice(3));
  }
  for (const lang of ["/da", "/en"]) {
    const hearing = HEARING.replace("/da", lang);
    for (const part of ["", "/preparation", "/letter", "/parties"]) {
      await check(astrid, hearing + part);
    }
    await check(astrid, `${CASE.replace("/da", lang)}/hearings/new`);
    await check(kim, `${lang}/mail`);
    for (const path of [hearing, `${hearing}/letter`, `${hearing}/parties`, `${lang}/mailbox`,
      `${CASE.replace("/da", lang)}/subscriptions/new`,
      `${CASE.replace("/da", lang)}/subscriptions/sent`,
      `${CASE.replace("/da", lang)}/unsubscriptions/${"0".repeat(64)}`,
      ...links.map((link) => lang + link)]) {
      await check(hanne, path);
    }
  }
  assert.deepEqual(found, []);
});
