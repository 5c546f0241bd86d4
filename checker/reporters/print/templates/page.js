"use strict";
const bar = document.getElementById("filter");
const chosen = (name) => document.getElementById(name)?.value.trim() ?? "";
function show() {
  const verdict = chosen("verdict");
  const body = chosen("body").toLowerCase();
  let left = 0;
  for (const one of document.querySelectorAll(".of-report")) {
    one.hidden =
      (verdict !== "" && one.dataset.verdict !== verdict) ||
      !one.dataset.body.toLowerCase().includes(body);
    left += one.hidden ? 0 : 1;
  }
  const rule = chosen("rule");
  const level = chosen("level");
  for (const entry of document.querySelectorAll(".entry")) {
    entry.hidden =
      (rule !== "" && entry.dataset.rule !== rule) ||
      (level !== "" && entry.dataset.level !== level);
  }
  const none = document.getElementById("none-left");
  if (none) none.hidden = left > 0;
}
if (bar) {
  bar.hidden = false;
  bar.addEventListener("input", show);
  show(); // a browser that comes back to the page keeps what was chosen
}
