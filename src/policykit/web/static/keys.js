// The keyboard: / to the search box, j and k through a list, Esc out of anything. A list is [data-list] with
// [data-item]s; the chosen one has aria-current and its first link is opened by Enter.

function items() {
  return [...document.querySelectorAll("[data-list] [data-item]")].filter((e) => e.offsetParent !== null);
}

export function chosen() {
  return document.querySelector('[data-item][aria-current="true"]');
}

function choose(step) {
  const all = items();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  all.forEach((e) => e.removeAttribute("aria-current"));
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  const link = next.querySelector("a[href]");
  link?.focus({ preventScroll: true });
}

function press(selector) {
  const inside = (chosen() ?? document.activeElement?.closest?.("[data-item]") ?? document).querySelector?.(selector);
  inside?.click();
  return Boolean(inside);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    if (typing) typing.blur();
    document.querySelectorAll(".tip").forEach((t) => t.remove());
    return;
  }
  if (typing) return;
  const act = {
    "/": () => {
      const box = document.querySelector("[data-find]");
      if (box) box.focus();
      else location.assign("/search");
    },
    j: () => choose(1),
    k: () => choose(-1),
    c: () => press("[data-copy]"),
    b: () => press("[data-collect]"),
    n: () => document.querySelector("[data-next]")?.click(),
    p: () => document.querySelector("[data-previous]")?.click(),
    "?": () => document.getElementById("keys").showModal(),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
