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
