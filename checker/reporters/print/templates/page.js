"use strict";
const bar = document.getElementById("filter");
const rule = document.getElementById("rule");
const level = document.getElementById("level");
function show() {
  for (const entry of document.querySelectorAll(".entry")) {
    entry.hidden =
      (rule.value !== "" && entry.dataset.rule !== rule.value) ||
      (level.value !== "" && entry.dataset.level !== level.value);
  }
}
if (bar) {
  bar.hidden = false;
  rule.addEventListener("change", show);
  level.addEventListener("change", show);
}
