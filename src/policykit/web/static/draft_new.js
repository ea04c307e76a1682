// A new work: the source is chosen from a list, the name is proposed, and the new work opens.
import { api, notice } from "./swap.js";
import "./sources.js";

const form = document.getElementById("new-work");

form?.addEventListener("policykit:source", (event) => {
  const box = event.target;
  box.value = event.detail.number || event.detail.title;
  box.dataset.id = event.detail.id;
  const name = form.elements.namedItem("name");
  if (!name.value) name.value = `贯彻落实《${event.detail.title}》`.slice(0, 100);
  name.focus();
});

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const value = (name) => form.elements.namedItem(name)?.value ?? "";
  const box = form.elements.namedItem("sources");
  try {
    const made = await api("POST", "/api/v1/works", {
      name: value("name"), template: value("template"), profile: value("profile"),
      sources: [box.dataset.id && box.value ? box.dataset.id : box.value],
    });
    location.assign(`/draft/${made.id}`);
  } catch (error) {
    notice(error.message, true);
  }
});

form?.elements.namedItem("sources").addEventListener("input", (event) => { delete event.target.dataset.id; });
