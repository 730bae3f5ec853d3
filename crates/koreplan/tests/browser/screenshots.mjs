// Pictures of the pages as people see them: empty and full, desktop and phone, both
// languages. The line map of the README is one of them.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { person, startBrowser, startProduct, visitor } from "./support.mjs";
import { CASE, walk } from "./story.mjs";

const folder = process.env.SCREENSHOTS;
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const PUBLIC = ["", "hearings", "hearings/external-actors",
  "hearings/external-actors/answer", "steps/input", "decisions",
  "meetings", "versions", "initiatives", "trace", "bodies", "feeds", "embed", "search",
  "search?q=digital+post"];
const SIGNPOSTS = ["open-data", "cookies", "was"];
const FULL = ["inputs", "inputs/1", "letters", "topics", "topics/1", "meetings/1", "meetings/8",
  "proposals", "proposals/new?conclusion=1", "proposals/1", "briefs", "briefs/1", "draft",
  "paragraphs/1", "versions/2", "versions/2/changes", "approvals/5", "negotiation",
  "negotiation/1", "initiatives/1", "trace/inputs/1", "trace/paragraphs/1", "trace/orphans",
  "journal", "steps/theme-meetings"];

async function shoot(page, state, paths) {
  for (const lang of ["da", "en"]) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      mkdirSync(join(folder, state, lang, size), { recursive: true });
      for (const path of paths) {
        const name = path.replace(/[/?=+]/g, "-") || "front";
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
