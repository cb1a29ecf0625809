// Write: the outline, the page, the text of a block, and what is to be said beside it.
//
// The page follows what is typed: only one page is drawn at a time, and while it is, only the newest
// text waits. What is wrong is asked for afterwards, when nobody types.
import { createEditor, createMerge } from "./editor.bundle.js";
import { announce, ask, element, nonce, showProblem, told, toldUnasked, turns, watch } from "./studio.js";
import { askAbout } from "./write-about.js";
import { showCount, showFindings, showLength } from "./write-beside.js";
import { setUpDivider } from "./write-divider.js";
import { setUpFormat } from "./write-format.js";
import { completion, openInsert } from "./write-insert.js";
import { askForPart, showOutline } from "./write-outline.js";
import { pdfView } from "./write-pdf.js";
import { remarksIn } from "./write-remarks.js";
import { Texts, parted } from "./write-texts.js";
import { showTranslation } from "./write-translation.js";

const PAUSE = { page: 15, examine: 120, save: 20_000 };

const view = document.querySelector(".write");
const { dossier, document: name } = view.dataset;
const address = `/api/${dossier}/${name}`;
const part = (id) => document.getElementById(id);
const frame = part("frame");

const texts = new Texts(() => showState());
let outline = { sections: [], choices: { blocks: [], rules: [] }, title: name };
let page = { blocks: {}, notes: [] };
let standing = { findings: [], threads: [], settled: 0, sections: [] };
let current = null; // the text that is open
let editor = null;
let merge = null;

// ---- The page

let ready = false;
let shownPage = null;
let shownErrors = new Set();
const lastGood = new Map(); // texts as they were when nothing was wrong with them
let number = 0;
let drawing = false;
let again = false;
let timer = 0;
let examining = 0;

/** Lets the page follow after a pause: the shorter, the sooner. */
function follow(pause = PAUSE.page) {
  clearTimeout(timer);
  clearTimeout(examining);
  timer = setTimeout(draw, pause);
}

async function draw() {
  if (drawing) {
    again = true;
    return;
  }
  drawing = true;
  let good = false;
  try {
    do {
      again = false;
      const sent = texts.snapshot();
      const asked = await ask(`${address}/page`, { texts: texts.all(), good: Object.fromEntries(lastGood) });
      if (again) continue; // it is stale
      const wrong = new Set(asked.findings.filter((each) => each.severity === "error").map((each) => each.at));
      for (const [at, text] of sent) if (!wrong.has(at)) lastGood.set(at, text);
      show(asked);
      good = true;
    } while (again);
  } catch (error) {
    part("page-state").textContent = error.message;
  } finally {
    drawing = false;
  }
  if (good) examining = setTimeout(examine, PAUSE.examine);
}

function show(made) {
  const errors = made.findings.filter((each) => each.severity === "error");
  // Errors that were there before, perhaps in another part, do not keep the page from following.
  const known = (each) => shownErrors.has(`${each.file} ${each.rule} ${each.message}`);
  const good = made.html && (!shownPage || made.kept.length || errors.every(known));
  if (good) {
    shownErrors = new Set(errors.map((each) => `${each.file} ${each.rule} ${each.message}`));
    page = made;
    shownPage = { type: "page", html: made.html, number: ++number };
    if (ready) frame.contentWindow.postMessage(shownPage, "*");
  }
  const kept = made.kept.map((at) => `“${made.called[at]}”`).join(" and ");
  const said = kept ? `${kept} ${made.kept.length === 1 ? "is" : "are"} shown as last without` : good ? "The document has" : "The page is the last one without";
  part("page-state").textContent = errors.length ? `${said} ${count(errors.filter((each) => good || kept || !known(each)).length, "error")}: see the findings.` : "";
  part("page-state").classList.toggle("over", errors.length > 0);
  if (errors.length) {
    standing = { ...standing, findings: [...made.findings.filter((each) => each.severity === "error"), ...standing.findings.filter((each) => each.severity !== "error")] };
    showFindings(part("findings"), standing.findings, openAt, takeOff);
  }
  mark(errors.length ? errors : made.findings);
}

const count = (many, word) => `${many} ${word}${many === 1 ? "" : "s"}`;

async function examine() {
  try {
    const found = await ask(`${address}/examined`, { texts: texts.all() });
    if (found.overtaken || again) return;
    if (found.words === null) Object.assign(found, lengthOf(standing), { threads: standing.threads, settled: standing.settled });
    standing = found;
    showLength(part("length"), found);
    showFindings(part("findings"), found.findings, openAt, takeOff);
    showRemarks();
    mark(found.findings);
    drawOutline();
    view.dataset.examined = number;
  } catch (error) {
    part("findings").replaceChildren(element("p", { class: "quiet" }, error.message));
  }
}

/** Returns how long the document was when it could be made last. */
const lengthOf = ({ words = null, limit = null, note_words = 0, sections = [] }) => ({ words, limit, note_words, sections });

const remarks = remarksIn(part("notes"), view.dataset, {
  open: (at, line, words) => openAt(at, line, words),
  before: () => save(),
  changed(open) {
    const now = new Map(open.map((each) => [each.id, each]));
    const kept = standing.threads.filter((each) => now.has(each.id));
    const settled = standing.settled + standing.threads.length - kept.length;
    standing = { ...standing, threads: kept.map((each) => now.get(each.id)), settled };
    showRemarks();
  },
});

/** Shows what readers wrote: as threads beside the page, and on the page where they stand. */
function showRemarks() {
  const { threads, settled } = standing;
  showCount("notes-title", "Remarks", threads.length);
  remarks.show(threads, { settled, page, outline, current: current?.at });
  const places = threads.map((each) => ({ block: each.block, words: each.old || each.quoted }));
  if (ready) frame.contentWindow.postMessage({ type: "remarks", places }, "*");
}

/** Marks findings in the text that is open. */
function mark(findings) {
  if (!editor || !current) return;
  const here = findings.filter((each) => each.at === current.at && each.line >= current.line);
  editor.setFindings(here.map((each) => ({ ...each, line: each.line - current.line + 1, message: each.message, hint: each.do })));
}

addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow) return;
  const said = event.data;
  if (said.type === "ready") {
    ready = true;
    if (shownPage) frame.contentWindow.postMessage(shownPage, "*");
  }
  if (said.type === "shown") {
    view.dataset.shown = said.number;
    if (current && !part("text").hidden) choose(current.at, true);
  }
  if (said.type === "clicked") clicked(said);
});

/** Goes to the paragraph of the page where one was last. */
function toPage() {
  frame.focus();
  frame.contentWindow.postMessage({ type: "focus" }, "*");
}

/** Opens the block of what was clicked on the page, at its line. */
function clicked({ block, at, of, note }) {
  if (note) {
    const [where, line] = page.notes[note - 1] ?? ["", 0];
    if (where) openAt(where, line);
    return;
  }
  const found = page.blocks[block];
  if (!found?.at || !found.at.includes("/blocks/")) {
    announce("These words come from the template.");
    part("page-state").textContent = "These words come from the template of the document.";
    return;
  }
  const same = of === found.lines.length;
  const inner = same ? found.inner[at] : "";
  const known = same ? (inner ? found.lines[at] : found.lines.slice(0, at + 1).filter(Boolean).at(-1)) : 0;
  openAt(inner || found.at, known || (inner ? 0 : found.line));
}

function choose(at, into) {
  const id = Object.entries(page.blocks).find(([, each]) => each.at === at)?.[0];
  if (id) frame.contentWindow.postMessage({ type: "choose", block: id, into, element: into ? elementAt(id) : -1 }, "*");
}

/** Returns the number of the element of a block that the cursor is in, -1 where that is not known. */
function elementAt(id) {
  if (!editor || !current) return -1;
  const { head } = editor.view.state.selection.main;
  const line = editor.view.state.doc.lineAt(head).number + current.line - 1;
  return page.blocks[id].lines.reduce((found, each, at) => (each && each <= line ? at : found), -1);
}

let followed = ""; // where the cursor was when the page last came to it

/** Keeps the paragraph of the cursor in view on the page. */
function followCursor() {
  if (!current || !editor || merge) return;
  const { head } = editor.view.state.selection.main;
  const now = `${current.at} ${editor.view.state.doc.lineAt(head).number}`;
  if (now !== followed) choose(current.at, true);
  followed = now;
}

/** Moves the page to the section that the outline names. */
function toSection(section) {
  tab("page");
  frame.contentWindow.postMessage({ type: "section", section: section.id, title: section.title }, "*");
}

// ---- The text

let openings = 0;

/** Opens a text at a line of its file, or at the words `excerpt` from there on; the newest click counts. */
async function openAt(at, line = 0, excerpt = "", andAbout = false) {
  const mine = ++openings;
  const one = await told(() => texts.open(at));
  if (!one || mine !== openings) return;
  if (current && current.at !== at) save();
  const other = current?.at !== at;
  current = one;
  part("text").hidden = false;
  part("divider").hidden = false;
  part("text-title").textContent = one.values.title || one.values.id || parted(at).path;
  showTranslation(part("translation"), at);
  endMerge();
  if (!editor) {
    editor = createEditor({
      parent: part("editor"), text: one.body, label: "Text of this part", nonce,
      language: document.documentElement.lang, complete: completion(address),
      onChange: typed, onSave: save, onBlur: save,
    });
  } else if (other) editor.open(one.body);
  editor.view.contentDOM.setAttribute("aria-label", `Text of ${part("text-title").textContent}`);
  tab("text");
  const untouched = JSON.parse(view.dataset.beginnings).includes(one.body.trim());
  const beginning = untouched && !excerpt ? one.body.trim() : excerpt;
  if (one.theirs) startMerge();
  else goTo(Math.max(line - one.line + 1, 1), beginning);
  showState();
  mark(standing.findings);
  drawOutline();
  showRemarks();
  choose(at, true);
  if (andAbout) await about();
}

/** Takes words off that a finding offers to delete; behind signs such as stars they are only chosen. */
async function takeOff({ at, line, data }) {
  await openAt(at, line, data.delete);
  const { state } = editor.view;
  const { from } = state.selection.main;
  if (from === state.doc.lineAt(from).from) insert("");
}

function goTo(line, excerpt) {
  const doc = editor.view.state.doc;
  const from = doc.line(Math.min(line, doc.lines)).from;
  const found = excerpt ? doc.sliceString(from).indexOf(excerpt) : -1;
  editor.goTo({ from: from + Math.max(found, 0), to: found < 0 ? from : from + found + excerpt.length });
}

let saving = 0;

function typed(body) {
  texts.type(current.at, { body });
  clearTimeout(saving);
  saving = setTimeout(save, PAUSE.save);
  follow();
}

async function save() {
  clearTimeout(saving);
  const one = current;
  if (!one || merge || !texts.unsaved(one.at)) return;
  try {
    const became = await texts.save(one.at);
    if (became === "conflict" && one === current) startMerge();
    if (became === "merged") {
      if (one === current) editor.replace(one.body);
      part("page-state").textContent = "What was changed elsewhere meanwhile is in this text now, too.";
      announce("Saved, together with what was changed elsewhere.");
      follow(0);
    }
    if (became === "saved") announce("Saved.");
    one.failed = false;
  } catch (error) {
    one.failed = true;
    if (error.status) showProblem(error);
    saving = setTimeout(save, PAUSE.save);
  }
  showState();
}

const STATES = { theirs: "Changed elsewhere", failed: "Not saved; kept in this browser until it can be", unsaved: "Not saved yet", saved: "Saved" };

function showState() {
  if (!current) return;
  const unsaved = texts.unsaved(current.at);
  const state = current.theirs ? "theirs" : !unsaved ? "saved" : current.failed ? "failed" : "unsaved";
  part("text-state").textContent = STATES[state];
  part("save").disabled = !unsaved || Boolean(merge);
  for (const each of document.querySelectorAll(".outline-block .open")) {
    each.classList.toggle("unsaved", each.hasAttribute("aria-current") ? unsaved : each.classList.contains("unsaved"));
  }
}

// ---- Two versions of a text

function startMerge() {
  endMerge();
  const one = current;
  const { theirs: left } = one; // what is shown: somebody may change the file once more
  part("editor").hidden = true;
  part("merge").hidden = false;
  const keep = element("button", { type: "button" }, "Save the text on the right");
  const theirs = element("button", { type: "button", class: "quiet" }, "Take the text on the left as it is");
  const hint = element("p", {}, element("strong", {}, "This text was changed elsewhere while you wrote. "), "On the left it is as it is now, on the right as you wrote it. An arrow takes a difference over to the right.");
  part("elsewhere").replaceChildren(hint, element("div", { class: "row" }, keep, theirs));
  part("elsewhere").hidden = false;
  merge = createMerge({ parent: part("merge"), theirs: left.head + left.body, mine: one.head + one.body, labels: ["As it is now", "As you wrote it"], nonce });
  const settle = async (text) => {
    texts.settle(one.at, text, left);
    endMerge();
    editor.open(one.body);
    await save();
    follow(0);
    editor.focus();
  };
  keep.addEventListener("click", () => settle(merge.text()));
  theirs.addEventListener("click", () => settle(left.head + left.body));
  announce("This text was changed elsewhere while you wrote. Both versions are shown.");
  merge.focus();
  showState();
}

function endMerge() {
  merge?.destroy();
  merge = null;
  part("merge").replaceChildren();
  part("merge").hidden = true;
  part("elsewhere").hidden = true;
  part("editor").hidden = false;
}

// ---- The outline

async function readOutline() {
  const found = await toldUnasked(() => ask(`${address}/outline`));
  if (!found) return;
  outline = found;
  part("document-title").textContent = found.title || name;
  drawOutline();
}

function drawOutline() {
  const words = new Map();
  for (const [title, many] of standing.sections ?? []) {
    words.set(title, many); // an imported title may begin with a number of its own
    words.set(title.replace(/^\S*\d\S*\s/, ""), many);
  }
  const state = { current: current?.at, unsaved: (at) => texts.unsaved(at), words };
  showOutline(part("sections"), outline, { open: (at) => openAt(at), move, add, show: toSection }, state);
}

const inTurn = turns();

/** Moves a block by `steps` from where it stands once the moves before it are done. */
const move = (block, section, steps) => inTurn(async () => {
  const home = outline.sections.find((each) => each.id === section.id);
  const at = home?.blocks.findIndex((each) => each.id === block.id) ?? -1;
  if (at < 0) return;
  const place = Math.min(home.blocks.length - 1, Math.max(0, at + steps));
  if (place === at) return announce(`“${block.title}” is already the ${steps < 0 ? "first" : "last"} part here.`);
  await save();
  const answer = await told(() => ask(`${address}/move`, { block: block.id, place }));
  if (!answer) return;
  texts.moved(answer.paths);
  await readOutline();
  follow(0);
  announce(`“${block.title}” is now ${place + 1} of ${home.blocks.length} in ${section.title || section.id}.`);
});

async function add(section) {
  const made = await askForPart(section, `${address}/add`);
  if (!made) return;
  await readOutline();
  follow(0);
  await openAt(made.at);
}

// ---- Tabs, boxes, the PDF

function tab(id) {
  view.dataset.tab = id;
  for (const each of view.querySelectorAll("[role=tab]")) {
    const chosen = each.dataset.shows === id;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    each.disabled = each.dataset.shows === "text" && !current;
  }
}

function setUpTabs() {
  const tabs = [...view.querySelectorAll("[role=tab]")];
  for (const each of tabs) each.addEventListener("click", () => tab(each.dataset.shows));
  view.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way) return;
    const able = tabs.filter((each) => !each.disabled);
    const next = able[(able.indexOf(document.activeElement) + way + able.length) % able.length];
    tab(next.dataset.shows);
    next.focus();
  });
  tab("page");
}

const pdf = pdfView(part("pdf"), { dossier, document: name });

function medium(which) {
  part("show-page").setAttribute("aria-pressed", String(which === "page"));
  part("show-pdf").setAttribute("aria-pressed", String(which === "pdf"));
  frame.hidden = which === "pdf";
  part("pdf").hidden = which === "page";
  if (which === "page") pdf.hide();
  else save().then(() => part("pdf").hidden || pdf.show(Object.keys(texts.all()).length > 0));
}

/** Puts words in where the cursor is; at the end of a paragraph they stand before its id. */
function insert(words) {
  const { state } = editor.view;
  const { head, empty } = state.selection.main;
  const line = state.doc.lineAt(head);
  const id = line.text.slice(0, head - line.from).match(/[ ]*\{#[\w.-]+\}\s*$/);
  if (empty && id) editor.goTo({ from: line.from + id.index, to: line.from + id.index });
  editor.insert(words);
}

async function about() {
  const one = current;
  const changed = await askAbout(one, outline, `/api/${dossier}/blocks/head`);
  if (changed === "out") await takeOut(one);
  if (!changed || changed === "out" || one !== current || changed.head === one.head) return;
  texts.type(one.at, changed);
  part("text-title").textContent = changed.values.title || changed.values.id;
  await save();
  follow(0);
  await readOutline();
}

/** Takes a part out of its dossier; what is typed and not saved yet is saved before, for History. */
async function takeOut(one) {
  await save();
  if (one === current) close(); // before its file is gone: what is open would be told as lost
  const { dossier: home, path } = parted(one.at);
  const gone = await told(() => ask(`/api/${home}/blocks/remove`, { path, digest: one.based }));
  if (!gone) return;
  texts.forget(one.at);
  announce("It is taken out. History can put it back.");
  await readOutline();
  follow(0);
}

function close() {
  openings += 1;
  save();
  current = null;
  endMerge();
  part("text").hidden = true;
  part("divider").hidden = true;
  tab("page");
  drawOutline();
  showRemarks();
  toPage();
}

function setUp() {
  setUpTabs();
  setUpDivider(part("divider"), part("text").parentElement);
  part("save").addEventListener("click", save);
  part("close").addEventListener("click", close);
  part("about").addEventListener("click", about);
  setUpFormat(part("format"), part("editor"), () => (merge ? null : editor?.view));
  part("insert").addEventListener("click", () => openInsert(address, insert));
  part("show-page").addEventListener("click", () => medium("page"));
  part("show-pdf").addEventListener("click", () => medium("pdf"));
  part("other")?.addEventListener("change", (event) => (location.href = event.target.value));
  for (const each of ["keyup", "mouseup"]) part("editor").addEventListener(each, followCursor);
  part("text").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  addEventListener("pagehide", save);
}

/** Brings back texts that an earlier page of this browser could not save. */
async function bringBack() {
  const left = Texts.left(dossier);
  const lost = [];
  for (const at of left) {
    try {
      await texts.open(at);
    } catch (error) {
      if (error.status === 422) lost.push(at); // it stays in the browser until its file is back
    }
  }
  if (lost.length) showProblem(new Error(`This browser keeps unsaved text of files that are gone: ${lost.join(", ")}.`));
  const found = left.filter((at) => texts.unsaved(at));
  if (found.length) {
    part("page-state").textContent = `${count(found.length, "text")} that could not be saved ${found.length === 1 ? "was" : "were"} brought back.`;
    follow(0);
  }
}

/** Returns the new addresses of texts whose files somebody gave other names, by the old ones. */
function movedElsewhere() {
  const homes = new Map(outline.sections.flatMap((section) => section.blocks.map((each) => [each.id, each.at])));
  const there = new Set(homes.values());
  const gone = [...texts.held].filter(([at, one]) => !there.has(at) && homes.get(one.values.id));
  return Object.fromEntries(gone.map(([at, one]) => [at, homes.get(one.values.id)]));
}

async function changedSomewhere() {
  await readOutline();
  texts.moved(movedElsewhere());
  const changed = await texts.refresh();
  if (current && changed.includes(current.at) && !merge) {
    if (current.theirs) {
      current.theirs = null;
      await save(); // merges by words, or shows both versions
    } else editor.replace(current.body);
  }
  if (current && texts.gone(current.at)) {
    const kept = texts.unsaved(current.at) ? " What you wrote is kept in this browser." : "";
    showProblem(new Error(`The file of “${part("text-title").textContent}” is gone.${kept}`));
    close();
  }
  if (current) showTranslation(part("translation"), current.at);
  drawOutline();
  follow(0);
  showState();
}

setUp();
frame.contentWindow.postMessage({ type: "hello" }, "*"); // it may have been ready before this page
readOutline().then(() => showOther());
follow(0);
bringBack();
watch(changedSomewhere);

/** Opens the text that the address names after `#`, such as `#kazakhstan/blocks/44-trial.md:12`. */
function showOther() {
  const said = decodeURIComponent(location.hash.slice(1));
  const [at, line] = said.replace(/^about:/, "").split(/:(?=\d+$)/);
  if (at.includes("/blocks/")) openAt(at, Number(line) || 0, "", said.startsWith("about:"));
}
