// What the parts of the page of a work share: which work, what is saved, and the preview that follows.
import { load } from "./swap.js";

export const work = document.getElementById("work");
export const path = `/api/v1/works/${work.dataset.work}`;
const saved = document.getElementById("saved");
let following = null;

export function said(text, state = "") {
  saved.textContent = text;
  saved.className = `note ${state}`;
}

export function follow() {
  if (!document.getElementById("paper")) return;
  clearTimeout(following);
  following = setTimeout(() => load(`/draft/${work.dataset.work}/paper`, "#paper").catch(() => {}), 300);
}

window.addEventListener("beforeunload", (event) => {
  if (saved.classList.contains("busy")) event.preventDefault();
});
