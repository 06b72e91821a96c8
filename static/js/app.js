/* Small helps over pages that work without them; owns no rule, sends nothing anywhere, stores nothing outside the tab. */
"use strict";

document.addEventListener("click", (event) => {
  const part = event.target.closest("[data-print], [data-copy], [data-exit]");
  if (!part) return;
  if ("print" in part.dataset) window.print();
  if ("copy" in part.dataset) copy(part);
  if ("exit" in part.dataset) {
    event.preventDefault();
    window.location.replace(part.href);
  }
});

/* Copies the text of the element that `data-copy` names and says so in the button; selects it where copying is barred. */
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.querySelector("[data-label]").textContent = button.dataset.done;
  } catch {
    window.getSelection().selectAllChildren(source);
  }
}

/* What is being typed goes into this entry of the tab's history, where browsers keep typed text for "back" anyway: a
   reload, which they forget, then loses nothing. Nothing secret: no password, no file, no receipt (autocomplete=off). */
function drafted() {
  const secret = (field) => ["hidden", "password", "file", "submit", "button"].includes(field.type) || field.autocomplete === "off";
  const forms = [...document.querySelectorAll("main form[method=post]")];
  return forms.flatMap((form) => [...form.elements]).filter((field) => field.name && !secret(field));
}

function remember() {
  const draft = drafted().map((field) => [field.name, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
  history.replaceState({ ...history.state, draft }, "");
}

function restore() {
  const fields = drafted(), draft = history.state?.draft;
  if (!draft || draft.length !== fields.length || !draft.every(([name], i) => name === fields[i].name)) return;
  draft.forEach(([, value], i) => {
    fields[i][typeof value === "boolean" ? "checked" : "value"] = value;
  });
}

document.addEventListener("input", remember);
restore();

/* Buttons that only a script can serve are hidden until there is one. */
for (const part of document.querySelectorAll("[data-print], [data-copy]")) part.hidden = false;
document.querySelector("[data-focus]")?.focus();
