// From a file of two thousand real statements to the released hearing note: Bo takes them
// in, Eva has campaigns and topics found, signs topics off and confirms sentences, Astrid
// approves what is said to them; the note's files are checked by programs that are not
// ours. Script off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  faults, person, startBrowser, startProduct, until, visitor, wide,
} from "../support.mjs";
import { CASE } from "../story.mjs";
import {
  candidates, chooseFile, confirmFrom, drop, findCampaigns, keep, readQueue, searchTopics,
  shared, signOff, storeFile, suggestSentences,
} from "../analysis.mjs";
import {
  approve, assess, checkDocuments, closeHearing, download, editSection, releaseNote, writeNote,
} from "../note.mjs";

const HEARING = `${CASE}/hearings/external-actors`;
const NOTE = `${HEARING}/hearing-note`;
const AREA = "Borgerkommunikation";
const NAME = "polis/march-on.operation-marchin-orders/comments.csv";
const FILE = shared(NAME);
const SKIPPED = FILE ? false : `shared/data/${NAME} is missing beside the project`;

let product;
let browser;

before(async () => {
  if (SKIPPED) return;
  product = await startProduct();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  product?.stop();
});

async function patient(name) {
  const page = await person(browser, product, name);
  page.setDefaultTimeout(300_000);
  return page;
}

test("two thousand statements become topics and a hearing note", { skip: SKIPPED }, async () => {
  const bo = await patient("Bo");
  const eva = await patient("Eva");
  const astrid = await patient("Astrid");
  await closeHearing(astrid, HEARING, "2010-10-06");

  await chooseFile(bo, HEARING, FILE);
  await bo.getByText("Polis, udsagn").first().waitFor();
  await bo.getByText("2.162 høringssvar bliver gemt").waitFor();
  await bo.getByText("I identify as a feminist").waitFor();
  await storeFile(bo);
  await bo.getByText("2.162 høringssvar er gemt").waitFor();
  await bo.goto(`${CASE}/inputs`);
  await bo.getByText("2.162 høringssvar").first().waitFor();

  const campaigns = await findCampaigns(eva, CASE, "2");
  assert.equal(campaigns.length, 11);

  const search = await searchTopics(eva, CASE, "12");
  await eva.getByText("Maskinen har læst 2.162 høringssvar").waitFor();
  const found = await candidates(eva);
  assert.equal(found.length, 12);
  const unnamed = found.findIndex(({ name }) => name.includes("health"));
  const [{ id }] = found.splice(unnamed, 1);
  const topics = [...found.slice(0, 4).map(({ name }) => name), "Sundhed og våben"];
  await keep(eva, search, { id, name: "Sundhed og våben", area: AREA });
  for (const { id, name } of found.slice(0, 4)) {
    await keep(eva, search, { id, name, area: AREA });
  }
  await drop(eva, search, found[4].id);
  await eva.getByText("12 forslag: 5 beholdt, 6 uafgjort").waitFor();
  await everyPage(search, campaigns[0], `${CASE}/campaigns`, `${CASE}/inputs`);
  await signOff(eva, search);

  await suggestSentences(eva, CASE);
  await everyPage(search, `${CASE}/topics`, `${CASE}/topics/1/suggestions`);
  for (const title of topics) {
    assert.ok((await confirmFrom(eva, CASE, title, "30")) > 0, `nothing under ${title}`);
    await assess(eva, CASE, title, {
      said: `De fleste, der skriver om ${title}, vil have handling nu.`,
      met: "Imødekommes delvist", why: "En del af det kræver en lovændring.",
    });
    await approve(astrid, CASE, title);
  }
  const topic = new URL(astrid.url()).pathname;
  // Eleven statements were sent more than once, and two of the copies say more.
  assert.equal(await readQueue(eva, CASE), 2_152);

  await writeNote(eva, NOTE);
  await editSection(eva, NOTE, "general", "Høringssvarene handler især om valg og våben.");
  await everyPage(topic, `${topic}/suggestions`, NOTE);
  await releaseNote(astrid, HEARING, NOTE);

  const ib = await visitor(browser, product);
  ib.setDefaultTimeout(300_000);
  const note = (page) => page.getByRole("link", { name: "Læs høringsnotatet" });
  await until(ib, HEARING, note);
  await note(ib).click();
  await ib.getByText("Høringssvarene handler især om valg og våben.").first().waitFor();
  const headings = [
    "1. Høringen", "1.1 Høringsperiode", "1.2 Hørte myndigheder og organisationer",
    "2. Høringssvarene", "2.1 Generelle bemærkninger",
    ...topics.map((title, at) => `2.${at + 2} ${title}`),
    "3. Ændringer i forhold til høringsudkastet",
  ];
  checkDocuments([await download(ib, NOTE, "Word"), await download(ib, NOTE, "PDF")], headings);

  await eva.goto(`${CASE}/search?q=feminist`);
  await eva.getByText("I identify as a feminist").first().waitFor();
  await everyPage(NOTE, `${CASE}/search?q=feminist`);
});

// None of the pages keeps anybody out, with all its folds open, and none is wider than a
// phone.
async function everyPage(...pages) {
  const wrong = [];
  const reader = await person(browser, product, "Eva", { javaScriptEnabled: true });
  reader.setDefaultTimeout(300_000);
  for (const page of pages) {
    await reader.setViewportSize({ width: 1280, height: 900 });
    await reader.goto(page);
    for (const fold of await reader.locator("details.details > summary").all()) await fold.click();
    wrong.push(...await faults(reader));
    await reader.setViewportSize({ width: 390, height: 844 });
    await wide(reader, wrong);
  }
  assert.deepEqual(wrong, []);
  await reader.context().close();
}
