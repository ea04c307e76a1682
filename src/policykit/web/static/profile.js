// The profile as a form: collected as a whole, checked while it is filled in, saved in the version that was read.
import { api, notice } from "./swap.js";
import { made } from "./dropping.js";

const form = document.getElementById("profile");
const path = `/api/v1/profiles/${encodeURIComponent(form.dataset.name)}`;
const sum = document.getElementById("fault-sum");
let touched = false;
let turn = 0;

const parts = (text) => text.split(/[、，,\n]/).map((t) => t.trim()).filter(Boolean);
const people = (text) => text.split("\n").map((t) => t.trim()).filter(Boolean).map((t) => {
  const [name, ...rest] = t.split(/[\s　，,：:]+/);
  return { 姓名: name, 执法证件号: rest.join("") };
});
const READ = { list: parts, people, text: (text) => text.trim() };

// Every field, row and group knows its place: places() gives [element, path] of all, values() the whole.
function walk(root, at, into, places) {
  for (const element of root.children) {
    if (element.dataset.name !== undefined && element.matches("input, select, textarea")) {
      into[element.dataset.name] = READ[element.dataset.kind ?? "text"](element.value);
      places.push([element, at + element.dataset.name]);
    } else if (element.dataset.rows) {
      const name = element.dataset.rows;
      into[name] = [...element.children].filter((c) => c.matches("[data-row]")).map((row, n) => {
        const inner = {};
        places.push([row, `${at}${name}[${n + 1}]`]);
        walk(row, `${at}${name}[${n + 1}].`, inner, places);
        return inner;
      });
    } else if (element.dataset.group) {
      walk(element, `${at}${element.dataset.group}.`, (into[element.dataset.group] = {}), places);
    } else if (element.id !== "import") walk(element, at, into, places);
  }
}

function collect() {
  const values = {};
  const places = [];
  walk(form, "", values, places);
  return [values, places];
}

function mark(faults, places) {
  form.querySelectorAll(".fault").forEach((f) => f.remove());
  form.querySelectorAll("[aria-invalid]").forEach((f) => { f.removeAttribute("aria-invalid"); f.removeAttribute("aria-describedby"); });
  faults.forEach((fault, n) => {
    const near = places.filter(([, at]) => at === fault.at || fault.at.startsWith(`${at}.`) || fault.at.startsWith(`${at}[`))
      .sort((a, b) => b[1].length - a[1].length)[0];
    let place = near ? near[0] : form;
    if (place.matches("[data-row]")) place = place.querySelector("input, textarea") ?? place;
    const told = made("p", { class: "fault", id: `fault-${n}` }, fault.message);
    place.after(told);
    place.setAttribute("aria-invalid", "true");
    place.setAttribute("aria-describedby", told.id);
    place.closest("details")?.setAttribute("open", "");
  });
  sum.textContent = faults.length ? `有 ${faults.length} 处要改` : touched ? "改动还没有保存" : "";
  sum.className = faults.length ? "small bad" : "small";
}

async function check() {
  const mine = ++turn;
  const [values, places] = collect();
  const found = await api("POST", `${path}/check`, { values }).catch(() => null);
  if (found && mine === turn) mark(found.faults, places);
  return found?.faults ?? [];
}

form.addEventListener("input", (event) => {
  if (event.target.type === "file") return; // reading a table changes nothing yet
  touched = true;
  const unit = event.target.closest(".unit");
  if (unit && event.target.dataset.name === "名称" && !event.target.closest("tr")) {
    unit.querySelector("[data-title]").textContent = event.target.value || "新科室";
  }
  clearTimeout(form.timer);
  form.timer = setTimeout(check, 600);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const faults = await check();
  if (faults.length) {
    form.querySelector("[aria-invalid=true]")?.focus();
    return;
  }
  try {
    const now = await api("PUT", path, { version: form.dataset.version, values: collect()[0] });
    form.dataset.version = now.version;
    touched = false;
    sum.textContent = "已保存";
    notice("已保存；原来的一份留在 templates/旧版");
  } catch (error) {
    if (error.status === 409) {
      const box = document.getElementById("conflict");
      box.replaceChildren(made("p", {}, error.message), made("a", { class: "button", href: location.href }, "看最新内容"));
      box.hidden = false;
      box.scrollIntoView({ block: "center" });
    } else notice(error.message, true);
  }
});

function fresh(kind) {
  return document.getElementById(`new-${kind}`).content.firstElementChild.cloneNode(true);
}

form.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add]");
  if (add) {
    const scope = add.closest("[data-row]") ?? form;
    const rows = scope.querySelector(`[data-rows="${add.dataset.add}"]`);
    const row = fresh(rows.dataset.new);
    row.setAttribute("open", "");
    rows.append(row);
    row.querySelector("input").focus();
  } else if (event.target.closest("[data-drop]")) {
    event.target.closest("[data-row]").remove();
  } else if (event.target.closest("[data-up]")) {
    const row = event.target.closest("[data-row]");
    row.previousElementSibling?.before(row);
  } else return;
  touched = true;
  check();
});

// Units from a table: shown first, put into the form when confirmed, kept when the form is saved.
function put(units) {
  const rows = document.getElementById("units");
  rows.replaceChildren(...units.map((unit) => {
    const card = fresh("unit");
    card.querySelector('[data-name="名称"]').value = unit.名称;
    card.querySelector('[data-name="负责人"]').value = unit.负责人;
    card.querySelector('[data-name="职责关键词"]').value = unit.职责关键词.join("、");
    card.querySelector("[data-title]").textContent = unit.名称;
    card.querySelector("[data-sum]").textContent = `${unit.岗位.length} 个岗位`;
    card.querySelector("[data-rows]").append(...unit.岗位.map((post) => {
      const row = fresh("post");
      row.querySelector('[data-name="名称"]').value = post.名称;
      row.querySelector('[data-name="职责关键词"]').value = post.职责关键词.join("、");
      row.querySelector('[data-name="人员"]').value = post.人员.map((p) => [p.姓名, p.执法证件号].filter(Boolean).join(" ")).join("\n");
      return row;
    }));
    return card;
  }));
}

document.getElementById("people").addEventListener("change", async (event) => {
  const body = new FormData();
  body.append("files", event.target.files[0]);
  const box = document.getElementById("import");
  try {
    const read = await api("POST", `${path}/people`, body);
    const lines = [made("h3", {}, `表格“${read.sheet}”：${read.units.length} 个科室，${read.people} 人`)];
    if (read.added.length) lines.push(made("p", {}, `新增科室：${read.added.join("、")}`));
    if (read.missing.length) lines.push(made("p", {}, `表里没有、导入后去掉的科室：${read.missing.join("、")}`));
    if (read.problems.length) {
      lines.push(made("p", { class: "fault" }, `${read.problems.length} 行不对，没有读入：`),
        made("ul", {}, ...read.problems.map((p) => made("li", {}, `第 ${p.row} 行：${p.message}`))));
    }
    if (!read.units.length && !read.problems.length) lines.push(made("p", {}, "表里还没有填写。填好以后保存，再选它导入。"));
    const yes = made("button", { type: "button", class: "button primary" }, "用这份表替换科室和人员");
    const no = made("button", { type: "button", class: "button" }, "不导入");
    yes.disabled = !read.units.length;
    yes.addEventListener("click", () => {
      put(read.units);
      box.hidden = true;
      touched = true;
      check();
      notice("已填进下面的表单，保存后起作用");
    });
    no.addEventListener("click", () => { box.hidden = true; });
    box.replaceChildren(...lines, made("p", { class: "row" }, yes, no));
    box.hidden = false;
    yes.focus();
  } catch (error) {
    notice(error.message, true);
  } finally {
    event.target.value = "";
  }
});

window.addEventListener("beforeunload", (event) => {
  if (touched) event.preventDefault();
});
check();
