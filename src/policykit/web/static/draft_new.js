// A new work: one source or several are chosen from a list, the name is proposed, and the new work opens.
import { api, notice } from "./swap.js";
import { made } from "./dropping.js";
import "./sources.js";

const form = document.getElementById("new-work");
const list = document.getElementById("new-sources");
const box = form?.elements.namedItem("sources");

function shown() {
  list.hidden = !list.children.length;
  box.required = list.hidden;
}

form?.addEventListener("policykit:source", (event) => {
  const { id, title, number } = event.detail;
  if (![...list.children].some((item) => item.dataset.source === id)) {
    const off = made("button", { class: "link small", type: "button", "data-remove-source": true, "aria-label": `去掉来文 ${title}` }, "去掉");
    list.append(made("li", { "data-source": id }, title, " ", made("span", { class: "soft small" }, number || ""), " ", off));
  }
  box.value = "";
  shown();
  const name = form.elements.namedItem("name");
  if (!name.value) name.value = `贯彻落实《${title}》`.slice(0, 100);
});

form?.addEventListener("click", (event) => {
  const off = event.target.closest("[data-remove-source]");
  if (!off) return;
  off.closest("li").remove();
  shown();
  box.focus();
});

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const value = (name) => form.elements.namedItem(name)?.value ?? "";
  const typed = box.value.trim();
  try {
    const work = await api("POST", "/api/v1/works", {
      name: value("name"), template: value("template"), profile: value("profile"),
      sources: [...[...list.children].map((item) => item.dataset.source), ...(typed ? [typed] : [])],
    });
    location.assign(`/draft/${work.id}`);
  } catch (error) {
    notice(error.message, true);
  }
});
