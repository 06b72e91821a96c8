/* Small helps over pages that work without them; owns no rule, sends nothing anywhere. */
"use strict";
document.addEventListener("click", (event) => {
  const part = event.target.closest("[data-print], [data-copy], [data-exit]");
  if (!part) return;
  if ("print" in part.dataset) window.print();
  if ("exit" in part.dataset) {
    event.preventDefault();
    window.location.replace(part.href);
  }
  if (part.dataset.copy) copy(part);
});

/* Copies the text of the element that `data-copy` names, and says so in the button. */
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.querySelector("[data-label]").textContent = button.dataset.done;
  } catch {
    window.getSelection().selectAllChildren(source);
  }
}

/* Buttons that only a script can serve are hidden until there is one. */
for (const part of document.querySelectorAll("[data-print], [data-copy]")) part.hidden = false;
document.querySelector("[data-focus]")?.focus();
