// The whole way of the strategy of 2011-2015, with the mouse, in Danish, script off.

import assert from "node:assert/strict";
import { person, visitor } from "./support.mjs";

export const CASE = "/da/digitaliseringsstrategi-2011-2015";

const MINISTERS = {
  Beskæftigelse: "Beskæftigelsesministeren",
  Erhverv: "Økonomi- og erhvervsministeren",
  Miljø: "Miljøministeren",
  Socialområdet: "Clara",
  Sundhed: "Indenrigs- og sundhedsministeren",
  Undervisning: "Undervisningsministeren",
  Universiteter: "Videnskabsministeren",
};

async function done(page) {
  await page.locator(".alert-success").waitFor();
}

async function turnClock(page, day) {
  await page.goto("/da/demo/clock");
  await page.getByLabel("Dato").fill(day);
  await page.locator("#main form button").click();
}

async function openGate(head, step) {
  await head.goto(`${CASE}/steps/${step}`);
  await head.getByRole("button", { name: "Åbn porten" }).click();
  await done(head);
}

export async function walk(browser, product) {
  const hanne = await visitor(browser, product);
  const bo = await person(browser, product, "Bo");
  const eva = await person(browser, product, "Eva");
  const astrid = await person(browser, product, "Astrid");
  const areas = Object.keys(MINISTERS);

  // Step 1: inputs, a receipt, and the pile.
  for (const area of areas) {
    await hanne.goto(CASE);
    await hanne.getByRole("link", { name: "Input fra eksterne aktører" }).last().click();
    await hanne.getByRole("link", { name: "Skriv dit høringssvar" }).click();
    await hanne.getByLabel("Privatperson").check();
    await hanne.getByLabel("Navn", { exact: true }).fill("Hanne");
    await hanne.getByLabel(area, { exact: true }).check();
    await hanne.locator("#body").fill(`Gør det enkelt: ${area}. Send mig et svar.`);
    await hanne.locator("form").filter({ has: hanne.locator("#body") })
      .getByRole("button", { name: "Send høringssvar" }).click();
    await hanne.getByText("Send mig et svar.").waitFor();
  }
  const receipt = hanne.url();
  await turnClock(bo, "2010-10-06");
  for (let at = 0; at < areas.length; at += 1) {
    await eva.goto(`${CASE}/inputs?which=unread`);
    await eva.locator("tbody a").first().click();
    // Step 2: every sentence under a topic of the area it speaks of.
    for (const box of await eva.locator("input[name=segment]").all()) await box.check();
    const text = await eva.locator(".kp-segments").innerText();
    const area = areas.find((name) => text.includes(name));
    await eva.locator("#tag-new_topic").fill(`Enkelhed – ${area}`);
    await eva.locator("#tag-area").selectOption({ label: area });
    await eva.locator("form").filter({ has: eva.locator("#tag-area") })
      .getByRole("button").click();
    await done(eva);
  }
  await openGate(astrid, "input");
  for (const area of areas) {
    await eva.goto(`${CASE}/topics`);
    await eva.getByRole("link", { name: `Enkelhed – ${area}` }).click();
    await eva.locator("#said").fill("Der er for mange indgange.");
    await eva.locator("#met").check();
    await eva.locator("#assessment").fill("Én indgang er nok.");
    await eva.locator("form").filter({ has: eva.locator("#assessment") })
      .getByRole("button").click();
    await done(eva);
    await astrid.goto(eva.url());
    await astrid.getByRole("button", { name: "Godkend emnet" }).click();
    await done(astrid);
  }
  await openGate(astrid, "analysis");

  // Step 3: a minister heads a meeting in each area.
  await turnClock(bo, "2010-10-20");
  for (const area of areas) {
    await bo.goto(`${CASE}/meetings/new?kind=theme`);
    await bo.locator("#area").selectOption({ label: area });
    await bo.locator("#title").fill(`Temamøde om ${area}`);
    await bo.locator("#place").fill("Ministeriet");
    await bo.locator("#day").fill("2010-10-20");
    await bo.locator("#time").fill("10:00");
    await bo.locator("#main form button").click();
    await done(bo);
    await bo.getByRole("button", { name: "Send materiale" }).click();
    await done(bo);
    for (const box of await bo.locator("input[name=present]").all()) await box.check();
    await bo.locator("form[action$=opening] button").click();
    await done(bo);
    await bo.locator("#conclusion-body").fill(`${area} skal have én digital indgang.`);
    for (const box of await bo.locator("input[name=topic]").all()) await box.check();
    await bo.locator("form[action$=conclusions] button").click();
    await done(bo);
    await bo.locator("#minutes").fill("Ministeren bød velkommen. Emnet blev drøftet.");
    await bo.locator("form[action$=minutes] button").click();
    await done(bo);
    const minister = await person(browser, product, MINISTERS[area]);
    await minister.goto(bo.url());
    await minister.locator("form[action$=approval] button").click();
    await done(minister);
    await minister.context().close();
  }
  await openGate(astrid, "theme-meetings");

  // Step 4: a proposal from each conclusion, with the sentences behind it.
  for (const area of areas) {
    await bo.goto(`${CASE}/proposals`);
    await bo.locator("a[href*='proposals/new?conclusion=']").first().click();
    await bo.locator("#title").fill(`Én indgang ${area}`);
    await bo.locator("#main form button").click();
    await done(bo);
    await bo.getByText("Send mig et svar.").waitFor();
    await bo.locator("#assessment").fill("Giver gevinst hos alle parter.");
    await bo.locator("#recommendation").fill("Det indstilles, at forslaget godkendes");
    await bo.locator("form[action$=recommendation] button").click();
    await done(bo);
  }
  await openGate(astrid, "proposals");

  // Step 5: the steering group decides; a brief goes up.
  await bo.goto(`${CASE}/meetings/new?kind=body`);
  await bo.locator("#body").selectOption({ label: "Styregruppen for strategien" });
  await bo.locator("#title").fill("Styregruppens 1. møde");
  await bo.locator("#place").fill("Finansministeriet");
  await bo.locator("#day").fill("2010-11-02");
  await bo.locator("#time").fill("13:00");
  await bo.locator("#main form button").click();
  await done(bo);
  await turnClock(eva, "2010-11-02");
  const meeting = bo.url().split("?")[0];
  for (const area of areas) {
    await bo.goto(`${CASE}/proposals`);
    await bo.getByRole("link", { name: `Én indgang ${area}` }).click();
    await bo.locator("#agenda-meeting").selectOption({ index: 1 });
    await bo.locator("form[action$=agenda] button").click();
    await done(bo);
  }
  await bo.goto(meeting);
  // The rule of the steering group wants papers a week before: being late takes a reason.
  await bo.locator("#papers-reason").fill("Forslagene blev færdige i går.");
  await bo.getByRole("button", { name: "Send materiale" }).click();
  await done(bo);
  for (const box of await bo.locator("input[name=present]").all()) await box.check();
  await bo.locator("form[action$=opening] button").click();
  await done(bo);
  for (let at = 0; at < areas.length; at += 1) {
    const form = bo.locator("form[action$=decision]").first();
    await form.locator("select[name=verb]").selectOption("approved");
    await form.locator("textarea[name=decision]").fill("Som indstillet.");
    await form.getByRole("button").click();
    await done(bo);
  }
  await bo.locator("#minutes").fill("Alle forslag blev godkendt.");
  await bo.locator("form[action$=minutes] button").click();
  await done(bo);
  const dorte = await person(browser, product, "Dorte");
  await dorte.goto(meeting);
  await dorte.locator("form[action$=approval] button").click();
  await done(dorte);
  await astrid.goto(`${CASE}/briefs`);
  await astrid.locator("details").filter({ has: astrid.locator("#summary") })
    .locator("summary").click();
  await astrid.locator("#summary").fill("Styregruppen har godkendt syv forslag.");
  await astrid.locator("form[action$='/briefs'] button").click();
  await done(astrid);
  const above = await person(browser, product, "Formanden for STS");
  await above.goto(astrid.url());
  await above.locator("form[action$=note] button").click();
  await done(above);
  await openGate(astrid, "steering-group");

  // Step 6: the text, every paragraph with its proposal.
  await bo.goto(`${CASE}/draft`);
  await bo.locator("#chapter summary").click();
  await bo.locator("#chapter-title").fill("Én digital indgang");
  await bo.locator("#chapter-owner").selectOption({ index: 1 });
  await bo.locator("form[action$=chapters] button").click();
  await done(bo);
  for (const area of areas) {
    const add = bo.locator("details").filter({ has: bo.locator("form[action$=paragraphs]") });
    await add.locator("summary").click();
    await add.locator("textarea").fill(`Alle får én digital indgang til ${area}.`);
    await add.getByLabel(`Én indgang ${area}`).check();
    await add.getByRole("button").click();
    await done(bo);
  }
  const freeze = async (note) => {
    await astrid.goto(`${CASE}/versions`);
    await astrid.locator("#note").fill(note);
    await astrid.locator("form[action$=versions] button").click();
    await done(astrid);
  };
  await freeze("Til godkendelse");
  await openGate(astrid, "draft");

  // Step 7: three bodies, one reservation; a changed text needs new answers.
  const answer = async (name, body, verdict, present, reason) => {
    const chair = await person(browser, product, name);
    await chair.goto(`${CASE}/versions`);
    await chair.locator("#main h2 a").first().click();
    await chair.locator("#main").getByRole("link", { name: body }).click();
    await chair.locator("#verdict").selectOption(verdict);
    await chair.locator("#present").fill(present);
    await chair.locator("#votes_for").fill(present);
    await chair.locator("#votes_against").fill("0");
    await chair.locator("#reason").fill(reason);
    await chair.locator("form[action*=approvals] button").click();
    await done(chair);
    await chair.context().close();
  };
  await answer("Jan", "KL's bestyrelse", "approved", "12", "");
  await bo.goto(`${CASE}/draft`);
  await bo.locator(".kp-paragraph a[href*='/paragraphs/']").first().click();
  await bo.locator("#body").fill("Alle får én enkel digital indgang til beskæftigelse.");
  await bo.locator("#note").fill("Efter bemærkninger fra KL");
  await bo.locator("form[action$=revisions] button").click();
  await done(bo);
  await freeze("Efter bemærkninger");
  await answer("Finansministeren", "Regeringen", "approved", "8", "");
  await answer("Jan", "KL's bestyrelse", "reservation", "12", "Finansieringen skal på plads.");
  await answer("Bent", "Danske Regioners bestyrelse", "endorsed", "10", "");
  await astrid.goto(`${CASE}/versions/2`);
  await astrid.locator("#main").getByRole("link", { name: "KL's bestyrelse" }).click();
  await astrid.locator("#how").fill("Aftalt i økonomiaftalen.");
  await astrid.locator("form[action$=resolution] button").click();
  await done(astrid);
  await astrid.goto(`${CASE}/versions/2`);
  await astrid.locator("form[action$=release] button").click();
  await done(astrid);
  await openGate(astrid, "approval");

  // Step 8: what it costs whom, and what was agreed.
  await bo.goto(`${CASE}/initiatives`);
  await bo.getByRole("link", { name: "Digital post til alle borgere i 2014" }).click();
  await bo.locator("#link-paragraph").selectOption({ index: 1 });
  await bo.locator("form[action$=paragraph] button").click();
  await done(bo);
  const initiative = bo.url().split("?")[0];
  const sheet = initiative.replace("/initiatives/", "/negotiation/");
  await bo.goto(sheet);
  await bo.locator("#line-body").selectOption({ index: 1 });
  await bo.locator("#line-year").fill("2012");
  await bo.locator("#line-cost").fill("80.000.000");
  await bo.locator("#line-gain").fill("120.000.000");
  await bo.locator("form[action$=lines] button").click();
  await done(bo);
  const jan = await person(browser, product, "Jan");
  await jan.goto(sheet);
  await jan.locator("select[name=stance]").selectOption("agrees");
  await jan.locator("form[action$=positions] button").click();
  await done(jan);
  await astrid.goto(sheet);
  await astrid.locator("#outcome-kind").selectOption("agreed");
  await astrid.locator("#outcome-note").fill("Aftalt som foreslået.");
  await astrid.locator("form[action$=outcome] button").click();
  await done(astrid);
  await openGate(astrid, "negotiation");

  // Step 9: four lights.
  await bo.goto(initiative);
  await bo.getByRole("button", { name: "Start initiativet" }).click();
  await done(bo);
  for (const light of ["budget", "business_case", "schedule"]) {
    await bo.locator(`#${light}`).selectOption("green");
  }
  await bo.locator("#risks").selectOption("yellow");
  await bo.locator("#action").fill("Flere folk på opgaven.");
  await bo.locator("form[action$=reports] button").click();
  await done(bo);

  // Back to the sender: the receipt tells what became of the sentence.
  await hanne.goto(receipt);
  await hanne.getByText("Én indgang Universiteter").first().waitFor();
  await hanne.getByRole("link", { name: "Alle får én digital indgang til Universiteter." }).click();
  await hanne.getByRole("heading", { level: 1 }).waitFor();
  await astrid.goto(`${CASE}/trace/orphans`);
  assert.equal((await astrid.locator("#main").innerText()).match(/\(0\)/g).length, 3);
  await astrid.goto(`${CASE}/journal?act=SubmitInput`);
  await astrid.locator("tbody").getByText("sendte et høringssvar").first().waitFor();
  return { receipt, initiative };
}
