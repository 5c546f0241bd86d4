/* ES2019, for Chromium 86 and later. Every page works without this; it only spares loading anew. */
"use strict";
(() => {
  const PART = { "X-Desk-Part": "1" };
  const body = document.body;
  const said = document.getElementById("said");
  const say = (text) => { said.textContent = text; };
  const fragment = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html; // our own pages, in which every text of a report is escaped
    return holder.content;
  };

  // Progress: lines of files that are not read yet are asked for; the store knows, not this page.
  const lines = document.getElementById("lines");
  const ids = (nodes) => [...nodes].map((one) => Number(one.dataset.id));
  async function refresh() {
    const open = ids(lines.querySelectorAll("[data-state=waiting], [data-state=reading]"));
    const shown = Math.max(0, ...ids(lines.children));
    const answer = await fetch("/uploads/lines?ids=" + open.slice(-100).join(","), { headers: PART });
    if (!answer.ok) throw new Error(String(answer.status));
    const newest = Number(answer.headers.get("x-desk-newest"));
    put(fragment(await answer.text()));
    if (lines.dataset.follow === "yes" && newest > shown) {
      const since = [];
      for (let id = newest; id > shown && since.length < 100; id -= 1) since.push(id);
      const more = await fetch("/uploads/lines?ids=" + since.join(","), { headers: PART });
      put(fragment(await more.text()));
    }
    return Number(answer.headers.get("x-desk-waiting"));
  }
  function put(found) {
    for (const line of [...found.querySelectorAll("li")]) {
      const there = document.getElementById(line.id);
      if (there === null) {
        const behind = [...lines.children].find((one) => Number(one.dataset.id) < Number(line.dataset.id));
        lines.insertBefore(line, behind || null);
        document.getElementById("none").hidden = true;
      } else if (there.dataset.stamp !== line.dataset.stamp) {
        there.replaceWith(line);
      }
    }
  }
  let timer = 0;
  let hinted = false; // whether a stream tells when there is something to ask for
  let asking = false;
  let again = false;
  function later(waiting) {
    timer = setTimeout(follow, hinted ? 15000 : waiting > 0 ? 1000 : 5000);
  }
  function follow() {
    clearTimeout(timer);
    if (document.hidden) { timer = setTimeout(follow, 2000); return; }
    if (asking) { again = true; return; }
    asking = true;
    refresh().then(later, () => later(0)).then(() => { // the desk may be closed, and opened again
      asking = false;
      if (again) { again = false; follow(); }
    });
  }
  // Hints: a stream says that a line changed. Without one, or when it breaks, the lines are asked
  // for every few seconds; with one, now and then all the same.
  let stream = null;
  function listen() {
    if (document.hidden) {
      if (stream !== null) stream.close(); // a browser has few connections for all its tabs
      stream = null;
      hinted = false;
    } else if (stream === null && window.EventSource !== undefined) {
      stream = new EventSource("/uploads/changes");
      stream.addEventListener("open", () => { hinted = true; follow(); });
      stream.addEventListener("change", follow);
      stream.addEventListener("error", () => { hinted = false; follow(); });
    }
  }
  if (lines !== null) {
    follow();
    listen();
    document.addEventListener("visibilitychange", listen);
    window.addEventListener("pagehide", () => { if (stream !== null) stream.close(); });
  }

  // Files dropped onto the page, sent with progress.
  const drop = document.getElementById("drop");
  function send(files) {
    const form = new FormData();
    for (const file of files) form.append("files", file, file.name);
    const refusal = document.getElementById("refusal");
    const request = new XMLHttpRequest();
    refusal.hidden = true;
    const failed = (text) => { refusal.textContent = text; refusal.hidden = false; say(""); };
    request.open("POST", "/uploads");
    request.setRequestHeader("X-Desk-Part", "1");
    request.upload.addEventListener("progress", (now) => {
      if (now.lengthComputable) say(body.dataset.sending + " " + Math.floor((100 * now.loaded) / now.total) + " %");
    });
    request.addEventListener("load", () => {
      if (request.status === 204) {
        say(body.dataset.arrived);
        drop.reset();
        follow();
      } else {
        const told = fragment(request.responseText).getElementById("told");
        failed(told === null ? body.dataset.failed : told.textContent);
      }
    });
    request.addEventListener("error", () => failed(body.dataset.failed));
    request.send(form);
  }
  if (drop !== null) {
    drop.addEventListener("submit", (event) => {
      event.preventDefault();
      send(document.getElementById("files").files);
    });
    document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    document.addEventListener("dragleave", () => drop.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length > 0) send(event.dataTransfer.files);
    });
  }

  // Findings: the cells of the one that is looked at are framed.
  const items = document.getElementById("items");
  const sheets = document.querySelector(".sheets");
  const all = () => (items === null ? [] : [...items.querySelectorAll(".entry")]);
  const current = () => all().find((one) => one.classList.contains("current")) || null;
  function frame(refs) {
    for (const one of sheets.querySelectorAll(".framed")) one.classList.remove("framed");
    const wanted = new Set(refs);
    const found = [...sheets.querySelectorAll("[data-ref]")].filter((one) => wanted.has(one.dataset.ref));
    for (const one of found) one.classList.add("framed");
    const first = found.find((one) => one.getClientRects().length > 0);
    // Side by side the sheet scrolls by itself, and the page stays where it is.
    if (first !== undefined && window.matchMedia("(min-width: 64rem)").matches) {
      const from = sheets.getBoundingClientRect();
      sheets.scrollTop += first.getBoundingClientRect().top - from.top - from.height / 2;
    }
    return first;
  }
  function look(item) {
    for (const one of all()) one.classList.toggle("current", one === item);
    return frame(item.dataset.refs.split(" ").filter((ref) => ref !== ""));
  }
  function go(item) {
    look(item);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
  function move(step) {
    const every = all();
    const at = every.indexOf(current());
    const next = every[at === -1 && step < 0 ? every.length - 1 : at + step];
    if (next === undefined) say(body.dataset.noMore);
    else go(next);
  }
  async function tell(ref) {
    const answer = await fetch(location.pathname + "/cells/" + encodeURIComponent(ref), { headers: PART });
    if (!answer.ok) { say(body.dataset.failed); return; }
    const panel = document.getElementById("cell");
    panel.textContent = "";
    panel.append(fragment(await answer.text()));
    panel.hidden = false;
    frame([ref]);
  }

  // Decisions: the one that was decided is put in place of itself, and the next one is looked at.
  async function decide(form, kind) {
    const item = form.closest(".entry");
    const fields = new URLSearchParams(new FormData(form));
    fields.set("kind", kind);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", headers: PART, body: fields });
    } catch (error) {
      say(body.dataset.failed);
      return;
    }
    const found = fragment(await answer.text());
    const now = found.querySelector(".entry");
    if (now === null) {
      const told = found.getElementById("told");
      say(told === null ? body.dataset.failed : told.textContent);
      return;
    }
    item.replaceWith(now);
    const left = answer.headers.get("x-desk-left");
    if (left !== null) document.getElementById("left").textContent = decodeURIComponent(left);
    if (!answer.ok) { go(now); return; }
    say(now.querySelector(".decision") === null ? "" : now.querySelector(".decision").textContent);
    const every = all();
    const at = every.indexOf(now);
    const open = [...every.slice(at + 1), ...every.slice(0, at)].find((one) => one.classList.contains("todo"));
    go(kind === "note" || kind === "reopen" || open === undefined ? now : open);
  }
  let armed = null; // the button whose reason is being written
  function press(button) {
    const note = button.form.elements.note;
    const needs = button.value === "accept" || button.value === "note";
    if (needs && note.value.trim() === "") {
      armed = button;
      const hidden = button.closest("details");
      if (hidden !== null) hidden.open = true;
      note.focus();
      return;
    }
    armed = null;
    decide(button.form, button.value);
  }
  if (items !== null) {
    for (const button of document.querySelectorAll("[data-move]")) {
      button.hidden = false;
      button.addEventListener("click", () => move(button.dataset.move === "n" ? 1 : -1));
    }
    items.addEventListener("submit", (event) => event.preventDefault());
    items.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=kind]");
      const item = event.target.closest(".entry");
      if (button !== null) { event.preventDefault(); look(item); press(button); return; }
      const first = item === null ? undefined : look(item);
      if (event.target.closest("a.frame") === null) return;
      event.preventDefault();
      if (first !== undefined) first.scrollIntoView({ block: "center", inline: "nearest" });
    });
    items.addEventListener("focusin", (event) => {
      const item = event.target.closest(".entry");
      if (item !== null && item !== current()) look(item);
    });
    const named = document.getElementById("finding-" + new URLSearchParams(location.search).get("finding"));
    const begin = named === null ? items.querySelector(".todo") : named;
    if (begin !== null && !location.search.includes("cell=")) look(begin);
    sheets.addEventListener("click", (event) => {
      const at = event.target.closest("[data-ref]");
      if (at === null) return;
      event.preventDefault();
      tell(at.dataset.ref);
    });
  }

  // On paper nothing is folded away.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  // Keys: silent while something is written, and while a Pinyin candidate is confirmed.
  let composed = 0;
  document.addEventListener("compositionend", () => { composed = Date.now(); });
  const composing = (event) => event.isComposing || event.keyCode === 229 || Date.now() - composed < 150;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || composing(event)) return;
    const written = event.target.closest("input, textarea, select, [contenteditable]");
    if (written !== null) {
      const sends = event.key === "Enter" && !event.shiftKey && armed !== null && written.name === "note" && armed.form === written.form;
      if (sends) { event.preventDefault(); press(armed); }
      return;
    }
    if (body.dataset.keys !== "on" || items === null) return;
    if (event.key === "n") move(1);
    else if (event.key === "p") move(-1);
    else if (/^[1234]$/.test(event.key)) {
      const item = current();
      const button = item === null ? null : item.querySelector('[data-key="' + event.key + '"]');
      if (button !== null && button.href) location.href = button.href;
      else if (button !== null) press(button);
    } else return;
    event.preventDefault();
  });
})();
