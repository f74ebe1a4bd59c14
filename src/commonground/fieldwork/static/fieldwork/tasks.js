/* Saves a question's answer as it is typed. What is typed stands in the browser (localStorage) until the server has
   acknowledged it: it survives a lost connection, an expired session and a closed tab. Without this script the same
   form is sent by its buttons.

   A draft is kept under "commonground:PERSON:ASSIGNMENT:QUESTION:PERIOD:ITEM:TAB":
     body    what is to be sent, with the key of the revision; the key changes whenever the body does
     sent    whether it was sent: then it is sent again word for word until it is answered
     stopped why it is not sent again: "conflict", "refused", or "closed" where it is no more open to this person
     fields  the whole form, to be shown again */
"use strict";
(() => {
  const form = document.getElementById("answer");
  document.querySelector("[data-focus]")?.focus();

  /* Signing in again, in another tab, makes another token. */
  const cookie = () => document.cookie.split("; ").find((each) => each.startsWith("csrftoken="))?.slice(10);
  document.addEventListener("submit", ({ target }) => {
    if (cookie() && target.elements.csrfmiddlewaretoken) target.elements.csrfmiddlewaretoken.value = cookie();
  }, { capture: true });
  if (!form) return showUnsent(document.getElementById("unsent"));
  const token = () => cookie() || form.elements.csrfmiddlewaretoken.value;

  const PAUSE_MS = 900, RETRY_MS = 5000, TIMEOUT_MS = 20000, CLOSED = [403, 423];
  const words = JSON.parse(document.getElementById("words").textContent);
  const periods = JSON.parse(document.getElementById("periods").textContent);
  const page = form.dataset;
  const status = document.getElementById("status");
  const conflict = document.getElementById("conflict");
  const bases = JSON.parse(form.elements.bases.value);
  const items = [...form.querySelectorAll("[data-item]")].map((each) => each.dataset.item);
  const prefix = `commonground:${page.store}:`;
  const say = (word, ...values) => values.reduce((text, value) => text.replace("{}", value), words[word]);

  /* ---- what the browser keeps ---- */
  const tab = (() => {
    try {
      sessionStorage.commongroundTab ||= newKey();
      return sessionStorage.commongroundTab;
    } catch { return newKey(); }
  })();
  if (navigator.locks) navigator.locks.request(`commonground-tab:${tab}`, () => new Promise(() => {}));

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }
  const keyOf = (body, owner = tab) =>
    prefix + [body.question, body.period, body.item, owner].map(encodeURIComponent).join(":");
  const ownerOf = (key) => decodeURIComponent(key.slice(key.lastIndexOf(":") + 1));

  function keep(key, draft) {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      show("no_room", "wrong");
      return false;
    }
  }
  function kept(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }
  function drop(key) {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  }
  function keys() {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
  }

  /* ---- the form as it stands ---- */
  const named = (name, item) => (item ? `${name}:${item}` : name);
  const all = (name) => [...form.elements].filter((each) => each.name === name);
  const picked = (name) => all(name).filter((each) => each.checked).map((each) => each.value);
  const text = (name) => (form.elements[name]?.value ?? "").trim();

  function answerOf(item) {
    const name = named("value", item), state = picked(named("state", item))[0] || "";
    if (state === "no_answer" || state === "not_applicable") return { state, value: null };
    if (page.kind === "multiple") {
      const value = picked(name);
      return value.length ? { state: "answered", value } : null;
    }
    if (page.kind === "single") {
      const value = picked(name)[0];
      if (!value) return null;
      return value.startsWith("!") ? { state: value.slice(1), value: null } : { state: "answered", value };
    }
    const value = text(name);
    return value ? { state: "answered", value } : null;
  }

  function citations() {
    const cited = [...document.querySelectorAll("#cites > li")].map(citeOf).filter((each) => each.keep);
    return cited.map((each) => ({ article: Number(each.article), place_in: each.place, quote: each.quote, proof: each.proof }));
  }

  /* The periods chosen, the first of them first. */
  function range() {
    const codes = periods.map(([code]) => code);
    if (!form.elements.start) return [page.period];
    let start = form.elements.start.value;
    if (start === "@in-force") {
      const since = text("in_force_from");
      start = since && periods.find(([, date]) => date && date >= since)?.[0];
    }
    const first = codes.indexOf(start), last = codes.indexOf(form.elements.until.value);
    if (first < 0) return [];
    return codes.slice(first, Math.max(first, last) + 1);
  }

  function bodyOf(item) {
    const answer = answerOf(item), chosen = range();
    if (!answer || !chosen.length) return null;
    const [first, ...later] = chosen;
    const base = (period) => bases[period]?.[item] ?? 0;
    return {
      question: page.question,
      period: first,
      item,
      based_on: base(first),
      ...answer,
      comment: text("comment"),
      confidence: picked("confidence")[0] || "",
      basis: picked("basis")[0] || "",
      wording: page.wording,
      citations: citations(),
      further: later.map((period) => ({ period, based_on: base(period) })),
    };
  }
  /* What a person said, without the keys and numbers of its sending. */
  function contentOf(body) {
    return JSON.stringify({
      ...body,
      id: "",
      based_on: 0,
      citations: body.citations.map(({ article, place_in, quote }) => [article, place_in, quote]),
      further: body.further.map((each) => each.period),
    });
  }
  const keyed = (body) => ({ ...body, id: newKey(), further: body.further.map((each) => ({ ...each, id: newKey() })) });

  function fields() {
    const plain = ["csrfmiddlewaretoken", "form", "bases", "copy", "do", "reference_date"];
    const kept = [...new FormData(form)].filter(([name]) => !plain.includes(name) && !name.startsWith("cite-"));
    return { plain: kept, cites: [...document.querySelectorAll("#cites > li")].map(citeOf) };
  }
  function citeOf(line) {
    const field = (end) => line.querySelector(`[name$="-${end}"]`);
    return {
      article: field("article").value, place: field("place").value, quote: field("quote").value,
      proof: field("proof").value, keep: field("keep").checked, words: line.querySelector("label span").textContent,
    };
  }
  function restore({ plain, cites }) {
    for (const each of form.elements) if (each.type === "checkbox" || each.type === "radio") {
      if (!each.name.startsWith("cite-")) each.checked = plain.some(([name, value]) => name === each.name && value === each.value);
    } else if (!["hidden", "file", "submit", "button", "fieldset"].includes(each.type)) {
      const found = plain.find(([name]) => name === each.name);
      if (found) each.value = found[1];
    }
    if (!cites) return;
    const list = document.getElementById("cites");
    list.replaceChildren();
    for (const each of cites) addCite(each);
  }
  function addCite(each) {
    const list = document.getElementById("cites"), at = list.children.length;
    const line = document.createElement("li"), label = document.createElement("label");
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: `cite-${at}-keep`, value: "1", checked: each.keep });
    const shown = Object.assign(document.createElement("span"), { textContent: each.words, dir: "auto" });
    label.className = "check";
    label.append(tick, shown);
    line.append(label);
    for (const name of ["article", "place", "quote", "proof"])
      line.append(Object.assign(document.createElement("input"), { type: "hidden", name: `cite-${at}-${name}`, value: each[name] }));
    list.append(line);
  }

  /* ---- the sentence that says how it stands ---- */
  let last = "";
  function show(word, mark = "", ...values) {
    let sentence = say(word, ...values);
    const others = keys().filter((key) => {
      const draft = kept(key);
      return draft && (ownerOf(key) === tab) && draft.body.question !== page.question;
    }).length;
    if (others) sentence += ` ${say("elsewhere", others)}`;
    if (sentence === last) return;
    last = sentence;
    status.className = `saved ${mark}`;
    status.textContent = sentence;
    if (word === "signed_out") {
      const link = Object.assign(document.createElement("a"), { href: page.signIn, target: "_blank", rel: "opener", textContent: words.sign_in });
      status.append(" ", link);
    }
  }
  const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  /* ---- saving ---- */
  let shownContent = Object.fromEntries(items.map((item) => [item, bodyOf(item)]).map(([item, body]) => [item, body && contentOf(body)]));
  let timer = 0, sending = null, stuck = null;

  /* Keep what is typed, at once; it is sent after a pause. A body that was sent waits for its answer first. */
  function typed() {
    for (const item of items) {
      const body = bodyOf(item);
      if (!body || contentOf(body) === shownContent[item]) continue;
      shownContent[item] = contentOf(body);
      const key = keyOf({ question: page.question, period: page.period, item });
      const before = kept(key);
      const waits = before?.sent && !before.stopped;
      const draft = waits ? { ...before, next: body } : { body: keyed(body), sent: false };
      if (stuck?.key === key) {
        stuck.mine = body;
        draft.stopped = "conflict";
        conflict.querySelector("[data-typed]").textContent = worded(body);
      }
      if (keep(key, { ...draft, fields: fields(), page: page.period, at: Date.now() }) && !stuck) show("typing", "waiting");
    }
    keepFields();
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE_MS);
  }
  /* A source that is half typed belongs to no answer yet; it is kept beside them. */
  const fieldsKey = `${prefix.replace("commonground:", "commonground-form:")}${encodeURIComponent(page.question)}:${encodeURIComponent(page.period)}`;
  function keepFields() {
    const source = [...document.querySelectorAll("#newsource input:not([type=file]), #newsource textarea")];
    if (source.some((each) => each.value)) keep(fieldsKey, { fields: fields() });
    else drop(fieldsKey);
  }

  function flush() {
    clearTimeout(timer);
    sending ||= sendAll().finally(() => { sending = null; });
    return sending;
  }
  const mineHere = () => keys().filter((key) => ownerOf(key) === tab && kept(key)?.body.question === page.question);
  /* "done" once nothing of this tab waits any more; else "waits", "refused" or "conflict". */
  async function sendAll() {
    let waits = false;
    for (let round = 0; round < 20; round += 1) {
      const mine = keys().filter((key) => ownerOf(key) === tab && !kept(key)?.stopped);
      if (!mine.length) break;
      waits = false;
      for (const key of mine) waits = !(await sendOne(key)) || waits;
      if (waits) break;
    }
    if (waits) timer = setTimeout(flush, RETRY_MS);
    const stopped = mineHere().map((key) => kept(key).stopped).filter(Boolean);
    return waits ? "waits" : stopped.includes("conflict") ? "conflict" : stopped[0] || "done";
  }

  async function sendOne(key) {
    const draft = kept(key);
    if (!draft) return true;
    if (!keep(key, { ...draft, sent: true })) return false;
    show("saving", "waiting");
    let answer, told;
    try {
      answer = await fetch(page.save, {
        method: "POST",
        body: JSON.stringify(draft.body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        credentials: "same-origin",
        redirect: "manual",
        keepalive: true,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      told = await answer.json();
    } catch {
      show(answer?.status === 403 || answer?.type === "opaqueredirect" ? "signed_out" : "waiting", "waiting");
      return false;
    }
    const here = draft.body.question === page.question;
    if (answer.status === 200) return acknowledged(key, draft, told, here);
    if (answer.status === 401) show("signed_out", "waiting");
    else if (answer.status === 404) show("nobody", "wrong");
    else if (answer.status === 409) return conflicted(key, draft, told, here);
    else if (answer.status === 503 || answer.status === 507 || answer.status >= 500) show("waiting", "waiting");
    else return refused(key, told, CLOSED.includes(answer.status) ? "closed" : "refused");
    return false;
  }

  function acknowledged(key, draft, told, here) {
    const now = kept(key), next = now?.next;
    if (here) for (const each of told.saved) {
      bases[each.period] = { ...bases[each.period], [each.item]: Math.max(each.number, bases[each.period]?.[each.item] ?? 0) };
    }
    form.elements.bases.value = JSON.stringify(bases);
    if (next) {
      const base = (period, otherwise) => (here ? bases[period]?.[next.item] : told.saved.find((s) => s.period === period)?.number) ?? otherwise;
      const body = { ...next, based_on: base(next.period, next.based_on), further: next.further.map((each) => ({ ...each, based_on: base(each.period, each.based_on) })) };
      keep(key, { body: keyed(body), sent: false, fields: now.fields, page: now.page, at: now.at });
      return sendOne(key);
    }
    drop(key);
    show("saved", "", clock());
    return true;
  }

  function refused(key, told, stopped) {
    const draft = kept(key);
    keep(key, { ...draft, stopped });
    const why = (told.problems || []).map((each) => `${each.message} ${each.remedy}`.trim()).join(" ");
    last = "";
    status.className = "saved wrong";
    status.textContent = `${words.kept} ${draft.body.question} ${draft.body.period}. ${why}`;
    return true;
  }

  /* ---- a conflict: both values, and the person chooses ---- */
  const worded = (body) => {
    const labels = [...form.querySelectorAll(`[name="${CSS.escape(named("value", body.item))}"]`)];
    const label = (code) => labels.find((each) => each.value === code)?.closest("label")?.querySelector("span")?.textContent.trim() || code;
    const value = body.state === "answered" ? [body.value].flat().map(label).join("; ") : words[body.state] || "–";
    return body.comment ? `${value} · ${body.comment}` : value;
  };
  function conflicted(key, draft, told, here) {
    const now = kept(key);
    const mine = { ...draft.body, ...(now.next || {}) };
    if (!here) {
      keep(key, { ...now, stopped: "conflict" });
      return true;
    }
    const current = told.current;
    if (current && ["state", "comment", "confidence", "basis"].every((name) => current[name] === mine[name]) && JSON.stringify(current.value) === JSON.stringify(mine.value) && !mine.further.length && !mine.citations.length) {
      return acknowledged(key, draft, { saved: [current] }, here);
    }
    stuck = { key, mine, current };
    keep(key, { ...now, stopped: "conflict" });
    conflict.querySelector("[data-stands]").textContent = current ? worded(current) : "–";
    conflict.querySelector("[data-typed]").textContent = worded(mine);
    conflict.hidden = false;
    conflict.focus();
    show("conflict", "wrong");
    return true;
  }
  conflict.querySelector("[data-mine]")?.addEventListener("click", () => {
    const { key, mine, current } = stuck;
    const number = current ? current.number : 0, period = current ? current.period : mine.period;
    bases[period] = { ...bases[period], [mine.item]: number };
    const base = (code, otherwise) => (code === period ? number : otherwise);
    const body = { ...mine, based_on: base(mine.period, mine.based_on), further: mine.further.map((each) => ({ ...each, based_on: base(each.period, each.based_on) })) };
    keep(key, { body: keyed(body), sent: false, fields: fields(), page: page.period, at: Date.now() });
    conflict.hidden = true;
    stuck = null;
    flush();
  });
  conflict.querySelector("[data-theirs]").addEventListener("click", () => {
    mineHere().forEach(drop);
    drop(fieldsKey);
  });

  /* ---- confirmed unchanged: the answer of before is put into the form, where it can be seen ---- */
  const before = JSON.parse(document.getElementById("before")?.textContent || "null");
  function confirmUnchanged() {
    for (const item of items) {
      const was = before?.rows[item];
      if (!was || answerOf(item)) continue;
      const codes = was.state === "answered" ? [was.value].flat() : [`!${was.state}`];
      for (const each of all(named("value", item))) {
        if (each.type === "radio" || each.type === "checkbox") each.checked = codes.includes(each.value);
        else if (was.state === "answered") each.value = was.value;
      }
      for (const each of all(named("state", item))) each.checked = each.value === was.state;
    }
    if (!text("comment")) form.elements.comment.value = before?.comment || "";
    const list = document.getElementById("cites");
    if (!list.children.length) for (const each of before?.cites || []) addCite(each);
  }

  /* An answer that becomes another one is no longer confirmed as unchanged; why it changed is for its author to say. */
  function unconfirm() {
    const confirmed = all("basis").find((each) => each.checked && each.value === "unchanged");
    const content = ({ state, value }) => JSON.stringify([state, value ?? null]);
    const other = (item) => before?.rows[item] && answerOf(item) && content(answerOf(item)) !== content(before.rows[item]);
    if (confirmed && items.some(other)) confirmed.checked = false;
  }

  /* ---- sources and the preview ---- */
  async function addSource() {
    const data = new FormData(form);
    const answer = await fetch(page.sources, { method: "POST", body: data, headers: { "X-CSRFToken": token() }, redirect: "manual" });
    const told = await answer.json();
    for (const field of document.querySelectorAll("#newsource .bad")) {
      field.classList.remove("bad");
      field.querySelector(".msg")?.remove();
      field.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
    }
    if (answer.status === 401) return show("signed_out", "waiting");
    if (CLOSED.includes(answer.status)) return show("closed", "wrong");
    if (answer.status !== 200) return faulty(told.faults || {});
    const words_ = [told.source, told.number, text("place")].filter(Boolean).join(", ");
    addCite({ article: told.article, proof: told.proof, place: text("place"), quote: text("quote"), keep: true, words: words_ });
    for (const each of document.querySelectorAll("#newsource input, #newsource textarea")) each.value = "";
    typed();
    document.getElementById("law").focus();
  }
  function faulty(faults) {
    for (const [name, message] of Object.entries(faults)) {
      const input = document.getElementById(name), field = input.closest(".field");
      const said = Object.assign(document.createElement("p"), { className: "msg", id: `${name}m`, textContent: message });
      field.classList.add("bad");
      field.querySelector("label").after(said);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `${name}m`);
    }
    document.getElementById(Object.keys(faults)[0] || "law").focus();
  }
  async function preview() {
    const answer = await fetch(page.preview, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": token() }, redirect: "manual" });
    if (!answer.ok) return;
    const { moves } = await answer.json(), place = document.getElementById("moves");
    const figure = (number) => (number === null ? "–" : number.toFixed(1).replace("-", "−"));
    const line = (content, tag) => Object.assign(document.createElement(tag), { className: "small", textContent: content });
    place.replaceChildren(...(moves.length
      ? moves.map((move) => line(`${move.title} ${move.period}: ${figure(move.now)} → ${figure(move.then)}`, "p"))
      : [line(words.nothing, "p")]));
  }
  document.getElementById("law")?.addEventListener("change", (event) => {
    const known = [...document.querySelectorAll("#laws option")].find((each) => each.value === event.target.value);
    if (!known) return;
    const fill = (name, value) => { if (!text(name) && value) form.elements[name].value = value; };
    fill("url", known.dataset.url);
    fill("adopted", known.dataset.adopted);
    fill("in_force_from", known.dataset.from);
    fill("in_force_until", known.dataset.until);
  });

  /* ---- what happens ---- */
  form.addEventListener("input", (event) => {
    if (event.target.name !== "basis") unconfirm();
    else if (event.target.value === "unchanged") confirmUnchanged();
    typed();
  });
  form.addEventListener("change", typed);
  form.addEventListener("submit", async (event) => {
    const act = event.submitter?.value;
    if (event.submitter?.dataset.go) return;
    if (act === "preview") {
      event.preventDefault();
      return preview().catch(() => show("waiting", "waiting"));
    }
    if (act === "add" && !form.elements.copy.files.length) {
      event.preventDefault();
      return addSource().catch(() => show("waiting", "waiting"));
    }
    event.preventDefault();
    typed();
    const came = await flush();
    await new Promise((next) => setTimeout(next));  // a form that is being sent cannot be sent
    if (["waits", "conflict", "closed"].includes(came)) return;  // it is kept here, and the sentence says why
    for (const key of mineHere()) if (kept(key).stopped === "refused") drop(key);  // the page that comes says why
    form.elements.sent.value = came === "done" ? "1" : "";
    drop(fieldsKey);
    event.submitter.dataset.go = "1";
    form.requestSubmit(event.submitter);
    delete event.submitter.dataset.go;
  });
  for (const happened of ["online", "focus", "pageshow"]) addEventListener(happened, () => { if (keys().length) flush(); });
  document.addEventListener("visibilitychange", () => { if (keys().length) flush(); });
  addEventListener("pagehide", () => { if (keys().length) flush(); });
  addEventListener("offline", () => { if (keys().length) show("waiting", "waiting"); });

  /* ---- drafts of earlier: of this tab at once, before anybody types; of tabs that were closed once it is known which ---- */
  let touched = false;
  form.addEventListener("input", () => { touched = true; }, { once: true });
  function showDraft() {
    const mine = keys().filter((key) => ownerOf(key) === tab).map(kept).filter(Boolean);
    const here = mine.find((each) => each.body.question === page.question && each.page === page.period && each.fields) || kept(fieldsKey);
    if (!here || touched) return;
    restore(here.fields);
    for (const item of items) shownContent[item] = bodyOf(item) && contentOf(bodyOf(item));
  }
  async function adopt() {
    const open = navigator.locks ? (await navigator.locks.query()).held.map((each) => each.name) : null;
    for (const key of keys()) {
      const draft = kept(key);
      const alone = open ? !open.includes(`commonground-tab:${ownerOf(key)}`) : Date.now() - draft.at > 60000;
      if (ownerOf(key) === tab || !alone) continue;
      drop(key);
      keep(key.slice(0, key.lastIndexOf(":") + 1) + encodeURIComponent(tab), draft);
    }
    showDraft();
    if (keys().length) await flush();
  }
  for (const key of keys()) if (ownerOf(key) === tab && kept(key)?.stopped) keep(key, { ...kept(key), stopped: undefined });
  showDraft();
  adopt();

  /* ---- a question that is no longer open: what was typed and not saved is shown, to be copied ---- */
  function showUnsent(place) {
    if (!place) return;
    const prefix = `commonground:${place.dataset.store}:${[place.dataset.question, place.dataset.period].map(encodeURIComponent).join(":")}:`;
    let drafts = [];
    try {
      drafts = Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => [key, JSON.parse(localStorage.getItem(key))]);
    } catch { /* nothing was kept */ }
    for (const [, { body, next }] of drafts) {
      const { item, value, comment, citations } = next || body;
      for (const text of [[item, value].flat().filter(Boolean).join(" "), comment, ...citations.map((each) => each.quote)]) if (text)
        place.querySelector("[data-texts]").append(Object.assign(document.createElement("p"), { className: "copy gap2", dir: "auto", textContent: text }));
    }
    place.hidden = !drafts.length;
    place.querySelector("button").addEventListener("click", () => {
      for (const [key] of drafts) localStorage.removeItem(key);
      place.hidden = true;
    });
  }
})();
