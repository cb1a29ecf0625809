// The outline: sections and blocks in order. Blocks move by button, by Alt and the arrow keys, and
// by dragging; each move says what happened.
import { ask, element, told } from "./studio.js";

let dragged = null;

/**
 * Shows `outline` in `place`. `does` has `open(at)`, `move(block, section, steps)` and
 * `add(section)`; `state` has `current` and `unsaved(at)`, and `words` by the title of a section.
 */
export function showOutline(place, outline, does, state) {
  const focus = document.activeElement?.closest?.("[data-focus]")?.dataset.focus;
  place.replaceChildren(...outline.sections.filter(shown).map((each) => section(each, does, state)));
  if (focus) place.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
}

/** A section that is not called by anything is for what may stand before the first title: it is shown if it holds any. */
const shown = (section) => section.blocks.length || (section.takes.length && section.called);
const titleOf = (section) => section.called || "Before the first title";

function section(one, does, state) {
  const words = state.words?.get(one.title);
  const list = element("ol", {}, ...one.blocks.map((each, at) => block(each, at, one, does, state)));
  const add = element("button", { type: "button", class: "plain add", "data-focus": `add-${one.id}` }, "Add a part");
  add.append(element("span", { class: "unseen" }, ` to ${titleOf(one)}`));
  add.addEventListener("click", () => does.add(one));
  return element(
    "section",
    { class: "outline-section", "aria-label": titleOf(one) },
    element("h3", {}, heading(one, does), words === undefined ? "" : element("span", { class: "words" }, `${words}`)),
    list,
    one.takes.length ? add : "",
  );
}

/** Returns the title of a section as a button that moves the page to it. */
function heading(one, does) {
  const made = element("button", { type: "button", class: "plain to-section", "data-focus": `section-${one.id}` }, titleOf(one));
  made.addEventListener("click", () => does.show(one));
  return made;
}

function block(one, at, home, does, state) {
  const open = element("button", { type: "button", class: "open", "data-focus": `open-${one.id}` }, one.title);
  if (one.at && one.at === state.current) open.setAttribute("aria-current", "true");
  if (one.form !== "whole") open.append(element("span", { class: "tag" }, one.form === "summary" ? "summary" : "in part"));
  if (state.unsaved(one.at)) open.classList.add("unsaved");
  if (!one.at) open.disabled = true;
  open.addEventListener("click", () => does.open(one.at));
  const item = element("li", { class: "outline-block", "data-block": one.id }, open);
  if (one.ordered === "fixed" || home.blocks.length < 2) return item;
  const steps = element("span", { class: "steps" });
  for (const [way, words, sign] of [[-1, "up", "↑"], [1, "down", "↓"]]) {
    const name = `Move ${one.title} ${words}`;
    const step = element("button", { type: "button", class: "plain", "data-focus": `${words}-${one.id}`, title: `Move ${words}`, "aria-label": name }, sign);
    step.disabled = at + way < 0 || at + way >= home.blocks.length;
    step.addEventListener("click", () => does.move(one, home, way));
    steps.append(step);
  }
  item.append(steps);
  item.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way || !event.altKey) return;
    event.preventDefault();
    does.move(one, home, way);
  });
  drag(item, one, at, home, does);
  return item;
}

function drag(item, one, at, home, does) {
  item.draggable = true;
  const marks = ["over-before", "over-after"];
  const below = (event) => event.offsetY > item.offsetHeight / 2;
  item.addEventListener("dragstart", (event) => {
    dragged = { one, at, home };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", one.title);
  });
  item.addEventListener("dragend", () => (dragged = null));
  item.addEventListener("dragover", (event) => {
    if (dragged?.home !== home) return;
    event.preventDefault();
    item.classList.toggle(marks[0], !below(event));
    item.classList.toggle(marks[1], below(event));
  });
  item.addEventListener("dragleave", () => item.classList.remove(...marks));
  item.addEventListener("drop", (event) => {
    item.classList.remove(...marks);
    if (dragged?.home !== home) return;
    event.preventDefault();
    const before = at + (below(event) ? 1 : 0);
    const to = before > dragged.at ? before - 1 : before;
    if (to !== dragged.at) does.move(dragged.one, home, to - dragged.at);
  });
}

/** Asks for the name of a new part and adds it; returns its address, or undefined. */
export function askForPart(section, address) {
  const box = document.getElementById("add-box");
  const name = document.getElementById("add-name");
  document.getElementById("add-title").textContent = `Add a part to “${section.called || section.id}”`;
  name.value = "";
  box.showModal();
  return new Promise((done) => {
    document.getElementById("add-cancel").onclick = () => box.close("");
    box.querySelector("form").onsubmit = () => (box.returnValue = "add");
    box.onclose = async () => {
      const wanted = box.returnValue === "add" && name.value.trim();
      box.returnValue = "";
      done(wanted ? await told(() => ask(address, { section: section.id, title: name.value.trim() })) : undefined);
    };
  });
}
