// What a sender, an organisation and the secretariat do with an answer, in a real browser:
// on a phone with script off, by keyboard alone, together, and after it was sent.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import {
  faults, file, pages, person, startBrowser, startProduct, visitor, wide,
} from "../support.mjs";
import { CASE } from "../story.mjs";

const PHONE = { viewport: { width: 375, height: 800 } };
const HEARING = `${CASE}/hearings/external-actors`;
const CPR = "010190-1234";

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
const link = (page, name) => page.getByRole("link", { name, exact: true });

// Fills in the form as a citizen does.
async function write(page, body, name = "Hanne") {
  await page.getByLabel("Privatperson").check();
  await page.getByLabel("Navn", { exact: true }).fill(name);
  await page.locator("#body").fill(body);
}

// Sends an answer of its own and gives the address of its receipt.
async function sent(page, body, files = []) {
  await page.goto(`${HEARING}/answer`);
  await write(page, body);
  await page.locator("#files").setInputFiles(files);
  await button(page, "Send høringssvar").click();
  await page.waitForURL(/receipts/);
  return page.url();
}

// How many answers the secretariat has.
async function count(eva) {
  await eva.goto(`${CASE}/inputs`);
  return Number.parseInt((await eva.locator("p[role=status]").innerText()).match(/\d+|Ét/)?.[0]
    .replace("Ét", "1") ?? "0", 10);
}

// The secretariat's page of the answer with these words.
async function found(page, words) {
  // The search follows within a second or two.
  const hit = page.locator("tbody a").first();
  for (let tries = 0; tries < 15; tries += 1) {
    await page.goto(`${CASE}/inputs?q=${encodeURIComponent(words)}`);
    if (await hit.isVisible()) break;
    await page.waitForTimeout(500);
  }
  await hit.click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  return new URL(page.url()).pathname;
}

// Everybody's pages follow within a second or two.
async function soon(page, path, status) {
  for (let tries = 0; tries < 15; tries += 1) {
    if ((await page.goto(path)).status() === status) return;
    await page.waitForTimeout(200);
  }
  assert.fail(`${path} is not ${status}`);
}

// Presses Tab until that field has the focus; everything on the way shows that it has it.
async function tab(page, selector, most = 90) {
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate((wanted) => {
      const it = document.activeElement;
      const seen = [it, it.nextElementSibling].filter(Boolean).some((one) =>
        ["", "::before", "::after"].some((part) => {
          const style = getComputedStyle(one, part || null);
          return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0)
            || style.boxShadow !== "none";
        }));
      return { here: it.matches(wanted), seen, what: it.outerHTML.slice(0, 120) };
    }, selector);
    assert.ok(there.seen, `the focus can't be seen on ${there.what}`);
    if (there.here) return;
  }
  assert.fail(`the keyboard never reaches ${selector}`);
}

test("hanne sends with a file on a phone without script, and corrects her answer", async () => {
  const hanne = await visitor(browser, product, PHONE);
  await hanne.goto(CASE);
  await hanne.getByRole("link", { name: "Input fra eksterne aktører" }).last().click();
  await wide(hanne);
  await link(hanne, "Skriv dit høringssvar").click();
  await wide(hanne);
  await write(hanne, "Kommunen skal svare digitalt.");
  await hanne.locator("#files").setInputFiles([file("bilag.pdf", "application/pdf")]);
  await button(hanne, "Send høringssvar").click();
  await hanne.getByText("Dit høringssvar er modtaget").waitFor();
  await hanne.getByText("bilag.pdf").waitFor();
  await hanne.getByText("modtaget og kontrolleret").waitFor();
  await wide(hanne);

  const coming = hanne.waitForEvent("download");
  await link(hanne, "Hent kvitteringen som tekstfil").click();
  const receipt = await readFile(await (await coming).path(), "utf8");
  const address = hanne.url();
  assert.match(receipt, /Modtaget inden fristen/);
  await hanne.goto("/da/check-receipt");
  await hanne.locator("#receipt").fill(receipt);
  await hanne.locator("#text").fill("Kommunen skal svare digitalt.");
  await button(hanne, "Tjek").click();
  await hanne.getByText("Kvitteringen er ægte").waitFor();
  await hanne.getByText("Den gælder den tekst, du satte ind").waitFor();
  await wide(hanne);

  await hanne.goto(address);
  await link(hanne, "Ret dit svar").click();
  await wide(hanne);
  await hanne.locator("#body").fill("Kommunen skal svare digitalt og hurtigt.");
  await button(hanne, "Send den rettede udgave").click();
  await hanne.getByText("Dette er en rettet udgave").waitFor();
  await hanne.getByText("Kommunen skal svare digitalt og hurtigt.").first().waitFor();
});

test("hanne sends by keyboard alone and hears what is missing", async () => {
  const hanne = await visitor(browser, product);
  await hanne.goto(HEARING);
  await tab(hanne, "a[href$='/answer']");
  await hanne.keyboard.press("Enter");
  await hanne.waitForURL(/answer/);
  await tab(hanne, "input[name=sender_kind]");
  await hanne.keyboard.press("Space");
  await tab(hanne, "#name");
  await hanne.keyboard.type("Hanne");
  await hanne.keyboard.press("Enter");

  // The text is missing: the summary leads to its field, which says so.
  await hanne.locator("#faults").waitFor();
  await tab(hanne, "a[href='#body']");
  await hanne.keyboard.press("Enter");
  assert.equal(await hanne.evaluate(() => document.activeElement.id), "body");
  const said = await hanne.locator("#body").getAttribute("aria-describedby");
  assert.match(said, /body-fault/);
  assert.equal(await hanne.locator("#name").inputValue(), "Hanne");
  await hanne.keyboard.type("Alt skal kunne nås med tastaturet.");
  await tab(hanne, "form[action$=inputs] button.button-primary");
  await hanne.keyboard.press("Enter");
  await hanne.waitForURL(/receipts/);
  await hanne.getByText("Alt skal kunne nås med tastaturet.").first().waitFor();
  await tab(hanne, "a[href$='/correction']");
});

test("s05 reload, the back button and a second press send nothing twice", async () => {
  const eva = await person(browser, product, "Eva");
  const hanne = await visitor(browser, product);
  const receipt = await sent(hanne, "Kun én gang.");
  const before = await count(eva);
  await hanne.reload();
  await hanne.reload();
  assert.equal(await count(eva), before);
  // Back at the form, it is still the form that was sent: the first receipt again.
  await hanne.goBack();
  await hanne.locator("#body").fill("Kun én gang.");
  await hanne.getByLabel("Navn", { exact: true }).fill("Hanne");
  await hanne.getByLabel("Privatperson").check();
  await button(hanne, "Send høringssvar").click();
  await hanne.waitForURL(/receipts/);
  assert.equal(hanne.url(), receipt);
  assert.equal(await count(eva), before);

  const twice = await visitor(browser, product);
  await twice.goto(`${HEARING}/answer`);
  await write(twice, "To hurtige tryk.");
  await button(twice, "Send høringssvar").dblclick();
  await twice.waitForURL(/receipts/);
  assert.equal(await count(eva), before + 1);
});

test("a draft is kept and found again after signing in anew", async () => {
  const hanne = await person(browser, product, "Hanne", PHONE);
  await hanne.goto(`${HEARING}/answer`);
  await write(hanne, "Begyndt, ikke færdig.");
  await button(hanne, "Gem kladde").click();
  await hanne.getByText("Den er ikke sendt").waitFor();
  await wide(hanne);
  await hanne.context().close();

  const later = await person(browser, product, "Hanne");
  await later.goto(HEARING);
  await later.getByRole("link", { name: /Kladde fra/ }).click();
  assert.equal(await later.locator("#body").inputValue(), "Begyndt, ikke færdig.");
  await later.locator("#body").fill("Nu er den færdig.");
  await button(later, "Send høringssvar").click();
  await later.waitForURL(/receipts/);
  await later.goto(HEARING);
  assert.equal(await later.getByRole("link", { name: /Kladde fra/ }).count(), 0);
});

test("gitte and a colleague write one answer, see each other's texts, and she sends", async () => {
  const gitte = await person(browser, product, "Gitte", PHONE);
  await gitte.goto(HEARING);
  await link(gitte, "Skriv et svar sammen med kolleger").click();
  await gitte.getByLabel("Forening eller organisation").check();
  await gitte.locator("#organisation").fill("Ældre Sagen");
  await button(gitte, "Begynd svaret").click();
  await gitte.waitForURL(/joint-answers\/\d+/);
  const page = new URL(gitte.url()).pathname;
  await wide(gitte);
  await button(gitte, "Lav en invitation").click();
  const invitation = await gitte.locator("code").innerText();
  await wide(gitte);

  const farid = await person(browser, product, "Farid");
  await farid.goto(invitation);
  await button(farid, "Skriv med").click();
  await farid.waitForURL(/joint-answers\/\d+/);
  await gitte.goto(page);
  await farid.locator("#body").fill("Farids tekst.");
  await button(farid, "Gem teksten").click();
  await farid.getByText("Det er gemt.").waitFor();
  await gitte.locator("#body").fill("Gittes tekst.");
  await button(gitte, "Gem teksten").click();
  await gitte.getByText("En kollega har gemt en anden tekst").waitFor();
  assert.equal(await gitte.locator("blockquote").innerText(), "Farids tekst.");
  assert.equal(await gitte.locator("#body").inputValue(), "Gittes tekst.");
  await wide(gitte);
  await gitte.locator("#body").fill("Farids tekst. Gittes tekst.");
  await button(gitte, "Gem teksten").click();
  await gitte.getByText("Det er gemt.").waitFor();
  assert.equal(await button(farid, "Send svaret").count(), 0);
  await button(gitte, "Send svaret").click();
  await gitte.waitForURL(/receipts/);
  await gitte.getByText("Farids tekst. Gittes tekst.").first().waitFor();
  await farid.goto(page);
  await farid.getByText("Svaret er sendt den").waitFor();
});

test("a cpr number is seen, left out, published without, withdrawn and erased", async () => {
  const hanne = await visitor(browser, product, PHONE);
  const receipt = await sent(hanne, `Mit CPR-nummer er ${CPR}. Gør brevene kortere.`);
  const bo = await person(browser, product, "Bo");
  const page = await found(bo, "Gør brevene kortere");
  await bo.locator("a[href$='/publication']").click();
  await bo.locator("mark", { hasText: CPR }).waitFor();
  await bo.getByText("CPR-nummer, sikkert").first().waitFor();
  await button(bo, "Udelad det valgte").click();
  await bo.locator("blockquote", { hasText: "[udeladt: personoplysning]" }).waitFor();
  assert.equal((await bo.locator("blockquote").innerText()).includes(CPR), false);
  await button(bo, "Offentliggør").click();
  await bo.getByText("Offentlig siden den").waitFor();

  await soon(hanne, page, 200);
  await hanne.getByText("[udeladt: personoplysning]").waitFor();
  assert.equal((await hanne.content()).includes(CPR), false);
  await wide(hanne);

  await bo.locator("#withdraw summary").click();
  await bo.locator("#withdraw-reason, #withdraw textarea").first().fill("Skal læses igen.");
  await bo.locator("form[action$=withdrawal] button").click();
  await bo.getByText("Det er gemt.").waitFor();
  await soon(hanne, page, 404);
  await hanne.goto(receipt);
  await hanne.getByText("Skal læses igen.").waitFor();

  const astrid = await person(browser, product, "Astrid");
  await astrid.goto(`${page}/erasure`);
  await astrid.locator("#decision").fill("2010-4711");
  await astrid.locator("#reason").fill("Afsenderen har bedt om det.");
  await button(astrid, "Slet for altid").click();
  await astrid.getByText("Det er gemt.").waitFor();
  await hanne.goto(receipt);
  await hanne.getByText("Indholdet er slettet den").waitFor();
  assert.equal((await hanne.content()).includes("brevene kortere"), false);
});

test("bo enters a letter that came on paper, with its scan", async () => {
  const bo = await person(browser, product, "Bo");
  await bo.goto(HEARING);
  await link(bo, "Registrér et brev").click();
  await write(bo, "Brevet er skrevet med blæk.", "Fru Olsen");
  await bo.locator("#received_time").fill("08:30");
  await bo.locator("#files").setInputFiles([file("scan.pdf", "application/pdf")]);
  await button(bo, "Gem brevet").click();
  await bo.getByText("Det er gemt.").waitFor();
  await found(bo, "skrevet med blæk");
  await bo.getByText("kl. 08.30, brev").waitFor();
  await bo.locator("#files", { hasText: "scan.pdf" }).getByText("Kontrolleret").waitFor();
});

test("u05 a file that is something else is refused, and a copy can't be made to run", async () => {
  const hanne = await visitor(browser, product, { javaScriptEnabled: true });
  const script = "<html><script>top.ran = self.ran = true</script></html>";
  for (const [name, bytes] of [
    ["side.html", script],
    ["side.pdf", script],
    ["tegning.png", `<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran=true"/>`],
    ["begge.pdf", file("", "", `(${script}) Tj`).buffer],
  ]) {
    await hanne.goto(`${HEARING}/answer`);
    await write(hanne, "Med en fil, der er noget andet.");
    await hanne.locator("#files").setInputFiles([
      { name, mimeType: "application/pdf", buffer: Buffer.from(bytes) },
    ]);
    await button(hanne, "Send høringssvar").click();
    await hanne.locator("#files-fault", { hasText: name }).waitFor();
  }

  // A text that a browser could take for a program: whatever is kept is never run.
  await sent(hanne, "Med et bilag til alle.", [{
    name: "bilag.txt", mimeType: "text/plain", buffer: Buffer.from("top.ran = self.ran = true"),
  }]);
  const bo = await person(browser, product, "Bo");
  const page = await found(bo, "Med et bilag til alle");
  await button(bo, "Frigiv kopien").click();
  await bo.getByText("Det er gemt.").waitFor();
  await bo.goto(`${page}/publication`);
  await button(bo, "Offentliggør").click();
  await bo.getByText("Offentlig siden den").waitFor();
  await soon(hanne, page, 200);
  const copy = await hanne.locator("#files a").first().getAttribute("href");
  const answer = await hanne.request.get(copy);
  const headers = answer.headers();
  assert.match(headers["content-disposition"], /^attachment/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.match(headers["content-security-policy"], /sandbox/);
  assert.match(headers["content-security-policy"], /default-src 'none'/);
  assert.match(headers["content-type"], /^text\/plain/);

  // Opened straight away it is saved, and in a page it does nothing.
  const saved = hanne.waitForEvent("download");
  await hanne.goto(copy).catch(() => {});
  await saved;
  const trap = await visitor(browser, product, { javaScriptEnabled: true });
  await trap.setContent(`<iframe src="${product.base}${copy}"></iframe>
    <script src="${product.base}${copy}"></script>
    <object data="${product.base}${copy}"></object>`);
  await trap.waitForTimeout(1000);
  assert.equal(await trap.evaluate(() => globalThis.ran), undefined);
});

test("w06 no page of the product can be put into a frame", async () => {
  const trap = await visitor(browser, product, { javaScriptEnabled: true });
  const all = [...await pages(trap, CASE), "/da", `${HEARING}/answer`, "/da/sign-in",
    "/da/check-receipt", "/da/mailbox", `${CASE}/nowhere`];
  // What is made for other sites to show says so in its address.
  for (const path of all.filter((one) => !one.includes("/embed"))) {
    const headers = (await trap.request.get(path)).headers();
    assert.match(headers["content-security-policy"], /frame-ancestors 'none'/, path);
  }
  await trap.setContent(`<iframe src="${product.base}${HEARING}/answer"></iframe>`);
  await trap.waitForTimeout(1000);
  const framed = trap.frames().filter((frame) => frame !== trap.mainFrame());
  for (const frame of framed) {
    assert.equal(await frame.locator("#body").count(), 0);
  }
});

test("no page of sending keeps anybody out, and none is wider than a phone", async () => {
  const script = { ...PHONE, javaScriptEnabled: true };
  const seen = [];
  const check = async (page, path) => {
    await page.goto(path);
    seen.push(...(await faults(page)));
    await wide(page, seen);
  };
  const hanne = await visitor(browser, product, script);
  const receipt = new URL(await sent(hanne, `Ring til 33 92 33 33. Mit CPR: ${CPR}.`, [
    file("bilag.pdf", "application/pdf"),
  ])).pathname;
  const signed = await person(browser, product, "Hanne", script);
  await signed.goto(`${HEARING}/answer`);
  await write(signed, "En kladde.");
  await button(signed, "Gem kladde").click();
  await signed.waitForURL(/drafts/);
  const draft = new URL(signed.url()).pathname;
  const gitte = await person(browser, product, "Gitte", script);
  await gitte.goto(`${HEARING}/joint-answers/new`);
  await gitte.getByLabel("Virksomhed").first().check();
  await gitte.locator("#organisation").fill("Gittes Værksted");
  await button(gitte, "Begynd svaret").click();
  await gitte.waitForURL(/joint-answers\/\d+/);
  const joint = new URL(gitte.url()).pathname;
  await button(gitte, "Lav en invitation").click();
  const invitation = new URL(await gitte.locator("code").innerText()).pathname;
  const astrid = await person(browser, product, "Astrid", script);
  const input = await found(astrid, "Ring til 33 92 33 33");
  for (const lang of ["/da", "/en"]) {
    const of = (path) => path.replace("/da", lang);
    for (const path of [HEARING, `${HEARING}/answer`, receipt, `${receipt}/correction`,
      "/da/check-receipt"]) {
      await check(hanne, of(path));
    }
    await check(signed, of(draft));
    await check(signed, of(HEARING));
    for (const path of [HEARING, `${HEARING}/joint-answers/new`, joint]) {
      await check(gitte, of(path));
    }
    await check(signed, of(invitation));
    for (const path of [HEARING, input, `${input}/publication`, `${input}/erasure`,
      `${HEARING}/letters/new`, `${CASE}/inputs`, `${CASE}/letters`]) {
      await check(astrid, of(path));
    }
  }
  assert.deepEqual(seen, []);
});
