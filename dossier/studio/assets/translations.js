// Translations: opens texts, confirms what follows its original, sends and brings back files.
import { announce, ask, element, refresh, showProblem, told, turns, watch } from "./studio.js";

const inTurn = turns(); // one request after the other: each finds what the one before made
const opened = new Set(); // the texts that one looks into
const list = () => document.querySelector("[data-translations]");
const { dossier, to, of } = list()?.dataset ?? {};
const api = `/api/${dossier}/translations`;

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("look" in button.dataset) look(button.closest("[data-block]").dataset.block);
  if ("confirm" in button.dataset) inTurn(() => confirm(button));
  if ("begin" in button.dataset) inTurn(() => begin(button));
});

function look(block) {
  if (!opened.delete(block)) opened.add(block);
  showOpened();
}

/** Shows the paragraphs of the texts that are opened, and hides those of the others. */
function showOpened() {
  for (const button of document.querySelectorAll("[data-look]")) {
    const yes = opened.has(button.closest("[data-block]").dataset.block);
    button.setAttribute("aria-expanded", String(yes));
    document.getElementById(button.getAttribute("aria-controls")).hidden = !yes;
  }
}

async function confirm(button) {
  const { confirm: name, digest } = button.dataset;
  const [block] = name.split("/");
  const done = await attempt([...document.querySelectorAll("[data-confirm]")].find((each) => each.dataset.confirm === name), () => ask(`${api}/confirmed`, { to, name, digest }));
  await redraw();
  if (!done) return;
  announce("Noted: it follows the original as it is now.");
  const home = document.getElementById(`block-${block}`);
  if (document.activeElement === document.body) (home?.querySelector(".units:not([hidden]) [data-confirm], [data-look], a") ?? document.getElementById("to")).focus({ preventScroll: true });
}

async function begin(button) {
  announce("The missing texts are being begun.");
  const done = await attempt(button, () => ask(`${api}/begun`, { to, of }));
  await redraw();
  if (done) announce(done.written ? "What was missing is begun." : "Nothing was missing.");
}

/** Runs work while its button rests; what goes wrong is shown. */
async function attempt(button, work) {
  if (button) button.disabled = true;
  const done = await told(work);
  if (button) button.disabled = false;
  return done;
}

async function redraw() {
  await refresh("[data-translations]");
  showOpened();
}

// ---- What is kept from some readers

async function showKept() {
  const place = document.getElementById("kept");
  const { texts } = await ask(`${api}/kept?${new URLSearchParams({ to, of })}`);
  const titles = texts.map((each) => `“${each}”`).join(", ");
  place.textContent = texts.length
    ? `Left out, since not everybody may read them: ${titles}. Tick the box below only for a translator who may.`
    : "Nothing was found in these texts that not everybody may read.";
}

// ---- What comes back

const came = document.getElementById("came");
let sending = 0;

document.getElementById("back")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const file = event.target.elements.file.files[0];
  inTurn(() => show(file));
});
document.getElementById("back-file")?.addEventListener("change", () => {
  sending++;
  came.hidden = true;
});

function form(file, seen = "") {
  const made = new FormData();
  for (const [name, value] of Object.entries({ to, seen, file })) made.append(name, value);
  return made;
}

/** Shows what a file would change; nothing is written. */
async function show(file) {
  const mine = ++sending;
  const found = await told(() => ask(`${api}/received`, form(file)));
  if (!found || mine !== sending) return;
  const apply = element("button", { type: "button" }, "Apply");
  apply.addEventListener("click", () => inTurn(() => put(file, found.digest, apply)));
  const many = found.changes.length;
  const said = many
    ? `${many} paragraph${many === 1 ? "" : "s"} would get other words. Nothing is written yet.`
    : found.digest ? "No words would change; what is said of their state, and remarks, would be taken over." : "Nothing would change.";
  came.replaceChildren(
    element("h3", {}, `What ${file.name} changes`),
    element("p", {}, said),
    ...found.findings.map(finding),
    element("dl", { class: "came" }, ...found.changes.flatMap(change)),
    ...(found.digest ? [element("p", { class: "row" }, apply)] : []),
  );
  came.hidden = false;
  came.focus();
  announce(said);
}

const sentence = (words) => (words ? `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}` : "");

const finding = ({ message, hint }) => element("p", { class: "finding" }, element("strong", {}, sentence(message)), ` ${sentence(hint)}`);

const change = ({ title, unit, pieces }) => [element("dt", {}, `${title}: ${unit}`), element("dd", { lang: to, dir: "auto" }, ...pieces.map(piece))];

function piece({ kind, text }) {
  return kind === "gone" ? element("del", {}, text) : kind === "came" ? element("ins", {}, text) : text;
}

/** Writes what was shown of a file, and nothing else. */
async function put(file, digest, button) {
  button.disabled = true;
  try {
    await ask(`${api}/received`, form(file, digest));
    came.replaceChildren(element("p", { class: "finding good" }, "It is written, as one step of ", element("a", { href: `/${dossier}/history` }, "History"), ", which can be undone there."));
    came.focus();
    announce("It is written.");
  } catch (error) {
    if (error.status === 409) await show(file); // it is shown as it is now
    showProblem(error);
  } finally {
    button.disabled = false;
  }
  await redraw();
}

if (list()) {
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked.startsWith("block-")) look(asked.slice("block-".length));
  showOpened();
  document.getElementById(asked)?.scrollIntoView();
  toldLater();
  watch(() => inTurn(redraw));
}

function toldLater() {
  showKept().catch(() => (document.getElementById("kept").textContent = "It cannot be looked up which texts not everybody may read, so that nothing can be downloaded without the box below: Check says why."));
}
