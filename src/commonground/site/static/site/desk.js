// Wagtail starts its date fields from scripts inside the page, which the site's policy forbids. Our templates leave the
// same call as data, and this file makes it.
const started = new WeakSet();
const CALLS = new Set(["initDateChooser", "initTimeChooser", "initDateTimeChooser"]);

function start() {
  for (const call of document.querySelectorAll("template[data-start]")) {
    if (started.has(call) || !CALLS.has(call.dataset.start) || !window[call.dataset.start]) continue;
    started.add(call);
    window[call.dataset.start](call.dataset.for, JSON.parse(call.content.textContent));
  }
}

document.addEventListener("DOMContentLoaded", start);
document.addEventListener("w-swap:success", start);
