// Bold, italics, a list, a note: put in by a button or a key, so that nobody must know their signs.
import { announce } from "./studio.js";

const KEYS = { b: "bold", i: "italic" };
const NOTE = "What the note says.";

/** Lets the buttons in `bar` and the keys in `place` change what `view()` returns, an editor’s view. */
export function setUpFormat(bar, place, view) {
  const run = (name) => {
    if (!view()) return;
    FORMS[name](view());
    view().focus();
    announce(SAID[name]);
  };
  bar.addEventListener("click", (event) => {
    const name = event.target.closest("[data-form]")?.dataset.form;
    if (name) run(name);
  });
  place.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    run(name);
  }, { capture: true });
}

const SAID = { bold: "Bold.", italic: "In italics.", list: "A list.", note: "A note. Type what it says." };
const FORMS = {
  bold: (view) => around(view, "**"),
  italic: (view) => around(view, "*"),
  list,
  note,
};

const change = (view, changes, anchor, head) => view.dispatch({ changes, selection: { anchor, head }, userEvent: "input", scrollIntoView: true });

/** Puts signs around the words that are chosen, or takes them away again. */
function around(view, sign) {
  const { from, to } = view.state.selection.main;
  const doc = view.state.doc;
  const said = doc.sliceString(from, to);
  const words = said.trim();
  const first = from + said.length - said.trimStart().length;
  const last = first + words.length;
  const outside = doc.sliceString(first - sign.length, first) === sign && doc.sliceString(last, last + sign.length) === sign;
  const bolder = sign === "*" && doc.sliceString(first - 2, first) === "**" && doc.sliceString(first - 3, first) !== "***";
  if (words && outside && !bolder) {
    const changes = [{ from: first - sign.length, to: first }, { from: last, to: last + sign.length }];
    return change(view, changes, first - sign.length, last - sign.length);
  }
  const put = words || "words";
  return change(view, { from: first, to: last, insert: `${sign}${put}${sign}` }, first + sign.length, first + sign.length + put.length);
}

/** Makes a list of the lines that are chosen, one item a line. */
function list(view) {
  const { from, to } = view.state.selection.main;
  const doc = view.state.doc;
  const [first, last] = [doc.lineAt(from), doc.lineAt(to)];
  const lines = doc.sliceString(first.from, last.to).split("\n");
  const items = lines.map((each) => (!each.trim() || /^\s*[-*] /.test(each) ? each : `- ${each}`));
  if (items.length === 1 && !items[0]) items[0] = "- ";
  const apart = first.number > 1 && doc.line(first.number - 1).text.trim() && !/^\s*[-*] /.test(doc.line(first.number - 1).text) ? "\n" : "";
  const insert = apart + items.join("\n");
  change(view, { from: first.from, to: last.to, insert }, first.from + insert.length);
}

/** Calls a new note where the cursor is, and begins its text at the end. */
function note(view) {
  const doc = view.state.doc;
  const text = doc.toString();
  const cursor = view.state.selection.main.to;
  const line = doc.lineAt(cursor);
  const id = doc.sliceString(line.from, cursor).match(/\s*\{#[^}\n]*\}\s*$/)?.[0] ?? ""; // it stays the last
  const to = cursor - id.length;
  let number = 1;
  while (text.includes(`[^note-${number}]`)) number++;
  const name = `[^note-${number}]`;
  const end = text.length - (text.endsWith("\n") ? 1 : 0);
  const gap = /\n\[\^[^\]\n]*\]:[^\n]*$/.test(text.slice(0, end)) ? "\n" : "\n\n";
  const at = end + name.length + gap.length + name.length + 2;
  change(view, [{ from: to, insert: name }, { from: end, insert: `${gap}${name}: ${NOTE}` }], at, at + NOTE.length);
}
