// The explorer's drawings: what is pointed at, chosen, copied and played. Pages work without it.
(() => {
  const body = document.querySelector(".rail .body");
  if (!body) return;
  const figure = () => body.querySelector("figure.explored");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const marks = (key) => body.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
  const point = (key, on) => marks(key).forEach((each) => each.classList.toggle("pointed", on));
  const keyOf = (event) => event.target.closest?.("[data-key]")?.dataset.key;

  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    body.addEventListener(name, (event) => { const key = keyOf(event); if (key) point(key, on); });
  }

  // A click on a mark sets its place apart, or no longer: the same address that the form would ask for.
  body.addEventListener("click", (event) => {
    const copies = event.target.closest(".copies");
    if (copies) return copy(copies);
    if (event.target.closest("a, button, summary, input, select") || !event.target.closest("svg")) return;
    const key = keyOf(event);
    if (!key || !document.querySelector(`datalist#places-known`) || !marks(key).length) return;
    const address = new URL(location.href);
    const marked = new Set((address.searchParams.get("marked") || "").split(",").filter(Boolean));
    marked.has(key) ? marked.delete(key) : marked.add(key);
    address.searchParams.delete("marked");
    if (marked.size) address.searchParams.set("marked", [...marked].join(","));
    go(address.href, true);
  });

  // What stands before the button, an address or a text, is copied, and what stands after it says so, aloud too.
  const copy = async (button) => {
    const from = button.previousElementSibling, status = button.nextElementSibling;
    await navigator.clipboard.writeText(from.href || from.textContent);
    status.textContent = `✓ ${button.dataset.copied}`;
    setTimeout(() => { status.textContent = ""; }, 4000);
  };

  // Another place has other answers to suppose: the form is asked for anew.
  document.querySelector(".controls select#place")?.addEventListener("change", (event) => event.target.form.requestSubmit());

  // Fetch a view and put its body in the place of this one.
  const pages = new Map();
  const load = (href) => {
    if (!pages.has(href)) pages.set(href, fetch(href).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status))));
    return pages.get(href);
  };
  const go = async (href, remember) => {
    figure()?.setAttribute("data-busy", "");
    try {
      const found = new DOMParser().parseFromString(await load(href), "text/html").querySelector(".rail .body");
      body.replaceChildren(...found.childNodes);
      remember ? history.pushState(null, "", href) : history.replaceState(null, "", href);
      document.title = figure()?.querySelector("h2")?.textContent || document.title;
      furnish();
    } catch { location.href = href; }
  };
  addEventListener("popstate", () => location.reload());

  // Play through time: each period's own page, one after the other. Where motion is unwelcome, one step a press.
  let timer = 0;
  const steps = () => [...body.querySelectorAll(".steps a")];
  const stop = () => { clearInterval(timer); timer = 0; label(); };
  const next = async () => {
    const all = steps(), here = all.findIndex((each) => each.hasAttribute("aria-current"));
    await go(all[(here + 1) % all.length].href, false);
    if (timer && steps().at(-1)?.hasAttribute("aria-current")) stop();
  };
  const label = () => { const button = body.querySelector(".play"); if (button) button.textContent = still.matches ? "▶|" : timer ? "❚❚" : "▶"; };
  const furnish = () => {
    if (navigator.clipboard) body.querySelectorAll(".copies").forEach((each) => { each.hidden = false; });
    const nav = body.querySelector(".steps");
    if (!nav || steps().length < 2) return;
    const button = document.createElement("button");
    button.type = "button"; button.className = "play"; button.setAttribute("aria-label", nav.dataset.play);
    button.addEventListener("click", () => {
      if (still.matches) return next();
      if (timer) return stop();
      timer = setInterval(next, 1400); label(); next();
    });
    nav.append(button); label();
  };
  furnish();
})();
