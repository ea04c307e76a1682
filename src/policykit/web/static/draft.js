// The page of one work: settings and decisions are saved as they are made, the preview follows, a line shows its source.
import { api, load, notice } from "./swap.js";
import "./sources.js";
import "./duties.js";
import "./duty_bulk.js";
import "./duty_table.js";
import { follow, path, said, work } from "./draft_desk.js";

let queue = Promise.resolve();

function clash(error) {
  const box = document.getElementById("conflict");
  const open = document.createElement("a");
  Object.assign(open, { className: "button", href: location.href, textContent: "看最新内容" });
  const told = document.createElement("p");
  told.textContent = error.message;
  box.replaceChildren(told, open);
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}

function change(changes, parts) {
  said("正在保存……", "busy");
  queue = queue.then(async () => {
    try {
      const now = await api("PUT", path, { version: Number(work.dataset.version), changes });
      work.dataset.version = now.version;
      said(`已保存 · ${now.by} · 第 ${now.version} 版`);
      if (changes.name) document.querySelector("h1").textContent = now.name;
      if (parts) await load(location.pathname + location.search, parts);
      else follow();
    } catch (error) {
      if (!error.status) {  // the server could not be reached: nothing typed is given up
        said("连不上服务器，改动还没有保存，正在重试", "busy");
        setTimeout(() => change(changes, parts), 3000);
        return;
      }
      said("没有保存", "failed");
      if (error.status === 409) clash(error);
      else notice(error.message, true);
    }
  });
  return queue;
}

const sources = () => [...document.querySelectorAll("[data-source]")].map((s) => s.dataset.source);
const EVERYTHING = "#sources, #settings-now, #duties, #paper, #report";
const TOLD = new Set(["template", "day", "final"]); // settings that the closed box of settings tells

document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-setting]");
  if (!field) return;
  const name = field.dataset.setting;
  const value = name === "state" ? (field.checked ? "done" : "open") : field.type === "checkbox" ? field.checked : field.value;
  change({ [name]: value }, name === "profile" ? EVERYTHING : TOLD.has(name) ? "#settings-now, #paper, #report" : null);
});

document.addEventListener("input", (event) => {
  const field = event.target.closest("textarea[data-setting]");
  if (!field) return;
  clearTimeout(field.timer);
  field.timer = setTimeout(() => change({ [field.dataset.setting]: field.value }), 800);
});

document.addEventListener("policykit:source", (event) => {
  event.target.value = "";
  if (!sources().includes(event.detail.id)) change({ sources: [...sources(), event.detail.id] }, EVERYTHING);
});

document.addEventListener("click", async (event) => {
  const gone = event.target.closest("[data-remove-source]");
  if (gone) {
    const id = gone.closest("[data-source]").dataset.source;
    change({ sources: sources().filter((s) => s !== id) }, EVERYTHING);
    return;
  }
  const shut = event.target.closest("#source [data-close]");
  if (shut) {
    event.preventDefault();
    close();
    return;
  }
  const line = event.target.closest("[data-line]");
  if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(line);
});

let from = null;

async function open(line) {
  from = line;
  document.querySelectorAll(".now").forEach((e) => e.classList.remove("now"));
  line.closest("p, tr, li").classList.add("now");
  await load(line.getAttribute("href"), "#source").catch((error) => notice(error.message, true));
  document.getElementById("source").focus({ preventScroll: true });
}

function close() {
  const drawer = document.getElementById("source");
  drawer.hidden = true;
  drawer.replaceChildren();
  document.querySelectorAll(".now").forEach((e) => e.classList.remove("now"));
  from?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.getElementById("source").hidden) close();
});
