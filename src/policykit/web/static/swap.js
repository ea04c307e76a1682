// Links and forms that change a part of the page: the page is fetched as ever, and the named parts of it replaced.
//
//   <a href="…" data-swap="#results">          follow the link, replace #results, put the address into the history
//   <form … data-swap="#results, #facets">     the same for a form with GET; with POST the answer is JSON and then
//                                              the present address is fetched again for the parts
//   <input … data-submit="250">                submit its form 250 ms after the last change
//   <div data-get="…" data-when="seen">        replace this element by the one of the same id at the address, when seen
//   <div data-poll="2000" data-get="…">        … every two seconds, as long as the answer still asks for it
//
// Without JavaScript all of these are plain links and forms. After a swap `policykit:swapped` is sent to the part.

const parser = new DOMParser();
let running = null;

export function csrf() {
  return document.querySelector('meta[name="csrf"]').content;
}

export function notice(text, bad = false) {
  const box = document.getElementById("notice");
  box.textContent = text;
  box.className = bad ? "notice shown bad" : "notice shown";
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => { box.className = "notice"; }, bad ? 9000 : 3500);
}

export async function api(method, path, body) {
  const options = { method, headers: { Accept: "application/json" } };
  if (method !== "GET") options.headers["X-CSRF-Token"] = csrf();
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("连不上服务器。请检查网络；还是不行，请管理员看工作台是不是停了。");
  }
  const said = await response.json().catch(() => ({}));
  if (response.ok) return said;
  const error = new Error(said.error ? `${said.error.message}。${said.error.hint}` : `没有完成（${response.status}）`);
  Object.assign(error, { status: response.status, current: said.error?.current });
  throw error;
}

export async function load(address, targets, { push = false, replace = false, signal } = {}) {
  const response = await fetch(address, { headers: { Accept: "text/html" }, signal });
  if (response.redirected && new URL(response.url).pathname !== new URL(address, location.href).pathname) {
    location.assign(response.url);
    return;
  }
  const fresh = parser.parseFromString(await response.text(), "text/html");
  if (!response.ok) {
    notice(fresh.querySelector("h1")?.textContent ?? "没有完成", true);
    return;
  }
  if (push) history.pushState({ swap: targets }, "", address);
  if (replace) history.replaceState({ swap: targets }, "", address);
  if (push || replace) document.title = fresh.title;
  put(fresh, targets);
}

export function put(fresh, targets) {
  const token = fresh.querySelector('meta[name="csrf"]');
  if (token) document.querySelector('meta[name="csrf"]').content = token.content;
  for (const selector of targets.split(",").map((s) => s.trim())) {
    const old = document.querySelector(selector);
    const now = fresh.querySelector(selector);
    if (!old || !now) continue;
    const made = document.importNode(now, true);
    const focused = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceWith(made);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    watch(made);
    made.dispatchEvent(new CustomEvent("policykit:swapped", { bubbles: true }));
  }
}

async function swap(address, targets, options) {
  running?.abort();
  const mine = (running = new AbortController());
  const parts = targets.split(",").map((s) => document.querySelector(s.trim())).filter(Boolean);
  parts.forEach((p) => { p.classList.add("loading"); p.setAttribute("aria-busy", "true"); });
  try {
    await load(address, targets, { ...options, signal: mine.signal });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  } finally {
    parts.forEach((p) => { p.classList.remove("loading"); p.removeAttribute("aria-busy"); });
  }
}

function addressOf(form, submitter) {
  const values = new FormData(form, submitter);
  const address = new URL(form.action, location.href);
  address.search = new URLSearchParams([...values].filter(([, v]) => v !== "")).toString();
  return address.pathname + address.search;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  swap(link.getAttribute("href"), link.dataset.swap, { push: true });
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || event.defaultPrevented) return;
  event.preventDefault();
  if (form.method === "get") {
    swap(addressOf(form, event.submitter), form.dataset.swap, { push: !form.dataset.typing, replace: !!form.dataset.typing });
    delete form.dataset.typing;
    return;
  }
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return;
  const values = new FormData(form, event.submitter);
  const files = [...values.values()].some((v) => v instanceof File);
  try {
    const sent = files ? values : new URLSearchParams(values);
    const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: sent });
    const said = await response.json();
    if (!response.ok) throw new Error(`${said.error.message}。${said.error.hint}`);
    if (form.dataset.says) notice(form.dataset.says);
    form.dispatchEvent(new CustomEvent("policykit:sent", { bubbles: true, detail: said }));
    await load(location.pathname + location.search, form.dataset.swap);
  } catch (error) {
    notice(error.message, true);
  }
});

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-submit]");
  if (!field || event.isComposing) return;
  clearTimeout(field.timer);
  field.timer = setTimeout(() => {
    field.form.dataset.typing = "1";
    field.form.requestSubmit();
  }, Number(field.dataset.submit));
});

window.addEventListener("popstate", (event) => {
  const targets = event.state?.swap ?? document.querySelector("[data-swap-default]")?.dataset.swapDefault;
  if (targets) swap(location.pathname + location.search, targets, {});
});

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    load(entry.target.dataset.get, `#${entry.target.id}`).catch(() => {});
  }
}, { rootMargin: "600px" });

export function watch(root) {
  const found = [...root.querySelectorAll("[data-get]"), ...(root.matches?.("[data-get]") ? [root] : [])];
  for (const part of found) {
    if (part.dataset.when === "seen") seen.observe(part);
    if (part.dataset.poll) {
      setTimeout(() => {
        if (document.contains(part)) load(part.dataset.get, `#${part.id}`).catch(() => watch(part));
      }, Number(part.dataset.poll));
    }
  }
}

watch(document);
