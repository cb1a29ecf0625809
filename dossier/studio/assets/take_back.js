// Take back: shows the changes of Word files in their places, keeps what is chosen, applies it.
import { sentence } from "./dialog.js";
import { announce, ask, element, showProblem, told, watch } from "./studio.js";
import { keepSignature, signature } from "./signature.js";
import { drawItem } from "./take_back_items.js";

const place = document.querySelector(".take-back");
const { dossier, batch } = place.dataset;
const find = (selector) => place.querySelector(selector);
const query = batch ? `?batch=${encodeURIComponent(batch)}` : "";
const api = (what) => `/api/${dossier}/take-back/${what}${query}`;
let now = { changes: [], comments: [], threads: [], files: [], documents: [] };
let showing = "changes";
let busy = false;

let last = Promise.resolve();

/** Runs `work` after all that was asked before it, so that it reads in `now` what the studio keeps. */
function inTurn(work) {
  last = last.then(work, work);
  return last;
}

const by = () => signature(place.dataset.author);

function keepName(name) {
  place.dataset.author = name;
  keepSignature(name);
}

// Dropping files

const drop = find("[data-drop]");
if (drop) {
  const input = drop.elements.files;
  const over = (event, yes) => {
    event.preventDefault();
    drop.classList.toggle("over-it", yes);
  };
  drop.addEventListener("dragover", (event) => over(event, true));
  drop.addEventListener("dragleave", (event) => over(event, false));
  drop.addEventListener("drop", (event) => {
    over(event, false);
    send(event.dataTransfer.files);
  });
  drop.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.files);
  });
}

async function send(files) {
  if (!files.length) {
    showProblem(Object.assign(new Error("Choose at least one Word file."), { hint: "" }));
    return;
  }
  const form = new FormData();
  for (const each of files) form.append("files", each);
  const button = drop.querySelector("button");
  button.disabled = true;
  drop.querySelector("[data-busy]").hidden = false;
  const made = await told(() => ask(`/api/${dossier}/take-back/files`, form));
  button.disabled = false;
  drop.querySelector("[data-busy]").hidden = true;
  if (made) location.href = `/${dossier}/take-back?batch=${encodeURIComponent(made.batch)}`;
}

// What there is

const load = () => inTurn(async () => {
  const found = await told(() => ask(api("state")));
  if (found) show(found);
});

function show(found) {
  now = found;
  drawFiles();
  drawDocuments();
  drawItems();
  drawCounts();
}

function drawFiles() {
  const box = find("[data-files]");
  if (!box) return;
  box.replaceChildren(...now.files.map(fileBox));
}

function fileBox(file) {
  const said = [];
  if (file.other) return otherBox(file);
  if (file.document) said.push(`a draft of ${file.document}`);
  if (file.read_as.sender) said.push(`from ${file.read_as.sender}`);
  else if (file.author || file.date) said.push(`saved${file.author ? ` by ${file.author}` : ""} ${when(file.date)}`.trim());
  if (file.earlier) said.push("all of it is in your text already");
  else if (!file.refused) said.push(file.changes === 1 ? "1 change" : `${file.changes} changes`);
  const box = element("div", { class: "received" }, element("p", {}, element("strong", {}, file.name), said.length ? ` · ${said.join(" · ")}` : ""));
  for (const each of file.findings) {
    if (each.rule === "unsure" && !file.refused) continue; // it is asked beside the change itself
    const hint = { "mass-deletion": "Ask for the Word file itself, or keep what is missing.", "ambiguous-document": "Say which document it is." }[each.rule] || (/`|--/.test(each.hint) ? "" : each.hint);
    box.append(element("p", { class: `finding ${each.severity}` }, element("strong", {}, sentence(plain(each.message))), element("br"), sentence(hint)));
  }
  if (file.untracked) box.append(sender(file));
  const rules = file.findings.map((each) => each.rule);
  if (rules.includes("mass-deletion")) box.append(readAs(file, { deletions: "review" }, "Keep what is missing"));
  if (rules.includes("ambiguous-document") || rules.includes("not-an-export")) {
    for (const each of now.documents) box.append(readAs(file, { document: `${dossier}/${each}` }, `It is ${each}`), " ");
  }
  return box;
}

/** Says of a draft of another dossier where it is taken back. */
function otherBox(file) {
  const [{ hint }] = file.findings;
  const way = hint.startsWith("take it")
    ? element("a", { href: `/${encodeURIComponent(file.other)}/take-back` }, `Go to Take back of ${file.other}, and choose the file there`)
    : sentence(hint);
  return element(
    "div", { class: "received" }, element("p", {}, element("strong", {}, file.name)),
    element("p", { class: "finding error" }, element("strong", {}, `This is a draft of another dossier, ${file.other}. Nothing of it is shown here.`), element("br"), way),
  );
}

/** Asks once who sent a file, where its changes do not say who made them. */
function sender(file) {
  const many = file.untracked === 1 ? "1 change was" : `${file.untracked} changes were`;
  const id = `sender-${now.files.indexOf(file)}`;
  const name = element("input", { id, autocomplete: "off", "data-key": id, value: file.read_as.sender || file.author });
  const keep = element("button", { type: "submit", class: "quiet" }, "Keep the name");
  const form = element(
    "form", { class: "sender" },
    element("p", { class: "quiet" }, `${many} made without Track Changes, so the file does not say by whom.`),
    element("label", { for: id }, "Who sent it?"), element("div", { class: "row" }, name, keep),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await choose({ read_as: { [file.name]: { ...file.read_as, sender: name.value.trim() } } })) announce("The name is kept.");
  });
  return form;
}

function readAs(file, more, words) {
  const button = element("button", { type: "button", class: "quiet" }, words);
  button.addEventListener("click", () => choose({ read_as: { [file.name]: { ...file.read_as, ...more } } }));
  return button;
}

const plain = (words) => words.replaceAll("`", "");

export function when(date) {
  return date ? date.slice(0, 16).replace("T", " ") : "";
}

function drawDocuments() {
  const which = find("[data-which]");
  const chosen = which.value || now.files.map((each) => each.document).find((each) => now.documents.includes(each)) || place.dataset.document;
  which.replaceChildren(...now.documents.map((each) => element("option", { value: each }, each)));
  which.value = now.documents.includes(chosen) ? chosen : now.documents[0] || "";
  which.hidden = now.documents.length < 2;
  drawPage();
}

// The list

function drawItems() {
  const list = find("[data-items]");
  const kept = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  const pieces = [];
  const group = (title, items) => {
    if (!items.length) return;
    if (pieces.length || title) pieces.push(element("h3", { class: "group-title" }, title));
    pieces.push(...items);
  };
  const acts = { choose, thread, by, keepName, goTo };
  const clusters = grouped(now.changes);
  group(clusters.length ? "Changes" : "", clusters.map((each) => drawItem("changes", each, acts, now)));
  group("Comments in the files", now.comments.map((each) => drawItem("comment", each, acts, now)));
  group(batch ? "Comments from before" : "", now.threads.map((each) => drawItem("thread", each, acts, now)));
  if (!pieces.length) {
    pieces.push(element("p", { class: "quiet" }, batch ? (now.files.every((each) => each.refused) ? "No file could be read here: above stands why." : "The files bring nothing new.") : "No comments or proposals are open."));
  }
  list.replaceChildren(...pieces);
  if (kept) list.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus();
}

/** Changes of which only one can be taken stand together. */
function grouped(changes) {
  const done = new Set();
  const found = [];
  for (const each of changes) {
    if (done.has(each.id)) continue;
    const many = [each];
    for (const one of many) {
      done.add(one.id);
      for (const id of one.rivals) {
        const other = changes.find((two) => two.id === id);
        if (other && !many.includes(other)) many.push(other);
      }
    }
    found.push(many);
  }
  return found;
}

/** How many changes are taken, left or dismissed, and how many nobody decided. */
function counted() {
  const many = (way) => now.changes.filter((each) => each.way === way).length;
  return { taken: many("take"), left: many("leave"), dismissed: many("dismiss"), undecided: many("") };
}

function drawCounts() {
  const place = find("[data-counts]");
  if (!place) return;
  const { taken, left, dismissed, undecided } = counted();
  const parts = [element("strong", {}, String(taken)), ` taken, `, element("strong", {}, String(left)), " left"];
  if (dismissed) parts.push(", ", element("strong", {}, String(dismissed)), " dismissed");
  if (undecided) parts.push(", ", element("strong", { class: "over" }, `${undecided} undecided`));
  const nothing = !now.changes.length && !now.comments.length;
  if (nothing) parts.splice(0, parts.length, "There is nothing to decide or to write.");
  place.replaceChildren(...parts);
  for (const each of document.querySelectorAll("[data-apply], [data-all], [data-whose]")) each.disabled = nothing;
  const whose = find("[data-whose]");
  const names = [...new Set(now.changes.flatMap((each) => each.by.map((one) => one.name)).filter(Boolean))];
  const before = whose.value;
  whose.replaceChildren(element("option", { value: "" }, "Everybody’s changes"), ...names.map((each) => element("option", { value: each }, `Changes of ${each}`)));
  whose.value = names.includes(before) ? before : "";
}

// Choosing

/** Keeps what `what` returns as chosen; it is asked in its turn. */
const chooseOf = (what) => inTurn(async () => {
  const found = await told(() => ask(api("choose"), what()));
  if (found) {
    show(found);
    if (showing === "result") drawPage(true);
    else paint();
  }
  return found;
});

const choose = (what) => chooseOf(() => what);

const thread = (what) => inTurn(async () => {
  const found = await told(() => ask(api("threads"), { by: by(), ...what }));
  if (found) {
    show(found);
    drawPage(true);
  }
  return found;
});

/** What all changes, or those of one author, become where they go one `way` that is open to them. */
function allOf(way) {
  const whose = find("[data-whose]").value;
  const mine = now.changes.filter((each) => (!whose || each.by.some((one) => one.name === whose)) && each.sort !== "conflict" && each.sort !== "proposal");
  const able = way === "leave" ? mine : mine.filter((each) => !(each.unsure && !each.answered) && (whose ? true : !each.rivals.length));
  const changes = Object.fromEntries(able.map((each) => [each.id, { way }]));
  if (way === "take") {
    for (const each of able) for (const id of each.rivals) changes[id] ??= { way: "leave" };
  }
  return [changes, able.length];
}

for (const button of place.querySelectorAll("[data-all]")) {
  button.addEventListener("click", async () => {
    const way = button.dataset.all;
    let many = 0;
    const found = await chooseOf(() => {
      const [changes, able] = allOf(way);
      many = able;
      return { changes };
    });
    if (found) announce(`${several(many, "change", "changes")} ${way === "take" ? "taken" : "left"}.`);
  });
}

find("[data-discard]")?.addEventListener("click", async () => {
  if (await told(() => ask(api("drop"), {}))) location.href = `/${dossier}/take-back`;
});

// Applying

const dialog = document.getElementById("apply");
const form = dialog.querySelector("form");
find("[data-apply]")?.addEventListener("click", async () => {
  await last;
  const open = now.changes.filter((each) => each.unsure && !each.answered);
  if (open.length) {
    showProblem(Object.assign(new Error("A question is open."), { hint: "Answer it first: it is marked below." }));
    goTo(open[0].id);
    return;
  }
  dialog.querySelector("[data-sum]").textContent = `${summed().join(" ")} All of it is one step, which you can undo.`;
  form.elements.by.value = by();
  problem("");
  dialog.showModal();
});

const several = (many, one, more) => `${many} ${many === 1 ? one : more}`;

/** Says what Apply does with each change and comment, or what it did. */
function summed(when_) {
  const { taken, left, dismissed, undecided } = counted();
  const done = when_ === "done";
  const into = done ? ["change went", "changes went"] : ["change goes", "changes go"];
  const are = done ? ["was", "were"] : ["is", "are"];
  const parts = [taken ? `${several(taken, ...into)} into your text.` : `No ${into[1]} into your text.`];
  if (undecided) parts.push(`${several(undecided, ...are)} undecided: your text stays there.`);
  if (left) parts.push(`${several(left, ...are)} left.`);
  if (left + undecided) parts.push("What is left or undecided is kept as a proposal beside the text, where you can answer, take or dismiss it later.");
  if (dismissed) parts.push(`${several(dismissed, ...are)} dismissed.`);
  const settled = now.comments.filter((each) => each.settle).length;
  const open = now.comments.length - settled;
  if (open) parts.push(`${several(open, `comment ${are[0]}`, `comments ${are[1]}`)} kept beside the text.`);
  if (settled) parts.push(`${several(settled, `comment ${are[0]}`, `comments ${are[1]}`)} settled.`);
  return parts;
}

dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  keepName(form.elements.by.value.trim());
  try {
    const what = { taken: counted().taken, done: summed("done") };
    const { step } = await ask(api("apply"), { mark: now.mark, by: by() });
    dialog.close();
    finished(step, what);
  } catch (error) {
    problem(`${error.message} ${error.hint || ""}`);
    if (error.status === 409) await load();
  } finally {
    busy = false;
  }
});

function problem(words) {
  const box = dialog.querySelector(".dialog-problem");
  box.textContent = words;
  box.classList.toggle("finding", Boolean(words));
  box.hidden = !words;
}

/** Says what was done, with the undo of the whole, and with the way back after that. */
function finished(step, { taken, done }) {
  const again = () => element("a", { class: "button quiet", href: `/${dossier}/take-back` }, "Take back more files");
  const history = (number) => element("a", { class: "button quiet", href: `/${dossier}/history#step-${number}` }, "See it in the history");
  const box = element("section", { class: "card done", tabindex: "-1", "data-done": true });
  const turn = (words, number, next, look = "") => {
    const button = element("button", { type: "button", class: look }, words);
    button.addEventListener("click", async () => {
      button.disabled = true;
      const back = await told(() => ask(`/api/${dossier}/history/undo`, { step: number }));
      button.disabled = false;
      if (back) next(back.step);
    });
    return button;
  };
  const written = (number, said) => {
    box.replaceChildren(
      element("h2", {}, taken ? "It is in your text" : "It is kept beside your text"),
      element("p", {}, `${done.join(" ")} All of it is one step.`),
      element("div", { class: "row" }, element("a", { class: "button", href: `/#${dossier}` }, "To the documents"), turn("Undo all of it", number, undone, "quiet"), history(number), again()),
    );
    announce(said);
    box.focus();
  };
  const undone = (number) => {
    box.replaceChildren(
      element("h2", {}, "It is undone"),
      element("p", {}, "Your text is as it was before. What you had decided is kept: “Do it again” puts it back, and it is there when you choose the same files again."),
      element("div", { class: "row" }, turn("Do it again", number, (made) => written(made, "It is done again.")), history(number), again()),
    );
    announce("It is undone.");
    box.focus();
  };
  stopWatching();
  place.replaceChildren(element("h1", {}, "Take back"), box);
  written(step, "The changes were applied.");
}

// The page

const frame = find("[data-frame]");
let drawn = "";

function drawPage(anew) {
  const document_ = find("[data-which]").value;
  if (!document_) return;
  const more = `${query ? `${query}&` : "?"}show=${showing}`;
  const address = `/${dossier}/take-back/page/${encodeURIComponent(document_)}${more}`;
  if (!anew && drawn === address) return paint();
  const first = !drawn;
  const top = frame.contentDocument?.scrollingElement?.scrollTop || 0;
  drawn = address;
  frame.addEventListener("load", () => {
    paint();
    const inner = frame.contentDocument;
    if (inner?.scrollingElement) inner.scrollingElement.scrollTop = top;
    if (first) centre(inner?.querySelector("[data-change]"));
    inner?.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
      const id = event.target.closest?.("[data-change]")?.dataset.change;
      if (id) goToItem(id);
    });
  }, { once: true });
  frame.src = address;
}

/** Shows on the page what is taken and what is left. */
function paint() {
  const inner = frame.contentDocument;
  if (!inner) return;
  for (const each of inner.querySelectorAll("[data-change]")) {
    const change = now.changes.find((one) => one.id === each.dataset.change);
    each.classList.toggle("left", change?.way === "leave" || change?.way === "dismiss");
  }
}

/** Goes to a change on the page. */
function goTo(id) {
  goToItem(id, false);
  const inner = frame.contentDocument;
  for (const each of inner?.querySelectorAll(".now") || []) each.classList.remove("now");
  const found = inner?.querySelectorAll(`[data-change="${CSS.escape(id)}"], [data-anchor="${CSS.escape(id)}"]`) || [];
  for (const each of found) each.classList.add("now");
  centre(found[0]);
}

/** Scrolls the frame alone: `scrollIntoView` would move this page too. */
function centre(element_) {
  const view = element_?.ownerDocument.defaultView;
  if (view) view.scrollBy(0, element_.getBoundingClientRect().top - view.innerHeight / 2);
}

function goToItem(id, focus = true) {
  for (const each of place.querySelectorAll(".item.now")) each.classList.remove("now");
  const item = [...place.querySelectorAll("[data-ids]")].find((each) => each.dataset.ids.split(" ").includes(id));
  if (!item) return;
  item.classList.add("now");
  if (focus) {
    tab("list");
    item.scrollIntoView({ block: "center" });
    item.querySelector("button")?.focus({ preventScroll: true });
  }
}

function tab(name) {
  find(".beside").dataset.shows = name;
  for (const each of place.querySelectorAll("[data-tab]")) each.setAttribute("aria-pressed", String(each.dataset.tab === name));
}

for (const each of place.querySelectorAll("[data-tab]")) each.addEventListener("click", () => tab(each.dataset.tab));
for (const each of place.querySelectorAll("[data-show]")) {
  each.addEventListener("click", () => {
    showing = each.dataset.show;
    for (const one of place.querySelectorAll("[data-show]")) one.setAttribute("aria-pressed", String(one === each));
    drawPage(true);
  });
}
find("[data-which]").addEventListener("change", () => drawPage());

load();

// News are shown when nobody types or presses a button, also where that began while they were asked.
let pressed = false;
let stale = false;
place.addEventListener("pointerdown", () => (pressed = true));
for (const ends of ["click", "pointercancel"]) addEventListener(ends, () => (pressed = false));
addEventListener("pointerup", () => setTimeout(() => (pressed = false)));
const engaged = () => busy || pressed || document.activeElement?.matches?.(".item textarea, .item input");

const refresh = () => inTurn(async () => {
  stale = engaged();
  const found = stale ? null : await told(() => ask(api("state")));
  stale ||= engaged();
  if (!found || stale) return;
  show(found);
  drawPage(true);
});
const stopWatching = watch(refresh);
setInterval(() => stale && !engaged() && refresh(), 1000);

// The bar above stays in sight; how high it is says where the page and the list begin below it.
const bar = find(".bar");
if (bar) {
  new ResizeObserver(() => {
    const high = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    place.style.setProperty("--bar", `${high}px`);
  }).observe(bar);
}
