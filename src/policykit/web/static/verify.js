// 核验: the dropped file is sent, every line of it is shown with its state, and the lines can be sifted by it.
import { api, notice } from "./swap.js";
import { dropping, filtered, made } from "./dropping.js";

const WORDS = {
  ok: "没有问题", edited: "改动过", missing: "缺少", moved: "换了位置", source: "来源有变", problem: "有问题",
  added: "手工添加", unchecked: "未核对",
};
const TONES = { ok: "good", moved: "warn", added: "warn", unchecked: "warn" };
const form = document.getElementById("drop");
const result = document.getElementById("result");

function cells(texts) {
  if (texts.length < 2) return texts.map((t) => document.createTextNode(t));
  return [made("span", { class: "cells" }, ...texts.map((t) => made("span", {}, t)))];
}

function words(line) {
  if (line.pieces.length) {
    return line.pieces.map(([kind, text]) => (kind === "delete" ? made("del", {}, text) : kind === "insert" ? made("ins", {}, text) : text));
  }
  return cells(line.printed.length ? line.printed : line.recorded);
}

function item(line) {
  const reasons = line.findings.filter((f) => !(line.pieces.length && f.code.endsWith(".edited")))
    .map((f) => made("p", { class: `reason ${f.severity}` }, f.reason));
  if (line.unchecked && !line.findings.some((f) => f.reason === line.unchecked)) {
    reasons.push(made("p", { class: "reason warning" }, line.unchecked));
  }
  const links = line.sources.map((s) => made("a", { href: s.link }, `《${s.title}》${s.spoken}`));
  return made("li", { class: line.verdict, "data-item": true, "data-verdict": line.verdict },
    made("div", {}, made("span", { class: `badge ${TONES[line.verdict] ?? "bad"}` }, WORDS[line.verdict]),
      made("p", { class: "where" }, line.place)),
    made("div", {}, made("p", { class: "printed" }, ...words(line)), ...reasons,
      links.length ? made("p", { class: "links" }, made("span", { class: "soft" }, "依据"), ...links) : null));
}

function chip(text, verdicts, count) {
  return made("button", { type: "button", class: "chip", "data-verdicts": verdicts, "aria-pressed": "false" },
    count === undefined ? text : `${text} ${count}`);
}

function show(report) {
  const lines = report.lines.filter((line) => !line.header || line.verdict !== "ok");
  const list = made("ol", { class: "lines", "data-list": true }, ...lines.map(item));
  const bad = ["edited", "missing", "source", "problem", "moved", "added", "unchecked"];
  const look = bad.reduce((sum, v) => sum + (report.counts[v] ?? 0), 0);
  const chips = [chip("全部", "", lines.length), chip("要看的", bad.join(" "), look),
    ...Object.keys(WORDS).filter((v) => report.counts[v]).map((v) => chip(WORDS[v], v, report.counts[v]))];
  const others = report.others.map((f) => made("p", { class: "card problem" }, `${f.place}：${f.reason}`));
  const holes = report.placeholders.length
    ? made("p", { class: "soft" }, `还有待填写：${[...new Set(report.placeholders)].join("、")}`) : null;
  result.replaceChildren(
    made("div", { class: `verdict ${report.clean ? "good" : "bad"}` },
      made("span", { class: "seal-mark" }, report.clean ? "核验通过" : "要看一看"),
      made("h2", {}, report.name), made("span", { class: "soft" }, `已核对 ${report.checked} / ${report.found}`)),
    made("p", {}, report.summary), ...others, holes ?? "",
    made("div", { class: "filters", role: "group", "aria-label": "按结果筛选" }, ...chips), list);
  filtered(list, chips);
  if (look) chips[1].click();
  result.hidden = false;
  result.scrollIntoView({ block: "start" });
}

dropping(form, async (files) => {
  const body = new FormData();
  files.forEach((f) => body.append("files", f));
  if (document.getElementById("keep").checked) body.append("keep", "true");
  const report = await api("POST", form.dataset.path, body);
  show(report);
  if (report.kept) {
    history.replaceState(null, "", `/verify?kept=${report.kept}`);
    notice("核验结果已留存");
  }
});

document.addEventListener("click", async (event) => {
  const key = event.target.dataset?.forget;
  if (!key || !window.confirm("删除这份留存的核验结果？")) return;
  try {
    await api("DELETE", `/api/v1/verifications/${key}`, {});
    event.target.closest("li").remove();
  } catch (error) {
    notice(error.message, true);
  }
});

if (result.dataset.kept) {
  api("GET", `/api/v1/verifications/${result.dataset.kept}`).then(show).catch((error) => notice(error.message, true));
}
