// Reading: the clause of the address in view, terms one after another, cited articles shown where they are cited.
import { api, load } from "./swap.js";
import "./clauses.js";

const page = document.querySelector(".reading");
const text = document.getElementById("reading");

function closeOutline() { // on a narrow page it would push the text away
  const box = document.querySelector(".outline-box");
  if (box && matchMedia("(max-width: 820px)").matches) box.open = false;
}

function target(address, { focus = false } = {}) {
  const clause = address && document.getElementById(address);
  if (!clause) return false;
  document.querySelectorAll(".clause.target").forEach((c) => c.classList.remove("target"));
  clause.classList.add("target");
  clause.scrollIntoView({ block: "start", behavior: "instant" });
  if (focus) clause.querySelector("a, button")?.focus({ preventScroll: true });
  return true;
}

// The place in the address line; a hash names a table row or a clause too.
target(location.hash ? decodeURIComponent(location.hash.slice(1)) : page.dataset.at);

document.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  if (jump && !event.ctrlKey && !event.metaKey && target(jump.dataset.jump, { focus: true })) {
    event.preventDefault();
    history.pushState({}, "", jump.getAttribute("href"));
    closeOutline();
    return;
  }
  const cited = event.target.closest("[data-cited]");
  if (cited && document.getElementById("cited")) {
    event.preventDefault();
    load(cited.getAttribute("href"), "#cited").then(() => {
      document.getElementById("cited")?.scrollIntoView({ block: "nearest" });
    });
    return;
  }
  const clause = event.target.closest(".clause");
  if (clause && !event.target.closest("a, button") && !String(getSelection())) {
    document.querySelectorAll(".clause[aria-current]").forEach((c) => c.removeAttribute("aria-current"));
    clause.setAttribute("aria-current", "true");
  }
});
window.addEventListener("popstate", (event) => {
  if (event.state?.swap) return;
  const place = decodeURIComponent(location.pathname).split("/").slice(3).join("/");
  if (!target(place)) location.reload();
});

// Terms: through the marks that are here; at the end the link of the button leads to the next part that has some.
let current = -1;
function step(by, link) {
  const marks = [...text.querySelectorAll("mark")];
  marks.forEach((m) => m.classList.remove("now"));
  if (current < 0 && marks.length) {
    const line = 130;
    const after = marks.findIndex((m) => m.getBoundingClientRect().top >= line);
    current = by > 0 ? (after < 0 ? marks.length : after) - 1 : after < 0 ? marks.length : after;
  }
  const next = marks[current + by];
  if (!next) {
    current = -1;
    if (link?.href) location.assign(link.href);
    return;
  }
  current += by;
  next.classList.add("now");
  next.scrollIntoView({ block: "center", behavior: "instant" });
}
for (const [selector, by] of [["[data-next]", 1], ["[data-previous]", -1]]) {
  document.querySelector(selector)?.addEventListener("click", (event) => {
    event.preventDefault();
    step(by, event.currentTarget);
  });
}

// What is marked: remembered in this browser.
for (const box of document.querySelectorAll("[data-show]")) {
  const name = box.dataset.show;
  box.checked = localStorage.getItem(`show-${name}`) !== "no";
  page.classList.toggle(`hide-${name}`, !box.checked);
  box.addEventListener("change", () => {
    localStorage.setItem(`show-${name}`, box.checked ? "yes" : "no");
    page.classList.toggle(`hide-${name}`, !box.checked);
  });
}
closeOutline();

// The article a citation names, beside it.
const known = new Map();
let waiting = 0;
function hide() {
  clearTimeout(waiting);
  document.querySelectorAll(".tip").forEach((t) => t.remove());
}
async function tip(link) {
  const ref = link.dataset.tip;
  if (!known.has(ref)) known.set(ref, api("GET", `/api/v1/clauses/${encodeURIComponent(ref)}`).catch((e) => e));
  const found = await known.get(ref);
  if (!link.matches(":hover, :focus")) return;
  hide();
  const box = document.createElement("div");
  box.className = "tip";
  box.role = "tooltip";
  box.id = "tip";
  const head = document.createElement("h2");
  const body = document.createElement("p");
  head.textContent = found instanceof Error ? "没有找到这一条" : `${found.cite_as}　${found.validity.word}`;
  body.textContent = found instanceof Error ? found.message : found.text;
  box.append(head, body);
  document.body.append(box);
  const at = link.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8));
  const above = at.bottom + box.offsetHeight + 12 > innerHeight && at.top > box.offsetHeight + 12;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(above ? at.top - box.offsetHeight - 8 : at.bottom + 8) + scrollY}px`;
  link.setAttribute("aria-describedby", "tip");
  box.addEventListener("mouseleave", hide);
}
for (const [kind, wait] of [["mouseover", 220], ["focusin", 60]]) {
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.("a[data-tip]");
    if (!link) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => tip(link), wait);
  });
}
document.addEventListener("mouseout", (event) => {
  if (event.target.closest?.("a[data-tip]") && !event.relatedTarget?.closest?.(".tip")) hide();
});
document.addEventListener("focusout", (event) => {
  if (event.target.closest?.("a[data-tip]")) hide();
});

// The outline follows what is read.
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    const link = document.querySelector(`[data-jump="${CSS.escape(entry.target.id)}"]`);
    if (!link) continue;
    document.querySelectorAll("[data-jump][aria-current]").forEach((l) => l.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
  }
}, { rootMargin: "-90px 0px -70% 0px" });
const follow = (root) => root.querySelectorAll(".clause").forEach((c) => seen.observe(c));
follow(document);
document.addEventListener("policykit:swapped", (event) => { current = -1; follow(event.target); });
