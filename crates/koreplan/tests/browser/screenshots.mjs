// Pictures of the pages as people see them: empty and full, desktop and phone, both
// languages. The line map of the README is one of them.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { file, person, startBrowser, startProduct, visitor } from "./support.mjs";
import { CASE, walk } from "./story.mjs";

const folder = process.env.SCREENSHOTS;
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const PUBLIC = ["", "hearings", "hearings/external-actors",
  "hearings/external-actors/answer", "steps/input", "decisions",
  "meetings", "versions", "initiatives", "trace", "bodies", "feeds", "embed", "search",
  "search?q=digital+post"];
const SIGNPOSTS = ["open-data", "cookies", "was"];
const FULL = ["inputs", "inputs/1", "letters", "campaigns", "topics", "topics/1", "meetings/1", "meetings/8",
  "proposals", "proposals/new?conclusion=1", "proposals/1", "briefs", "briefs/1", "draft",
  "paragraphs/1", "versions/2", "versions/2/changes", "approvals/5", "negotiation",
  "negotiation/1", "initiatives/1", "trace/inputs/1", "trace/paragraphs/1", "trace/orphans",
  "journal", "steps/theme-meetings"];

const WORK = ["hearings", "hearings/new", "hearings/external-actors",
  "hearings/external-actors/preparation", "hearings/external-actors/parties", "hearings/external-actors/letters/new", "inputs",
  "letters", "inputs/1", "inputs/1/publication", "inputs/1/erasure"];

// An answer with a file and a draft, an answer of colleagues, and what each of them sees.
async function shootSending(browser, script) {
  const product = await startProduct();
  try {
    await shootAllSent(browser, product, script);
  } finally {
    product.stop();
  }
}

async function shootAllSent(browser, product, script) {
  const answer = `${CASE}/hearings/external-actors/answer`;
  const written = async (page) => {
    await page.goto(answer);
    await page.locator("input[name=sender_kind]").first().check();
    await page.locator("#name").fill("Hanne");
    await page.locator("#email").fill("hanne@eksempel.dk");
    await page.locator("#body").fill("Mit CPR-nummer er 010190-1234. Gør brevene kortere.");
  };
  const inside = (page) => new URL(page.url()).pathname.slice(CASE.length + 1);
  const hanne = await visitor(browser, product, script);
  await written(hanne);
  await hanne.locator("#files").setInputFiles([file("bilag.pdf", "application/pdf")]);
  await hanne.locator("form[action$=inputs] button.button-primary").click();
  await hanne.waitForURL(/receipts/);
  const receipt = inside(hanne);
  const names = (list) => (path) => list[path];
  await shoot(hanne, "sending", [receipt, `${receipt}/correction`, "subscriptions/new"], names({
    [receipt]: "receipt", [`${receipt}/correction`]: "correction",
  }));
  await shoot(await person(browser, product, "Astrid", script), "sending", WORK);
  const signed = await person(browser, product, "Hanne", script);
  await written(signed);
  await signed.locator("form[action$=inputs] button.button-secondary").click();
  await signed.waitForURL(/drafts/);
  const draft = inside(signed);
  await shoot(signed, "sending", [draft], names({ [draft]: "draft" }));
  const gitte = await person(browser, product, "Gitte", script);
  const joint = "hearings/external-actors/joint-answers/new";
  await shoot(gitte, "sending", [joint]);
  await gitte.goto(`${CASE}/${joint}`);
  await gitte.locator("input[name=sender_kind]").nth(1).check();
  await gitte.locator("#organisation").fill("Ældre Sagen");
  await gitte.locator("#main form button").click();
  await gitte.waitForURL(/joint-answers\/\d/);
  await shoot(gitte, "sending", [inside(gitte)]);
}

async function shoot(page, state, paths, nameOf = () => undefined) {
  for (const lang of ["da", "en"]) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      mkdirSync(join(folder, state, lang, size), { recursive: true });
      for (const path of paths) {
        const name = nameOf(path) ?? (path.replace(/[/?=+]/g, "-") || "front");
        const start = SIGNPOSTS.includes(path) ? `/${lang}` : CASE.replace("/da", `/${lang}`);
        await page.goto(`${start}/${path}`.replace(/\/$/, ""));
        await page.screenshot({
          path: join(folder, state, lang, size, `${name}.png`),
          fullPage: true,
        });
      }
    }
  }
}

const product = await startProduct();
const browser = await startBrowser();
try {
  const script = { javaScriptEnabled: true };
  await shoot(await visitor(browser, product, script), "empty", PUBLIC);
  await shootSending(browser, script);
  const { receipt } = await walk(browser, product);
  const anyone = await visitor(browser, product, script);
  await shoot(anyone, "full", [...PUBLIC, ...SIGNPOSTS]);
  await shoot(await person(browser, product, "Astrid", script), "full", FULL);
  await anyone.setViewportSize(SIZES.desktop);
  await anyone.goto(receipt);
  await anyone.screenshot({ path: join(folder, "full/da/desktop/receipt.png"), fullPage: true });
  await anyone.goto("/da/sign-in");
  await anyone.screenshot({ path: join(folder, "full/da/desktop/sign-in.png"), fullPage: true });
  await anyone.goto(CASE.replace("/da", "/en"));
  await anyone.locator("svg.kp-map").screenshot({ path: join(folder, "timetable.png") });
} finally {
  await browser.close();
  product.stop();
}
