// What all views share: requests that show their errors, words for screen readers, news of changes.

/** A request that the studio did not do; `status` and `answer` say why. */
export class Problem extends Error {
  constructor(status, answer) {
    super(answer.error || "The studio does not answer.");
    this.status = status;
    this.answer = answer;
    this.hint = answer.hint || "";
  }
}

/**
 * Asks the studio and returns its JSON. With `body` it is a POST: a FormData goes as it is, all
 * else as JSON. Throws a Problem, which `told` shows.
 */
export async function ask(address, body, { signal } = {}) {
  const files = body instanceof FormData ? [...body.values()].filter((each) => each instanceof File) : [];
  refuseTooLarge(files);
  const settings = { signal, headers: { Accept: "application/json" } };
  if (body instanceof FormData) Object.assign(settings, { method: "POST", body });
  else if (body !== undefined) {
    settings.method = "POST";
    settings.headers["Content-Type"] = "application/json";
    settings.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(address, settings);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    await refuseUnreadable(files);
    throw new Problem(0, { error: "The studio does not answer.", hint: "Start it again; what you typed stays on this page until then." });
  }
  const said = await answer.json().catch(() => ({ error: `The studio answered with ${answer.status}.` }));
  if (!answer.ok) throw new Problem(answer.status, said);
  return said;
}

/** Throws where files are larger than what the studio reads at once: the server would refuse them. */
function refuseTooLarge(files) {
  const most = Number(document.documentElement.dataset.mostUpload);
  const size = files.reduce((sum, each) => sum + each.size, 0);
  if (size <= most) return;
  const what = files.length === 1 ? `“${files[0].name}” has` : `These ${files.length} files have together`;
  const error = `${what} ${megabytes(size)} MB; the studio reads at most ${megabytes(most)} MB at once.`;
  const smaller = "Word makes its files smaller with “Compress Pictures”";
  throw new Problem(413, { error, hint: files.length === 1 ? `Choose a smaller file; ${smaller}.` : `Send fewer of them at once; ${smaller}.` });
}

/** Returns bytes in megabytes, with a tenth where that is more than a whole number. */
const megabytes = (bytes) => (Math.ceil((bytes * 10) / 2 ** 20) / 10).toLocaleString("en");

/** Throws where the browser cannot read a file any more: it was changed since, or is a folder. */
async function refuseUnreadable(files) {
  for (const each of files) {
    const unreadable = await each.slice(0, 1).arrayBuffer().then(() => false, () => true);
    if (unreadable) throw new Problem(0, { error: `“${each.name}” cannot be read.`, hint: "Perhaps it was changed or moved since you chose it, or is a folder. Choose the file again." });
  }
}

/** Runs `work` and shows what went wrong, if anything; returns what it returned, or undefined. */
export async function told(work) {
  try {
    const result = await work();
    hideProblem();
    return result;
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    showProblem(error);
    return undefined;
  }
}

let unasked = false; // whether what is shown went wrong with something that nobody on this page asked for

/** Does as `told` for what the page does by itself: what somebody was told stays until it is closed. */
export async function toldUnasked(work) {
  const free = () => unasked || document.getElementById("problem").hidden;
  try {
    const result = await work();
    if (free()) hideProblem();
    return result;
  } catch (error) {
    if (error.name === "AbortError" || !free()) return undefined;
    showProblem(error);
    unasked = true;
    return undefined;
  }
}

/** Returns what runs each work after those before it: it acts on what they made of the page. */
export function turns() {
  let last = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** Returns what runs works of which only the newest counts: undefined is what an older one found. */
export function newest() {
  let turn = 0;
  return async (work) => {
    const mine = ++turn;
    const found = await work();
    return mine === turn ? found : undefined;
  };
}

/** Shows an error where every page has a place for it; screen readers read it at once. */
export function showProblem(error) {
  unasked = false;
  const box = document.getElementById("problem");
  const close = element("button", { type: "button", class: "quiet" }, "Close");
  close.addEventListener("click", hideProblem);
  box.replaceChildren(
    element("p", {}, element("strong", {}, said(error.message)), error.hint ? ` ${said(error.hint)}` : ""),
    close,
  );
  box.hidden = false;
}

/** Returns words as a sentence; messages of the studio begin in lower case. */
function said(words) {
  const text = `${words}`.trim();
  return text ? text[0].toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? "" : ".") : "";
}

export function hideProblem() {
  document.getElementById("problem").hidden = true;
}

/** Lets screen readers say `words`, when they have said what they are saying. */
export function announce(words) {
  const place = document.getElementById("news");
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}

/** Says `words` for a moment where everybody sees them, and lets screen readers say them. */
export function say(words) {
  announce(words);
  const shown = element("p", { class: "said", "aria-hidden": "true" }, words);
  document.body.append(shown);
  setTimeout(() => shown.remove(), 4000);
}

/** Makes an element; children are elements or texts, so that nothing is read as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Returns the parts of a message; what stands between backticks is shown as what is to be typed. */
export const coded = (words) => words.split("`").map((each, at) => (at % 2 ? element("code", {}, each) : each));

/** Returns what in `part` is as the element `old` is: of the same kind, with the same words. */
function same(part, old) {
  const words = (each) => [each.id, each.name, each.textContent, each.getAttribute("aria-label")].join("\n");
  return [...part.querySelectorAll(old.tagName)].find((each) => words(each) === words(old));
}

let refreshes = 0;
const refreshed = new Map(); // the number of the refresh that is shown, by its selector

/** Replaces each part of this page that `selector` finds by the same part of the page at `address`; focus stays. */
export function refresh(selector, address = location.href) {
  const number = ++refreshes;
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest(); // it reads HTML without running it
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => {
      if (number < (refreshed.get(selector) ?? 0)) return done(); // what was asked for later is shown
      refreshed.set(selector, number);
      const found = request.response ? [...request.response.querySelectorAll(selector)] : [];
      [...document.querySelectorAll(selector)].forEach((old, at) => {
        if (!found[at]) return;
        const focused = old.contains(document.activeElement) ? document.activeElement : null;
        const made = document.adoptNode(found[at]);
        old.replaceWith(made);
        if (focused) same(made, focused)?.focus({ preventScroll: true });
      });
      done();
    };
    request.onerror = () => fail(new Problem(0, {}));
    request.send();
  });
}

const watchers = new Set();
let watching = false;

/**
 * Calls `changed` whenever anything in the project changed, whoever did it, while this page is seen.
 * Returns what ends that. All who watch share one request: a browser keeps few open at a time.
 */
export function watch(changed) {
  watchers.add(changed);
  if (!watching) {
    watching = true;
    poll(Number(document.documentElement.dataset.revision));
  }
  return () => watchers.delete(changed);
}

async function poll(known) {
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const seen = () =>
    document.hidden
      ? new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }))
      : undefined;
  for (;;) {
    await seen();
    try {
      const { revision } = await ask(`/api/revision?since=${known}`);
      if (revision === known) await pause(200);
      else {
        known = revision;
        await Promise.allSettled([...watchers].map((each) => each(revision)));
      }
    } catch {
      await pause(2000);
    }
  }
}

/** What a style of this page must carry: the editor's styles do. */
export const nonce = document.documentElement.dataset.nonce;

function setUpTheme() {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (document.documentElement.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const show = () => (button.textContent = dark() ? "Light" : "Dark");
  button.addEventListener("click", () => {
    const chosen = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem("theme", chosen);
    } catch {
      // It holds for this page alone.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}

setUpTheme();
