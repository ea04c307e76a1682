// Assignments changed in a spreadsheet: what the file changes is shown first, and saved when confirmed.
import { api, load, notice } from "./swap.js";
import { made } from "./dropping.js";
import { follow, path, said } from "./draft_desk.js";

async function send(file, save) {
  const body = new FormData();
  body.append("files", file);
  if (save) body.append("save", "true");
  return api("POST", `${path}/duties/import`, body);
}

function told(report) {
  const lines = [made("p", {}, `读了 ${report.read} 行：改动 ${report.changed.length} 行，没有变 ${report.unchanged} 行`)];
  if (report.changed.length) {
    lines.push(made("ul", {}, ...report.changed.map((c) => made("li", {}, `${c.text}　`,
      ...c.cells.flatMap(([name, before, after]) => [`${name}：`, made("del", {}, before || "（空）"), " → ", made("ins", {}, after || "（空）"), "　"])))));
  }
  if (report.refused.length) {
    lines.push(made("p", { class: "bad-text" }, `${report.refused.length} 行不能采用：`),
      made("ul", {}, ...report.refused.map((r) => made("li", {}, `${r.place}“${r.text}”：${r.why}`))));
  }
  if (report.missing.length) {
    lines.push(made("p", { class: "warn-text" }, `表里少了 ${report.missing.length} 行，对应的职责保持原样：`),
      made("ul", {}, ...report.missing.map((m) => made("li", {}, m))));
  }
  if (report.unread.length) {
    lines.push(made("p", { class: "warn-text" }, "没有读的："),
      made("ul", {}, ...report.unread.map(([place, why]) => made("li", {}, `${place}：${why}`))));
  }
  return lines;
}

document.addEventListener("change", async (event) => {
  if (event.target.id !== "duty-table" || !event.target.files.length) return;
  const file = event.target.files[0];
  const box = document.getElementById("table-read");
  try {
    const report = await send(file, false);
    const yes = made("button", { type: "button", class: "button primary" }, `保存这 ${report.changed.length} 行改动`);
    yes.addEventListener("click", async () => {
      yes.disabled = true;
      try {
        const now = await send(file, true);
        await load(location.pathname + location.search, "#duties");
        said("已保存");
        notice(`已保存 ${now.changed.length} 行改动`);
        follow();
      } catch (error) {
        yes.disabled = false;
        notice(error.message, true);
      }
    });
    box.replaceChildren(...told(report), ...(report.changed.length ? [made("p", {}, yes)] : []));
  } catch (error) {
    notice(error.message, true);
  } finally {
    event.target.value = "";
  }
});
