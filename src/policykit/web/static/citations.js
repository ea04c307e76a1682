// 引用核对: a dropped file or a pasted text is sent, every citation comes back with its verdict and where to read it.
import { api, notice } from "./swap.js";
import { dropping, filtered, made } from "./dropping.js";

const TONES = { verified: "good", no_such_article: "bad", repealed: "bad" };
const form = document.getElementById("drop");
const result = document.getElementById("result");

function item(c) {
  const differs = c.quote && !c.quote.same;
  const links = [];
  if (c.link) links.push(made("a", { href: c.link }, `《${c.title}》${c.article ?? ""}`));
  if (c.successor) links.push(made("span", {}, `现行的是《${c.successor}》`));
  return made("li", { class: differs ? "edited" : c.verdict, "data-item": true, "data-verdict": c.verdict },
    made("div", {}, made("span", { class: `badge ${TONES[c.verdict] ?? "warn"}` }, c.word.split("：")[0]),
      made("p", { class: "where" }, c.internal ? "引用本文" : c.place)),
    made("div", {}, made("p", { class: "printed" }, c.surface),
      c.verdict !== "verified" || c.reason ? made("p", { class: `reason ${c.verdict === "verified" ? "info" : ""}` }, c.reason || c.word) : null,
      differs ? made("p", { class: "reason" }, `引文与原文不一致。引的是“${c.quote.quoted}”，原文是“${c.quote.actual}”`) : null,
      links.length ? made("p", { class: "links" }, ...links) : null));
}

function show(report) {
  const list = made("ol", { class: "lines", "data-list": true }, ...report.citations.map(item));
  const counts = {};
  const names = {};
  report.citations.forEach((c) => { counts[c.verdict] = (counts[c.verdict] ?? 0) + 1; names[c.verdict] = c.word; });
  const chips = [["全部", "", report.citations.length], ...Object.keys(counts).map((v) => [names[v], v, counts[v]])]
    .map(([text, v, n]) => made("button", { type: "button", class: "chip", "data-verdicts": v, "aria-pressed": "false" }, `${text} ${n}`));
  result.replaceChildren(
    made("div", { class: `verdict ${report.clean ? "good" : "bad"}` },
      made("span", { class: "seal-mark" }, report.found === 0 ? "没有引用" : report.clean ? "全部核对无误" : "要看一看"),
      made("h2", {}, report.name), made("span", { class: "soft" }, `引用 ${report.found} 处，已核对 ${report.checked} 处；按 ${report.on} 的法律`)),
    made("div", { class: "filters", role: "group", "aria-label": "按结果筛选" }, ...chips),
    report.citations.length ? list : made("p", { class: "empty" }, "没有找到引用的文件或条款。"));
  filtered(list, chips);
  result.hidden = false;
  result.scrollIntoView({ block: "start" });
}

function send(files) {
  const body = new FormData();
  files.forEach((f) => body.append("files", f));
  if (!files.length) body.append("text", document.getElementById("text").value);
  if (document.getElementById("on").value) body.append("on", document.getElementById("on").value);
  return api("POST", form.dataset.path, body).then(show);
}

dropping(form, send);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send([]).catch((error) => notice(error.message, true));
});
