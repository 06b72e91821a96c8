/* Lets the browser do the work that is asked for instead of the question; owns no rule, and asks nobody elsewhere.
   Without crypto or workers (no HTTPS, scripts barred) the question stays. */
"use strict";

function solve(part) {
  const form = part.closest("form");
  const show = (name, on) => (part.querySelector(`[data-${name}]`).hidden = !on);
  const challenge = JSON.parse(part.dataset.proof);
  const worker = new Worker(part.dataset.worker);
  let pressed = null;
  let busy = true;

  function end(solution) {
    busy = false;
    worker.terminate();
    show("working", false);
    show(solution ? "done" : "question", true);
    if (!solution) return;
    form.elements.proof.value = btoa(JSON.stringify({ challenge, solution }));
    if (pressed) form.requestSubmit(pressed);
  }

  /* Whoever is quicker than the work need not press twice; buttons that lead elsewhere do not wait. */
  form.addEventListener("submit", (event) => {
    if (!busy || event.submitter?.matches("[formaction]:not([data-stores])")) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  worker.onmessage = (message) => end(message.data && !message.data.error ? message.data : null);
  worker.onerror = () => end(null);
  show("question", false);
  show("working", true);
  worker.postMessage({ type: "work", challenge, counterStart: 0, counterStep: 1 });
}

if (window.isSecureContext && window.Worker && window.crypto?.subtle) {
  document.querySelectorAll("[data-proof]").forEach(solve);
}
