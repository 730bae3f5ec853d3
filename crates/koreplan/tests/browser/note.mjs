// The acts that lead to a hearing note, one function each, so that a journey can begin
// anywhere: with two answers or with thousands.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

async function done(page) {
  await page.locator(".alert-success").first().waitFor();
}

// Sends an answer to a hearing; gives the address of its receipt.
export async function sendAnswer(page, hearing, { kind, name, organisation, body }) {
  await page.goto(`${hearing}/answer`);
  await page.getByLabel(kind ?? "Privatperson", { exact: true }).check();
  await page.locator("#name").fill(name);
  if (organisation) await page.locator("#organisation").fill(organisation);
  await page.locator("#body").fill(body);
  await page.locator("form[action$=inputs] button.button-primary").click();
  await page.waitForURL(/receipts/);
  return page.url();
}

// Puts all sentences of the next input without a topic under one: a new one of an area,
// or one that is there.
export async function giveTopic(page, base, title, area) {
  await page.goto(`${base}/inputs?which=untagged`);
  await page.locator("tbody a").first().click();
  for (const box of await page.locator("input[name=segment]").all()) await box.check();
  if (area) {
    await page.locator("#tag-new_topic").fill(title);
    await page.locator("#tag-area").selectOption({ label: area });
  } else {
    const option = page.locator("#tag-topic option").filter({ hasText: title });
    await page.locator("#tag-topic").selectOption(await option.getAttribute("value"));
  }
  await page.locator("form[action$=topics] button").click();
  await done(page);
}

async function openTopic(page, base, title) {
  await page.goto(`${base}/topics`);
  await page.getByRole("link", { name: title, exact: true }).click();
}

export async function assess(page, base, title, { said, met, why }) {
  await openTopic(page, base, title);
  await page.locator("#said").fill(said);
  await page.getByLabel(met, { exact: true }).check();
  await page.locator("#assessment").fill(why);
  await page.locator("form[action$=assessment] button").click();
  await done(page);
}

export async function approve(head, base, title) {
  await openTopic(head, base, title);
  await head.getByRole("button", { name: "Godkend emnet" }).click();
  await done(head);
}

// Turns the clock of the demonstration past the deadline.
export async function closeHearing(page, hearing, day) {
  await page.goto("/da/demo/clock");
  await page.getByLabel("Dato").fill(day);
  await page.locator("#main form button").click();
  await page.goto(`${hearing}/preparation`);
}

export async function readAll(page, base) {
  for (;;) {
    await page.goto(`${base}/inputs?which=unread`);
    const next = page.locator("tbody a").first();
    if ((await next.count()) === 0) return;
    await next.click();
    await page.getByRole("button", { name: "Markér som læst" }).click();
    await done(page);
  }
}

// Has the machine write the note, first or again.
export async function writeNote(page, note) {
  await page.goto(note);
  await page.locator("form[action$=hearing-note] button").first().click();
  await done(page);
}

// Writes another text in a section.
export async function editSection(page, note, section, body) {
  await page.goto(`${note}/${section}`);
  await page.locator("#body").fill(body);
  await page.getByRole("button", { name: "Gem afsnittet" }).click();
  await done(page);
}

// Chooses a text where the data under an edited section changed.
export async function settle(page, note, section, button) {
  await page.goto(`${note}/${section}`);
  await page.getByRole("button", { name: button }).click();
  await done(page);
}

// Says that the hearing is processed, and lets everybody read the note.
export async function releaseNote(head, hearing, note) {
  await head.goto(`${hearing}/preparation`);
  await head.locator("form[action$=processing] button").click();
  await done(head);
  await head.goto(note);
  await head.getByRole("button", { name: "Offentliggør notatet" }).click();
  await done(head);
}

// Downloads a file of the note; gives where it lies.
export async function download(page, note, form) {
  await page.goto(note);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: `Hent som ${form}` }).first().click();
  const file = await waiting;
  const place = join(mkdtempSync(join(tmpdir(), "koreplan-note-")), file.suggestedFilename());
  await file.saveAs(place);
  return place;
}

// Has programs that are not ours look at the files: LibreOffice, and checkers of PDF/UA.
export function checkDocuments(files, headings) {
  const { CHECKER_PYTHON, CHECKER } = process.env;
  const { status, stdout, stderr } =
    spawnSync(CHECKER_PYTHON, [CHECKER, ...files, "--", ...headings], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
}

export async function uploadTemplate(page, letters, file) {
  await page.goto(letters);
  await page.getByText("Læg en skabelon op").first().click();
  await page.locator("#files").setInputFiles([file]);
  await page.getByRole("button", { name: "Læg skabelonen op" }).click();
}
