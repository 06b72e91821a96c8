/* Small helps over pages that work without them; owns no rule, sends nothing anywhere, stores nothing outside the tab. */
"use strict";

document.addEventListener("click", (event) => {
  const part = event.target.closest("[data-print], [data-copy], [data-exit]");
  if (!part) return;
  if ("print" in part.dataset) window.print();
  if ("copy" in part.dataset) copy(part);
  if ("exit" in part.dataset) {
    event.preventDefault();
    sessionStorage.clear();
    window.location.replace(part.href);
  }
});

/* Alt with an access key does the same in every browser; where the browser has done it itself, nothing is left to do. */
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const part = [...document.querySelectorAll("[accesskey]")].find((each) => each.accessKey === event.key.toLowerCase());
  if (!part) return;
  event.preventDefault();
  part.click();
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

/* What is being typed stays in the tab until the next page opens, so that a reload, which forgets it, loses nothing. (An
   entry in the tab's history would turn a page that came by POST into one by GET.) Going back is the browser's own work.
   Nothing secret: no password, no file, no receipt (autocomplete=off). */
function drafted() {
  const secret = (field) => ["hidden", "password", "file", "submit", "button"].includes(field.type) || field.autocomplete === "off";
  const forms = [...document.querySelectorAll("main form[method=post]")];
  return forms.flatMap((form) => [...form.elements]).filter((field) => field.name && !secret(field));
}

function remember() {
  const draft = drafted().map((field) => [field.name, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
  sessionStorage.setItem("draft", JSON.stringify({ path: location.pathname, draft }));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem("draft"));
  const reloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (!kept || !reloaded || kept.path !== location.pathname) return sessionStorage.removeItem("draft");
  const fields = drafted();
  if (kept.draft.length !== fields.length || !kept.draft.every(([name], i) => name === fields[i].name)) return;
  kept.draft.forEach(([, value], i) => {
    fields[i][typeof value === "boolean" ? "checked" : "value"] = value;
  });
}

/* Buttons that only a script can serve are hidden until there is one. */
for (const part of document.querySelectorAll("[data-print], [data-copy]")) part.hidden = false;
document.querySelector("[data-focus]")?.focus();

/* Last: a browser that bars the tab's storage ends the script here. */
document.addEventListener("input", remember);
restore();
