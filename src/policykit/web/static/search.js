// Suggestions under the search box: as one types, arrows to choose, Enter to search, Esc to close.
import { api } from "./swap.js";
import "./clauses.js";

const box = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
let timer = 0;
let asked = 0;

function close() {
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function show(found) {
  list.replaceChildren(...found.map((s, n) => {
    const row = document.createElement("li");
    row.id = `suggestion-${n}`;
    row.role = "option";
    row.dataset.query = s.query;
    row.setAttribute("aria-selected", "false");
    for (const [name, text] of [["kind", s.kind], ["text", s.text], ["note", s.note]]) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      row.append(part);
    }
    return row;
  }));
  list.hidden = !found.length;
  box.setAttribute("aria-expanded", String(found.length > 0));
}

async function ask() {
  const mine = ++asked;
  const typed = box.value.trim();
  if (!typed) return close();
  try {
    const said = await api("GET", `${box.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (mine === asked && document.activeElement === box) show(said.suggestions);
  } catch {
    close();
  }
}

function take(row) {
  box.value = row.dataset.query;
  close();
  asked += 1;
  box.form.requestSubmit();
}

function move(step) {
  const rows = [...list.children];
  const at = rows.findIndex((r) => r.getAttribute("aria-selected") === "true");
  const next = rows[(at + step + rows.length + (at < 0 && step < 0 ? 1 : 0)) % rows.length];
  rows.forEach((r) => r.setAttribute("aria-selected", String(r === next)));
  box.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 80);
});
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter") {
    const row = list.querySelector('[aria-selected="true"]');
    if (row) {
      event.preventDefault();
      take(row);
    }
    return;
  }
  if (list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
});
box.form.addEventListener("submit", () => { asked += 1; clearTimeout(timer); close(); });
box.addEventListener("blur", () => setTimeout(close, 150));
list.addEventListener("mousedown", (event) => {
  const row = event.target.closest("li");
  if (row) {
    event.preventDefault();
    take(row);
  }
});
window.addEventListener("popstate", () => { box.value = new URLSearchParams(location.search).get("q") ?? ""; });
if (matchMedia("(max-width: 900px)").matches) document.querySelector(".facet-box")?.removeAttribute("open");
document.addEventListener("policykit:swapped", (event) => {
  if (matchMedia("(max-width: 900px)").matches) event.target.querySelector(".facet-box")?.removeAttribute("open");
});
