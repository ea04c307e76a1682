// The table of duties: each change is saved at once in the row's version; who was slower sees what the other did.
import { api, load, notice } from "./swap.js";
import { follow, path as workPath, said } from "./draft_desk.js";

const path = `${workPath}/duties`;
const waiting = new Map();  // key → changes not yet sent
let sending = false;
let retry = null;
let filter = "kept";

const rowOf = (element) => element.closest("tr[data-key]");
const units = () => JSON.parse(document.getElementById("duties").dataset.units ?? "[]");
const field = (row, name) => row.querySelector(`[data-field="${name}"]`);

function option(value, text, chosen) {
  const made = new Option(text ?? value, value, false, value === chosen);
  return made;
}

function fillPosts(row, unit, post, people) {
  const posts = units().find(([name]) => name === unit)?.[1] ?? [];
  field(row, "post").replaceChildren(option("", "（不指定）", post), ...posts.map(([name]) => option(name, name, post)));
  const names = posts.filter(([name]) => !post || name === post).flatMap(([, all]) => all);
  const one = people.length === 1 ? people[0] : "";
  const whole = people.length > 1 ? people.join("、") : "（岗位人员）";
  field(row, "person").replaceChildren(option("", whole, one), ...[...new Set(names)].map((n) => option(n, n, one)));
}

function show(row, now) {
  row.dataset.version = now.version;
  row.dataset.state = now.state;
  row.dataset.open = now.keep && (!now.unit || now.unit.startsWith("【")) ? "yes" : "no";
  row.classList.toggle("dropped", !now.keep);
  row.classList.remove("saving", "clash");
  if (now.state === "gone") return;
  field(row, "keep").checked = now.keep;
  row.querySelector(".reason-box").hidden = now.keep;
  if (document.activeElement !== field(row, "reason")) field(row, "reason").value = now.keep ? "" : now.reason;
  const unit = field(row, "unit");
  if (![...unit.options].some((o) => o.value === now.unit)) unit.prepend(option("", "待定", ""));
  unit.value = units().some(([name]) => name === now.unit) ? now.unit : "";
  fillPosts(row, now.unit, now.post, now.people);
  const helpers = row.querySelector(".helpers");
  helpers.querySelector("summary").textContent = now.helpers.length ? `配合：${now.helpers.join("、")}` : "配合";
  helpers.querySelectorAll("[data-helper]").forEach((b) => { b.checked = now.helpers.includes(b.value); });
  const late = row.querySelector("[data-refused]");
  late.hidden = !now.refused;
  if (now.refused) late.textContent = `本单位定的时限“${now.refused}”晚于来文的“${now.source_deadline}”，没有采用，请重新定。`;
  const limit = field(row, "deadline");
  limit.defaultValue = now.own_deadline;  // what is saved
  if (document.activeElement !== limit && !limit.hasAttribute("aria-invalid")) limit.value = now.own_deadline;
  row.querySelector("[data-source-deadline]").hidden = !now.own_deadline || !now.source_deadline;
  row.querySelector("[data-said]").textContent = now.by && now.version ? `${now.by} 定` : now.keep ? `按规则：${now.rule}` : "";
  row.querySelectorAll("[data-take-back], [data-row-history]").forEach((b) => { b.hidden = !now.version; });
}

export function put(table) {
  const shown = new Set([...document.querySelectorAll("tr[data-key]")].map((r) => r.dataset.key));
  if (table.rows.length !== shown.size || table.rows.some((r) => !shown.has(r.key))) return again();
  for (const now of table.rows) {
    const row = document.getElementById(`duty-${now.key}`);
    if (!waiting.has(now.key)) show(row, now);
  }
  return undefined;
}

// A time limit that cannot be: it stays in its box to be corrected, and the box alone is marked.
function refused(limit, why) {
  limit.setAttribute("aria-invalid", "true");
  limit.dataset.title ??= limit.title;
  limit.title = why;
}

function accepted(limit) {
  limit.removeAttribute("aria-invalid");
  limit.title = limit.dataset.title ?? limit.title;
}

async function again() {
  await load(location.pathname + location.search, "#duties");
  sift();
}

function later(row, changes) {
  waiting.set(row.dataset.key, { ...waiting.get(row.dataset.key), ...changes });
  row.classList.add("saving");
  said("正在保存……", "busy");
  send();
}

async function send() {
  if (sending || !waiting.size) return;
  clearTimeout(retry);
  retry = null;
  sending = true;
  const [key, changes] = waiting.entries().next().value;
  const row = document.getElementById(`duty-${key}`);
  waiting.delete(key);
  try {
    const table = await api("PATCH", path, { changes: [{ key, expected: Number(row.dataset.version), ...changes }] });
    // What was typed meanwhile goes on from the version just saved, not from the one before it.
    const saved = table.rows.find((now) => now.key === key);
    if (saved && waiting.has(key)) row.dataset.version = saved.version;
    put(table);
    said("已保存");
    follow();
    recheck();
  } catch (error) {
    if (!error.status) {  // the server could not be reached: nothing typed is given up
      waiting.set(key, { ...changes, ...waiting.get(key) });
      said("连不上服务器，改动还没有保存，正在重试", "busy");
      retry = setTimeout(send, 3000);
      return;
    }
    row.classList.remove("saving");
    said("没有保存", "failed");
    if ("deadline" in changes && error.status === 422) refused(field(row, "deadline"), error.message);
    if (error.status === 409) {
      notice(error.message, true);
      put(error.current);
      document.getElementById(`duty-${key}`)?.classList.add("clash");
    } else {
      notice(error.message, true);
      if (error.status === 422) put(await api("GET", path).catch(() => ({ rows: [] })));
    }
  } finally {
    sending = false;
    if (!retry) send();
  }
}

document.addEventListener("change", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  clearTimeout(event.target.timer);  // saved now: not once more a moment later
  if (event.target.matches("[data-helper]")) {
    later(row, { helpers: [...row.querySelectorAll("[data-helper]:checked")].map((b) => b.value) });
    return;
  }
  const name = event.target.dataset.field;
  if (!name) return;
  if (name === "keep") {
    const keep = event.target.checked;
    row.classList.toggle("dropped", !keep);
    row.querySelector(".reason-box").hidden = keep;
    if (keep) later(row, { keep: true });
    else if (field(row, "reason").value.trim()) later(row, { keep: false, reason: field(row, "reason").value });
    else {
      said("写明不列入的理由后保存", "busy");
      field(row, "reason").focus();
    }
    return;
  }
  if (name === "reason") {
    if (event.target.value.trim()) later(row, { keep: false, reason: event.target.value });
    return;
  }
  if (name === "unit") later(row, { unit: event.target.value, post: "", person: "" });
  else if (name === "post") later(row, { post: event.target.value, person: "" });
  else if (name === "deadline") {
    accepted(event.target);
    if (event.target.value.trim() !== event.target.defaultValue || waiting.has(row.dataset.key)) later(row, { deadline: event.target.value });
    else said("没有要保存的改动");  // back to what is saved: nobody decided anything
  } else later(row, { [name]: event.target.value });
});

document.addEventListener("input", (event) => {
  const typed = event.target.closest('input[data-field="deadline"], input[data-field="reason"]');
  if (!typed || event.isComposing) return;
  clearTimeout(typed.timer);
  typed.timer = setTimeout(() => typed.dispatchEvent(new Event("change", { bubbles: true })), 1200);
});

document.addEventListener("click", async (event) => {
  const row = rowOf(event.target);
  if (row && event.target.matches("[data-take-back]")) later(row, { take_back: true });
  else if (row && event.target.matches("[data-confirm-row]")) later(row, {});
  else if (row && event.target.matches("[data-row-history]")) {
    const found = await api("GET", `${path}/${row.dataset.key}/history`);
    const list = document.createElement("ol");
    list.className = "history small";
    list.append(...found.history.map((h) => {
      const item = document.createElement("li");
      item.textContent = `${new Date(h.at).toLocaleString("zh-CN")}　${h.by}　${h.told}`;
      return item;
    }));
    row.querySelector(".history")?.remove();
    row.querySelector(".c-what").append(list);
  } else if (event.target.matches("[data-filter]")) {
    filter = event.target.dataset.filter;
    sift();
  }
});

function sift() {
  const wanted = {
    kept: (r) => !r.classList.contains("dropped") || r.dataset.state === "review",
    all: () => true,
    open: (r) => r.dataset.open === "yes",
    noted: (r) => Boolean(r.querySelector("[data-notes] li")),
    changed: (r) => ["decided", "added"].includes(r.dataset.state),
    review: (r) => ["review", "gone"].includes(r.dataset.state),
  }[filter];
  const rows = [...document.querySelectorAll("tr[data-key]")];
  rows.forEach((r) => { r.hidden = !wanted(r); });
  document.querySelectorAll("[data-filter]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.filter === filter)));
  document.dispatchEvent(new CustomEvent("policykit:sifted"));
  const none = document.getElementById("no-duties");
  if (none) none.hidden = rows.some((r) => !r.hidden);
}

function notes(list, found) {
  list.replaceChildren(...found.map((note) => {
    const item = document.createElement("li");
    item.className = note.level;
    item.textContent = note.text;
    return item;
  }));
}

let checking = null;

export function recheck() {
  clearTimeout(checking);
  checking = setTimeout(async () => {
    const found = await api("GET", `${workPath}/check`).catch(() => null);
    if (!found) return;
    document.querySelectorAll("tr[data-key]").forEach((row) => {
      notes(row.querySelector("[data-notes]"), found.duties[row.dataset.key] ?? []);
    });
    notes(document.getElementById("check-others"), found.others);
  }, 400);
}

document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const name = event.target.dataset?.field;
  const row = name && rowOf(event.target);
  if (!row) return;
  const rows = [...document.querySelectorAll("tr[data-key]")].filter((r) => !r.hidden && field(r, name));
  const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  field(next, name).focus();
  next.scrollIntoView({ block: "nearest" });
});

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "add-duty") return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(event.target));
  try {
    await api("PATCH", path, { changes: [{ key: "", expected: 0, ...values }] });
    said("已保存");
    await again();
    follow();
  } catch (error) {
    notice(error.message, true);
  }
});

// Coming back to the page shows what others decided meanwhile.
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || sending || waiting.size || !document.querySelector("tr[data-key]")) return;
  const table = await api("GET", path).catch(() => null);
  const seen = (row) => document.getElementById(`duty-${row.key}`)?.dataset.version === String(row.version);
  if (!table || sending || waiting.size || table.rows.every(seen)) return;
  put(table);
  follow();
  recheck();
});

document.addEventListener("policykit:swapped", (event) => {
  if (event.target.id === "duties") sift();
});
sift();
