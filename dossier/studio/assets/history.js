// History: shows what a step changed, and takes it back.
import { announce, ask, element, refresh, told, watch } from "./studio.js";

const opened = new Set();
const said = new Map(); // the number of a step: what was just done with it
const refused = new Map(); // the number of a step: why it could not be undone

document.addEventListener("click", (event) => {
  const look = event.target.closest("[data-look]");
  if (look) {
    const { step } = look.closest("[data-step]").dataset;
    show(step, !opened.has(step));
  }
  const back = event.target.closest("[data-undo]");
  if (back) undo(back);
});

const dossier = () => document.querySelector("[data-steps]").dataset.dossier;

/** Shows the words of a step, or hides them; the list may be drawn anew while they are asked for. */
async function show(number, yes) {
  if (yes) opened.add(number);
  else opened.delete(number);
  const found = yes ? await told(() => ask(`/api/${dossier()}/history/steps/${number}`)) : null;
  if (yes && !found) opened.delete(number);
  const step = document.querySelector(`[data-step="${number}"]`);
  if (!step || opened.has(number) !== yes) return;
  const box = step.querySelector(".words");
  if (found) box.replaceChildren(...found.files.map(file));
  box.hidden = !yes;
  step.querySelector("[data-look]").setAttribute("aria-expanded", String(yes));
}

function file(one) {
  const kind = { created: " (new)", deleted: " (removed)" }[one.kind] || "";
  const words = one.why
    ? element("p", { class: "quiet" }, `Its words cannot be shown: ${one.why}.`)
    : element("p", { class: "text" }, ...one.pieces.map(piece));
  return element("div", { class: "file" }, element("h4", {}, `${one.name}${kind}`), words);
}

function piece({ kind, text }) {
  if (kind === "gone") return element("del", {}, text);
  if (kind === "came") return element("ins", {}, text);
  return kind === "more" ? element("span", { class: "quiet" }, text) : text;
}

async function undo(button) {
  const article = button.closest("[data-step]");
  const step = article.dataset.step;
  const asked = button.dataset.undo || step; // an undone step comes back where its undo is undone
  const done = article.querySelector("h3").textContent.replace(/^(Undid|Undid again|Did again): /, "");
  const again = button.textContent.startsWith("Do it again");
  button.disabled = true;
  try {
    await ask(`/api/${dossier()}/history/undo`, { step: Number(asked) });
    refused.delete(step);
    const words = again ? `It is done again: ${done}.` : `It is undone: ${done}.`;
    said.clear();
    said.set(step, words);
    announce(words);
    await redraw();
    document.querySelector(`[data-step="${step}"] [data-undo]`)?.focus({ preventScroll: true });
  } catch (error) {
    const findings = error.answer?.findings || [];
    refused.set(step, findings.length ? findings : [{ message: error.message, hint: error.hint }]);
    tellWhy(step);
  } finally {
    button.disabled = false;
  }
}

/** Says at a step why it could not be undone. */
function tellWhy(number) {
  const obstacle = document.querySelector(`[data-step="${number}"] .obstacle`);
  if (!obstacle) return;
  const reasons = refused.get(number).map((each) => element("li", {}, ...linked(each.message, number), `. ${todo(each)}`));
  obstacle.replaceChildren(
    element("div", { class: "finding" }, element("strong", {}, "It cannot be undone alone; nothing was changed."),
      element("ul", {}, ...reasons)),
  );
  obstacle.hidden = false;
}

/** Returns words in which the steps that this page lists are links, with what they did. */
function linked(words, own) {
  return words.split(/(\bstep \d+)/).map((each) => {
    const number = each.match(/^step (\d+)$/)?.[1];
    const there = number && number !== own && document.getElementById(`title-${number}`);
    return there ? element("a", { href: `#step-${number}` }, `${each} (${there.textContent})`) : each;
  });
}

/** What to do, in the words of this page: the hints of commands name commands. */
function todo({ message, hint = "" }) {
  if (/by hand/.test(message)) return "Change these words back by hand.";
  if (/`|--/.test(hint)) return "Undo the later step first.";
  return hint && `${hint[0].toUpperCase()}${hint.slice(1)}.`;
}

/** Draws the list anew; what one looks at stays where it is in the window. */
async function redraw() {
  const focused = document.activeElement?.closest?.("[data-step]");
  const seen = focused || [...document.querySelectorAll("[data-step]")].find((each) => each.getBoundingClientRect().bottom > 0);
  const top = seen?.getBoundingClientRect().top;
  await refresh("[data-steps]");
  for (const number of opened) if (document.querySelector(`[data-step="${number}"]`)) await show(number, true);
  for (const number of refused.keys()) tellWhy(number); // it stays when others change something
  for (const [number, words] of said) {
    const place = document.querySelector(`[data-step="${number}"] .said`);
    if (place) Object.assign(place, { textContent: words, hidden: false });
  }
  const now = seen && document.querySelector(`[data-step="${seen.dataset.step}"]`);
  if (now) window.scrollBy(0, now.getBoundingClientRect().top - top);
}

watch(redraw);
