// From answers to the released hearing note: Eva gives sentences topics, Astrid approves
// them, the note is written, edited, written again and handed out; the files are checked
// by programs that are not ours. And the answer letters. Script off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { person, faults, startBrowser, startProduct, until, visitor, wide } from "../support.mjs";
import { CASE } from "../story.mjs";
import {
  approve, assess, checkDocuments, closeHearing, download, editSection, giveTopic, readAll,
  releaseNote, sendAnswer, settle, uploadTemplate, writeNote,
} from "../note.mjs";

const HEARING = `${CASE}/hearings/external-actors`;
const NOTE = `${HEARING}/hearing-note`;
const HEADINGS = [
  "1. Høringen", "1.1 Høringsperiode", "1.2 Hørte myndigheder og organisationer",
  "2. Høringssvarene", "2.1 Generelle bemærkninger", "2.2 Digital post",
  "3. Ændringer i forhold til høringsudkastet",
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

test("a hearing note is written, edited, written again and released, and its files hold", async () => {
  const hanne = await visitor(browser, product);
  const eva = await person(browser, product, "Eva");
  const astrid = await person(browser, product, "Astrid");
  await sendAnswer(hanne, HEARING, { name: "Hanne", body: "Send brevene digitalt." });
  await sendAnswer(hanne, HEARING, {
    kind: "Forening eller organisation", organisation: "Ældre Sagen", name: "Gitte",
    body: "Behold papiret for dem, der vil.",
  });
  const area = "Borgerkommunikation";
  await giveTopic(eva, CASE, "Digital post", area);
  await giveTopic(eva, CASE, "Digital post");
  await assess(eva, CASE, "Digital post", {
    said: "De fleste vil have digital post, og nogle vil beholde papiret.",
    met: "Imødekommes delvist", why: "Den, der ikke kan, kan blive fritaget.",
  });
  await approve(astrid, CASE, "Digital post");
  await closeHearing(astrid, HEARING, "2010-10-06");
  await readAll(eva, CASE);

  await writeNote(eva, NOTE);
  await editSection(eva, NOTE, "general", "Høringssvarene er overvejende positive.");
  await editSection(eva, NOTE, "parties", "Alle er blevet hørt.");
  await astrid.goto(`${HEARING}/parties`);
  await astrid.getByText("Tilføj til listen").first().click();
  await astrid.locator("[name=list]").fill("KL\nAarhus Kommune\nÆldre Sagen");
  await astrid.locator("form[action$=parties] button").click();
  await writeNote(eva, NOTE);
  await eva.getByText("Høringssvarene er overvejende positive.").waitFor();
  await eva.getByText("Data er ændret under afsnittet").waitFor();
  await settle(eva, NOTE, "parties", "Tag maskinens tekst");
  await eva.getByText("3 myndigheder og organisationer er hørt.").waitFor();
  await eva.getByText("Høringen er ikke meldt behandlet.").waitFor();
  const draft = await download(eva, NOTE, "PDF");
  checkDocuments([draft], HEADINGS);

  await releaseNote(astrid, HEARING, NOTE);
  const note = (page) => page.getByRole("link", { name: "Læs høringsnotatet" });
  await until(hanne, HEARING, note);
  await note(hanne).click();
  await hanne.getByText("Høringssvarene er overvejende positive.").first().waitFor();
  const files = [await download(hanne, NOTE, "Word"), await download(hanne, NOTE, "PDF")];
  checkDocuments(files, HEADINGS);
});

test("each sender is answered with the authority's own letter", async () => {
  const eva = await person(browser, product, "Eva");
  // The released note is a Word file without fields: it is refused, and says why.
  await eva.goto(NOTE);
  const note = await download(eva, NOTE, "Word");
  const letters = `${HEARING}/answer-letters`;
  await uploadTemplate(eva, letters, note);
  await eva.getByText("Skabelonen har ikke feltet").first().waitFor();
});

test("no page of the note or the letters keeps anybody out, and none is wider than a phone", async () => {
  const found = [];
  const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: true };
  const hanne = await visitor(browser, product, phone);
  const eva = await person(browser, product, "Eva", phone);
  for (const lang of ["/da", "/en"]) {
    const at = (page) => page.replace("/da", lang);
    for (const [who, path] of [
      [hanne, NOTE], [hanne, HEARING], [eva, `${NOTE}/general`], [eva, `${HEARING}/answer-letters`],
      [eva, `${HEARING}/preparation`],
    ]) {
      await who.goto(at(path));
      found.push(...(await faults(who)));
      await wide(who, found);
    }
  }
  assert.deepEqual(found, []);
});
