// What the pages do more when there is script. Every page works without it.

// A text field with a limit says how much is left.
for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-limit]")) {
  const note = document.getElementById(`${field.id}-left`);
  if (!note) continue;
  const limit = Number(field.dataset.limit);
  const tell = () => {
    // The server counts Unicode scalar values, and so do we.
    const left = limit - [...field.value].length;
    note.textContent = (note.dataset.text ?? "").replace("#", left.toLocaleString(document.documentElement.lang));
  };
  field.addEventListener("input", tell);
  tell();
}

// A form that was sent once is not sent again by an impatient second click.
for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form")) {
    delete form.dataset.sent;
  }
});

// Keys of the reading queue. They can be switched off, and are never taken from a field
// one writes in.
const keyPanel = document.querySelector<HTMLElement>("[data-keys]");
const keySwitch = keyPanel?.querySelector<HTMLInputElement>("input");
if (keyPanel && keySwitch) {
  keyPanel.hidden = false;
  keySwitch.checked = localStorage.getItem("keys") !== "off";
  keySwitch.addEventListener("change", () => localStorage.setItem("keys", keySwitch.checked ? "on" : "off"));
  const sentences = [...document.querySelectorAll<HTMLInputElement>("input[name=segment]")];
  // A number of two digits is typed like one of one digit: within a second.
  let typed = "";
  let typedAt = 0;
  const walk = (step: number) => {
    const at = sentences.findIndex((box) => box === document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : sentences.length - 1) : at + step;
    sentences[Math.min(Math.max(next, 0), sentences.length - 1)]?.focus();
  };
  const choose = (digit: string, now: number) => {
    typed = now - typedAt < 1000 ? typed + digit : digit;
    typedAt = now;
    const topic = document.querySelector<HTMLInputElement>(`input[data-number="${typed}"]`);
    if (topic) topic.checked = true;
  };
  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof HTMLElement ? event.target : document.body;
    const writes = at.matches("textarea, select, input:not([type=checkbox], [type=radio])");
    if (!keySwitch.checked || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "x") {
      const box = sentences.find((one) => one === document.activeElement);
      if (box) box.checked = !box.checked;
    } else if (/^[0-9]$/.test(event.key)) choose(event.key, event.timeStamp);
    else {
      const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      if (target instanceof HTMLAnchorElement) target.click();
      else target.closest("form")?.requestSubmit();
    }
    event.preventDefault();
  });
}
