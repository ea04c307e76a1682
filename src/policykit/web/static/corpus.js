// The corpus: files dropped or chosen are sent at once and watched while they are read; the two texts marked together.
import { api, load, notice, watch } from "./swap.js";
import "./sources.js";

const drop = document.getElementById("drop");
const jobs = document.getElementById("jobs");
const begun = new Set(); // the jobs begun on this page

function follow(job) {
  const part = document.createElement("section");
  part.className = "card job";
  part.id = `job-${job.id}`;
  begun.add(part.id);
  part.dataset.get = `/jobs/${job.id}`;
  part.dataset.poll = "200";
  part.textContent = job.title;
  jobs.prepend(part);
  watch(part);
}

async function filesOf(transfer) {
  const entries = [...transfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((e) => e.isDirectory)) return [...transfer.files];
  const out = [];
  const walk = async (entry) => {
    if (entry.isFile) out.push(await new Promise((take, fail) => entry.file(take, fail)));
    else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((take, fail) => reader.readEntries(take, fail));
        if (!some.length) break;
        for (const one of some) await walk(one);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return out;
}

async function send(files) {
  if (!files.length) return;
  const form = new FormData();
  form.append("same_name", drop.elements.same_name.value);
  for (const file of files) form.append("files", file, file.name);
  notice(`正在上传 ${files.length} 份文件……`);
  try {
    follow(await api("POST", "/api/v1/documents", form));
    notice("已上传，正在读取");
  } catch (error) {
    notice(error.message, true);
  }
}

if (drop) {
  const files = document.getElementById("files");
  files.addEventListener("change", () => send([...files.files]).then(() => { files.value = ""; }));
  drop.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    send(await filesOf(event.dataTransfer));
  });
}

function valuesOf(form) {
  const values = Object.fromEntries(new FormData(form));
  for (const name of ["csrf", "next", "_method"]) delete values[name];
  for (const box of form.querySelectorAll("[data-sources]")) values[box.name] = box.dataset.id || box.value;
  return values;
}

document.addEventListener("policykit:source", (event) => {
  event.target.value = event.detail.title;
  event.target.dataset.id = event.detail.id;
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-sources]")) delete event.target.dataset.id;
});

// When work that changes the corpus is done, the list is fetched again.
document.addEventListener("policykit:swapped", (event) => {
  const part = event.target;
  if (!part.classList.contains("job") || part.dataset.state !== "done") return;
  if (part.dataset.then) location.assign(part.dataset.then);
  else if (document.getElementById("rows")) load(location.pathname + location.search, "#rows");
  else if (begun.has(part.id)) location.reload(); // the first files of all, or a document read again
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("form[data-job]")) {
    event.preventDefault();
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return;
    const method = form.elements._method?.value || "POST";
    try {
      const job = await api(method, form.getAttribute("action"), valuesOf(form));
      if (form.dataset.then) location.assign(form.dataset.then);
      else follow(job);
      form.closest(".doc-row")?.remove();
    } catch (error) {
      notice(error.message, true);
    }
  }
  if (form.id === "metadata") {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    const body = { values, version: Number(form.dataset.version) };
    try {
      follow(await api("PATCH", `/api/v1/documents/${form.dataset.document}/metadata`, body));
      form.dataset.version = Number(form.dataset.version) + 1;
      notice("已保存，正在重新读取");
    } catch (error) {
      notice(error.message, true);
    }
  }
});

function pair(owner, from) {
  document.querySelectorAll(".paired").forEach((e) => e.classList.remove("paired"));
  const all = [...document.querySelectorAll(`[data-pair="${CSS.escape(owner)}"]`)];
  all.forEach((e) => e.classList.add("paired"));
  for (const pane of document.querySelectorAll(".pane")) {
    if (from && pane.contains(from)) continue;
    const first = all.find((e) => pane.contains(e));
    if (first) pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
  }
  if (!all.length) notice("这一条不在这一部分");
}

document.addEventListener("click", (event) => {
  const to = event.target.closest("[data-pair-to]");
  if (to) pair(to.dataset.pairTo);
  const part = event.target.closest("[data-pair]");
  if (part) pair(part.dataset.pair, part);
});
document.addEventListener("keydown", (event) => {
  const part = event.key === "Enter" && event.target.closest?.(".pair-clause");
  if (part) pair(part.dataset.pair, part);
});
