// What script adds to pages that read well without it. No library, nothing from elsewhere.
"use strict";
const all = (sel, root = document) => [...root.querySelectorAll(sel)];

// Text and record tied by hover and focus: whatever shares an id is lit together.
for (const root of all("[data-tie]")) {
  const pieces = all("[data-r]", root), cards = all("[data-refs]", root);
  const has = (list, ids) => list.split(" ").some((x) => ids.includes(x));
  const light = (ids) => {
    for (const p of pieces) p.classList.toggle("lit", ids.length > 0 && has(p.dataset.r, ids));
  };
  const lightCards = (ids) => {
    for (const c of cards) c.classList.toggle("lit", ids.includes(c.id));
  };
  for (const c of cards) {
    const on = () => light(c.dataset.refs.split(" ")), off = () => light([]);
    c.addEventListener("mouseenter", on); c.addEventListener("mouseleave", off);
    c.addEventListener("focusin", on); c.addEventListener("focusout", off);
  }
  for (const p of pieces) {
    const on = () => lightCards(p.dataset.r.split(" ")), off = () => lightCards([]);
    p.addEventListener("mouseenter", on); p.addEventListener("mouseleave", off);
    p.addEventListener("focus", on); p.addEventListener("blur", off);
  }
}

// The queue by keyboard: next, back, accept, wrong, merge, open.
const queue = document.querySelector("[data-queue]");
if (queue) {
  const entries = all("[data-entry]", queue);
  let at = -1;
  const go = (i) => {
    if (i < 0 || i >= entries.length) return;
    entries[at]?.classList.remove("here");
    at = i;
    entries[at].classList.add("here");
    entries[at].focus({ preventScroll: true });
    entries[at].scrollIntoView({ block: "nearest" });
  };
  const kept = Number(sessionStorage.getItem("queue") ?? -1);
  sessionStorage.removeItem("queue");
  if (kept >= 0) go(Math.min(kept, entries.length - 1));
  for (const [i, e] of entries.entries()) {
    e.addEventListener("focusin", () => { if (at !== i) { entries[at]?.classList.remove("here"); at = i; e.classList.add("here"); } });
    for (const f of all("form", e)) f.addEventListener("submit", () => sessionStorage.setItem("queue", i));
  }
  document.addEventListener("keydown", (ev) => {
    if (ev.ctrlKey || ev.metaKey || ev.altKey || ev.target.closest("input, select, textarea")) return;
    const here = entries[at];
    const fold = (key) => {
      const d = here?.querySelector(`details[data-key=${key}]`);
      if (!d) return;
      d.open = !d.open;
      (d.open ? d.querySelector("input:not([type=hidden]), select") : d.querySelector("summary")).focus();
    };
    switch (ev.key) {
      case "j": case "n": go(at + 1); break;
      case "k": go(at - 1); break;
      case "a": here?.querySelector("button[data-key=a]")?.click(); break;
      case "x": fold("x"); break;
      case "m": fold("m"); break;
      case "o": here?.querySelector("a.what")?.click(); break;
      default: return;
    }
    ev.preventDefault();
  });
}

// Live: the page says when the ledger has changed, and leaves it to the reader to look.
const fresh = document.getElementById("fresh");
if (fresh && document.body.dataset.seq !== undefined && "EventSource" in window) {
  const seen = new Set();
  let stream;
  const open = () => {
    stream = new EventSource("/changes?after=" + encodeURIComponent(document.body.dataset.seq));
    stream.addEventListener("change", (ev) => {
      seen.add(JSON.parse(ev.data).id);
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = "Load them";
      fresh.replaceChildren(seen.size === 1 ? "One event is new or has changed since this page was loaded. " : `${seen.size} events are new or have changed since this page was loaded. `, link);
      fresh.hidden = false;
    });
  };
  // a hidden page need not listen
  document.addEventListener("visibilitychange", () => { if (document.hidden) stream?.close(); else open(); });
  if (!document.hidden) open();
  addEventListener("pagehide", () => stream?.close());
}

// The channel board through time.
const form = document.querySelector("[data-board]");
if (form) {
  const label = form.querySelector(".slide"), slider = label.querySelector("input"), on = form.querySelector("[name=on]"), board = document.getElementById("board");
  label.hidden = false;
  let wait, asked = 0;
  const load = async () => {
    const mine = ++asked;
    const r = await fetch(form.dataset.board + "&on=" + encodeURIComponent(on.value));
    if (!r.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await r.text(), "text/html");
    const part = page.getElementById("board");
    if (part) board.replaceChildren(...part.childNodes);
  };
  slider.addEventListener("input", () => {
    const day = new Date(form.dataset.from + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + Number(slider.value));
    on.value = day.toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", on.value);
    clearTimeout(wait);
    wait = setTimeout(load, 120);
  });
}

// Copy a citation.
for (const b of all("[data-copy]")) {
  b.hidden = false;
  b.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(b.dataset.copy).textContent);
    b.textContent = "Copied";
  });
}

// A drawing as PNG: the browser paints the file in twice its size.
for (const b of all("[data-png]")) {
  b.hidden = false;
  b.addEventListener("click", async () => {
    const picture = new Image();
    picture.src = b.dataset.png;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * picture.naturalWidth; canvas.height = 2 * picture.naturalHeight;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(png);
    link.download = "openlines.png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

// Completion of the query: the field names, and the values of fields that have a list.
let words;
const vocabulary = () => (words ??= fetch("/words.json").then((r) => (r.ok ? r.json() : Promise.reject())).catch(() => ({ fields: [], values: {}, names: {} })));
for (const input of all("[data-complete]")) {
  const list = document.createElement("ul");
  list.id = input.id + "-options";
  list.className = "options";
  list.role = "listbox";
  list.ariaLabel = "Completions";
  list.hidden = true;
  input.after(list);
  Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
  input.setAttribute("aria-controls", list.id);
  let options = [], chosen = -1, start = 0;
  const close = () => { list.hidden = true; input.ariaExpanded = "false"; input.removeAttribute("aria-activedescendant"); options = []; chosen = -1; };
  const choose = (i) => {
    chosen = i;
    for (const [k, li] of [...list.children].entries()) li.ariaSelected = String(k === i);
    input.setAttribute("aria-activedescendant", list.id + "-" + i);
    list.children[i].scrollIntoView({ block: "nearest" });
  };
  const take = (i) => {
    const rest = input.value.slice(input.selectionStart);
    input.value = input.value.slice(0, start) + options[i].text + rest;
    const end = start + options[i].text.length;
    input.setSelectionRange(end, end);
    const more = options[i].text.endsWith(":");
    close();
    input.focus();
    if (more) offer();
  };
  const offer = async () => {
    const v = await vocabulary();
    const before = input.value.slice(0, input.selectionStart);
    const token = /\S*$/.exec(before)[0].replace(/^-/, "");
    const [field, ...value] = token.split(":");
    options = [];
    if (value.length) {
      const last = value.join(":").split(/[,-]/).at(-1).toLowerCase();
      start = before.length - last.length;
      const codes = field === "dyad" ? v.values.actor : v.values[field];
      options = (codes ?? []).filter((x) => x.toLowerCase().startsWith(last) || (last.length > 1 && (v.names[x] ?? "").toLowerCase().startsWith(last))).map((x) => ({ text: x, label: v.names[x] ? x + "  " + v.names[x] : x }));
    } else if (token) {
      start = before.length - token.length;
      options = v.fields.filter((f) => f.startsWith(token) && f !== token).map((f) => ({ text: f + ":", label: f + ":" }));
    }
    options = options.slice(0, 12);
    if (!options.length || (options.length === 1 && before.endsWith(options[0].text))) return close();
    list.replaceChildren(...options.map((o, i) => {
      const li = document.createElement("li");
      li.id = list.id + "-" + i;
      li.role = "option";
      li.ariaSelected = "false";
      li.textContent = o.label;
      li.addEventListener("mousedown", (ev) => { ev.preventDefault(); take(i); });
      return li;
    }));
    chosen = -1;
    list.hidden = false;
    input.ariaExpanded = "true";
  };
  input.addEventListener("input", offer);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (ev) => {
    if (list.hidden) return;
    if (ev.key === "ArrowDown") choose((chosen + 1) % options.length);
    else if (ev.key === "ArrowUp") choose((chosen - 1 + options.length) % options.length);
    else if (ev.key === "Escape") close();
    else if ((ev.key === "Tab" || ev.key === "Enter") && chosen >= 0) take(chosen);
    else return;
    ev.preventDefault();
  });
}
