// Choosing a document by words of its title or its number: a list under the box, arrows and Enter to choose.
// The box is input[data-sources] with aria-controls; `policykit:source` {id, title} is sent from it when one is chosen.
import { api } from "./swap.js";

let turn = 0;

function close(box) {
  const list = document.getElementById(box.getAttribute("aria-controls"));
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function choose(box, option) {
  close(box);
  box.dispatchEvent(new CustomEvent("policykit:source", {
    bubbles: true, detail: { id: option.dataset.id, title: option.dataset.title, number: option.dataset.number },
  }));
}

async function ask(box) {
  const mine = ++turn;
  const q = box.value.trim();
  if (!q) return close(box);
  const found = await api("GET", `/api/v1/sources?q=${encodeURIComponent(q)}`).catch(() => ({ documents: [] }));
  if (mine !== turn || document.activeElement !== box) return undefined;
  const list = document.getElementById(box.getAttribute("aria-controls"));
  list.replaceChildren(...found.documents.map((d, n) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${n}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    Object.assign(option.dataset, { id: d.id, title: d.title, number: d.number });
    option.textContent = [d.title, d.number, d.date, d.status].filter(Boolean).join("　");
    return option;
  }));
  list.hidden = !found.documents.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
  return undefined;
}

function move(box, step) {
  const options = [...document.getElementById(box.getAttribute("aria-controls")).children];
  if (!options.length) return;
  const at = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
  const next = options[(at + step + options.length) % options.length];
  options.forEach((o) => o.setAttribute("aria-selected", String(o === next)));
  box.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-sources]");
  if (!box || event.isComposing) return;
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(box), 120);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-sources]");
  if (!box || event.isComposing) return;
  const list = document.getElementById(box.getAttribute("aria-controls"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(box, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !list.hidden) {
    const option = list.querySelector('[aria-selected="true"]') ?? list.firstElementChild;
    event.preventDefault();
    choose(box, option);
  } else if (event.key === "Escape") close(box);
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".suggestions [role=option][data-id]");
  if (!option) return;
  const box = document.querySelector(`[aria-controls="${option.parentElement.id}"]`);
  if (!box?.matches("[data-sources]")) return;
  event.preventDefault();
  choose(box, option);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("[data-sources]")) close(event.target);
});
