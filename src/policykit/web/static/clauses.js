// Clauses anywhere: copied with their citation in official form, put into the basket.
import { api, notice } from "./swap.js";

function refOf(element) {
  return element.closest("[data-ref]")?.dataset.ref;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea"); // a server reached over plain http has no clipboard access
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-collect]");
  const ref = button && refOf(button);
  if (!ref) return;
  event.preventDefault();
  try {
    if (button.hasAttribute("data-copy")) {
      const found = await api("GET", `/api/v1/clauses/${encodeURIComponent(ref)}`);
      await copy(`${found.cite_as}\n${found.text}`);
      notice(`已复制：${found.cite_as}`);
    } else {
      const said = await api("POST", "/api/v1/basket", { refs: [ref] });
      const count = document.getElementById("basket-count");
      if (count) count.textContent = said.clauses.length;
      notice(said.added ? `已放进收集夹，共 ${said.clauses.length} 条` : "收集夹里已经有这一条");
    }
  } catch (error) {
    notice(error.message, true);
  }
});
