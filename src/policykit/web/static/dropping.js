// A form that takes files by dropping or choosing: the files go to `send`, one lot at a time.
import { notice } from "./swap.js";

export function dropping(form, send) {
  const input = form.querySelector("input[type=file]");
  let busy = false;
  const run = async (files) => {
    if (busy || !files.length) return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    form.classList.add("loading");
    try {
      await send(files);
    } catch (error) {
      notice(error.message, true);
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
      form.classList.remove("loading");
      input.value = "";
    }
  };
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    run([...event.dataTransfer.files]);
  });
  input.addEventListener("change", () => run([...input.files]));
}

export function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") element.className = value;
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return element;
}

export function filtered(list, chips) {
  const press = (chosen) => {
    chips.forEach((c) => c.setAttribute("aria-pressed", String(c === chosen)));
    const wanted = (chosen.dataset.verdicts ?? "").split(" ").filter(Boolean);
    for (const item of list.children) item.hidden = wanted.length > 0 && !wanted.includes(item.dataset.verdict);
  };
  chips.forEach((c) => c.addEventListener("click", () => press(c)));
  press(chips[0]);
}
