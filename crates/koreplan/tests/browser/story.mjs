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

// The steering group, its chair first.
const GROUP = [
  "Dorte",
  "Direktøren fra KL",
  "Direktøren fra Danske Regioner",
  "Departementschefen for indenrigs og sundhed",
  "Departementschefen for beskæftigelse",
  "Departementschefen for sociale forhold",
  "Departementschefen for videnskab",
];

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
    // Everybody may read it: the board too, when it follows the text back.
    await eva.goto(`${eva.url().split("?")[0].split("#")[0]}/publication`);
    await eva.locator("form[action$=release] button").click();
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

  // Step 5: the steering group meets three times and decides once in writing; a brief
  // goes up.
  const group = await Promise.all(GROUP.map((name) => person(browser, product, name)));
  const [dorte] = group;
  const call = async (title, day, from, to) => {
    await bo.goto(`${CASE}/meetings/new?kind=body`);
    await bo.locator("#body").selectOption({ label: "Styregruppen for strategien" });
    await bo.locator("#title").fill(title);
    await bo.locator("#place").fill("Finansministeriet");
    await bo.locator("#day").fill(day);
    await bo.locator("#time").fill("13:00");
    await bo.locator("#main form button").click();
    await done(bo);
    const meeting = bo.url().split("?")[0];
    for (const area of areas.slice(from, to)) {
      await bo.goto(`${CASE}/proposals`);
      await bo.getByRole("link", { name: `Én indgang ${area}` }).click();
      const label = bo.locator("#agenda-meeting option").filter({ hasText: title });
      await bo.locator("#agenda-meeting").selectOption(await label.getAttribute("value"));
      await bo.locator("form[action$=agenda] button").click();
      await done(bo);
    }
    await bo.goto(meeting);
    return meeting;
  };
  const sendPapers = async () => {
    await bo.getByRole("button", { name: "Send materiale" }).click();
    await done(bo);
  };
  const open = async (meeting) => {
    await bo.goto(meeting);
    for (const box of await bo.locator("input[name=present]").all()) await box.check();
    await bo.locator("form[action$=opening] button").click();
    await done(bo);
  };
  const decide = async () => {
    const form = bo.locator("form[action$=decision]").first();
    await form.locator("select[name=verb]").selectOption("approved");
    await form.locator("textarea[name=decision]").fill("Som indstillet.");
    await form.getByRole("button").click();
    await done(bo);
  };
  const minute = async (words) => {
    await bo.locator("#minutes").fill(words);
    await bo.locator("form[action$=minutes] button").click();
    await done(bo);
  };

  await turnClock(eva, "2010-11-02");
  const first = await call("Styregruppens 1. møde", "2010-11-02", 0, 3);
  // The rule of the steering group wants papers a week before: being late takes a reason.
  await bo.locator("#papers-reason").fill("Forslagene blev færdige i går.");
  await sendPapers();
  await open(first);
  for (let at = 0; at < 3; at += 1) await decide();
  await minute("De tre forslag blev godkendt.");
  await dorte.goto(first);
  await dorte.locator("form[action$=approval] button").click();
  await done(dorte);

  // The second one has its papers in time; members read them, and one item can't wait.
  const second = await call("Styregruppens 2. møde", "2010-11-16", 3, 6);
  await sendPapers();
  await group[1].goto(second);
  await group[1].getByText(`Én indgang ${areas[4]}`).first().waitFor();
  await bo.goto(`${CASE}/written-procedures/new`);
  const waits = bo.locator("#item option").filter({ hasText: areas[3] });
  await bo.locator("#item").selectOption(await waits.getAttribute("value"));
  await bo.locator("#day").fill("2010-11-09");
  await bo.locator("#main form button").last().click();
  await done(bo);
  const procedure = bo.url().split("?")[0];
  for (const member of group) {
    await member.goto(procedure);
    await member.locator("form[action$=answer] button[value=yes]").click();
    await done(member);
  }
  await bo.goto(procedure);
  await bo.locator("form[action$=result] button").click();
  await done(bo);
  await bo.getByText("Som indstillet").or(bo.getByText("Godkendt")).first().waitFor();
  await turnClock(eva, "2010-11-16");
  await open(second);
  // One leaves before the last item; the votes are those of who is there.
  await decide();
  await bo.goto(`${second}/attendance`);
  await bo.locator("tr").filter({ hasText: GROUP.at(-1) })
    .locator("form").filter({ has: bo.locator("input[value=left]") })
    .getByRole("button").click();
  await done(bo);
  await bo.goto(second);
  await bo.locator("a[href$='/votes']").last().click();
  const voters = await bo.locator("fieldset").filter({ has: bo.locator("input[type=radio]") })
    .count();
  assert.equal(voters, GROUP.length - 1, "who has left does not vote");
  await bo.locator("form[action$=votes] button").click();
  await done(bo);
  await bo.goto(second);
  await decide();
  // Minutes go out and every member who was asked approves them with one click.
  await bo.locator("form[action$='minutes/sending'] button").click();
  await done(bo);
  for (const member of group) {
    await member.goto(second);
    await member.locator("form[action$='minutes/answer'] button").first().click();
    await done(member);
  }
  await dorte.goto(second);
  await dorte.getByText("Referat godkendt").first().waitFor();

  const third = await call("Styregruppens 3. møde", "2010-11-30", 6, 7);
  await sendPapers();
  await turnClock(eva, "2010-11-30");
  await open(third);
  await decide();
  await minute("Det sidste forslag blev godkendt.");
  await dorte.goto(third);
  await dorte.locator("form[action$=approval] button").click();
  await done(dorte);
  for (const member of group.slice(1)) await member.context().close();
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
  // KL's board gets the text as a paper; from there Jan follows it back to a citizen.
  await bo.goto(`${CASE}/meetings/new?kind=body`);
  await bo.locator("#body").selectOption({ label: "KL's bestyrelse" });
  await bo.locator("#title").fill("Bestyrelsesmøde i KL");
  await bo.locator("#place").fill("KL-huset");
  await bo.locator("#day").fill("2010-12-15");
  await bo.locator("#time").fill("10:00");
  await bo.locator("#main form button").click();
  await done(bo);
  const add = bo.locator("details").filter({ has: bo.locator("form[action$=items]") });
  await add.locator("summary").click();
  await add.locator("input[name=title]").fill("Strategien til godkendelse");
  const frozen = add.locator("select[name=about] option").filter({ hasText: "Til godkendelse" });
  await add.locator("select[name=about]").selectOption(await frozen.getAttribute("value"));
  await add.locator("textarea[name=recommendation]").fill("strategien");
  await add.locator("select[name=proposed]").selectOption("approved");
  await add.locator("form[action$=items] button").click();
  await done(bo);
  await bo.getByRole("button", { name: "Send materiale" }).click();
  await done(bo);
  const jan = await person(browser, product, "Jan");
  await jan.goto(bo.url());
  await jan.locator("a[href*='/trace/items/']").first().click();
  await jan.getByText("Send mig et svar.").first().waitFor();
  await jan.getByText(`Én indgang ${areas[0]}`).first().waitFor();

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
