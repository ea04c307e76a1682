// Several duties given to one unit, or one post of it, at once: all of them are saved or none.
import { api, notice } from "./swap.js";
import { follow, path as workPath, said } from "./draft_desk.js";
import { put, recheck } from "./duties.js";

let last = null;  // the box picked before, for Shift

const boxes = () => [...document.querySelectorAll("tr[data-key]:not([hidden]) [data-pick]")];
const picked = () => boxes().filter((b) => b.checked).map((b) => b.closest("tr"));
const bar = () => document.getElementById("bulk");
const units = () => JSON.parse(document.getElementById("duties").dataset.units ?? "[]");

function show() {
  if (!bar()) return;
  const rows = picked();
  document.querySelectorAll("tr[data-key]").forEach((r) => r.classList.toggle("picked", rows.includes(r)));
  bar().hidden = !rows.length;
  bar().querySelector("[data-picked]").textContent = rows.length ? `已选 ${rows.length} 项` : "";
  const all = document.getElementById("pick-all");
  all.checked = rows.length > 0 && rows.length === boxes().length;
  all.indeterminate = rows.length > 0 && !all.checked;
}

function clear() {
  document.querySelectorAll("[data-pick]").forEach((b) => { b.checked = false; });
  last = null;
  show();
}

document.addEventListener("click", (event) => {
  if (event.target.matches("[data-unpick]")) clear();
  if (!event.target.matches("[data-pick]")) return;
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
  if (event.shiftKey && from >= 0) all.slice(from, to + 1).forEach((b) => { b.checked = event.target.checked; });
  last = event.target;
  show();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "pick-all") {
    boxes().forEach((b) => { b.checked = event.target.checked; });
    show();
  } else if (event.target.matches("#bulk [name=unit]")) {
    const posts = units().find(([name]) => name === event.target.value)?.[1] ?? [];
    bar().elements.post.replaceChildren(new Option("（不指定）", ""), ...posts.map(([name]) => new Option(name, name)));
  }
});

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "bulk") return;
  event.preventDefault();
  const { unit, post } = event.target.elements;
  const rows = picked();
  if (!unit.value) {
    notice("先选一个科室", true);
    unit.focus();
    return;
  }
  if (rows.some((r) => r.classList.contains("saving"))) {
    notice("还有改动正在保存，稍等再试", true);
    return;
  }
  const changes = rows.map((r) => ({
    key: r.dataset.key, expected: Number(r.dataset.version), keep: true, unit: unit.value, post: post.value, person: "",
  }));
  const name = post.value ? `${unit.value}（${post.value}）` : unit.value;
  said("正在保存……", "busy");
  try {
    const table = await api("PATCH", `${workPath}/duties`, { changes });
    clear();
    put(table);
    said("已保存");
    notice(`${changes.length} 项已交给${name}`);
    follow();
    recheck();
  } catch (error) {
    said("没有保存", "failed");
    notice(error.message, true);
    if (error.status === 409) put(error.current);
  }
});

document.addEventListener("policykit:sifted", show);
