// The cards of Take back: changes, conflicts, questions, comments with their replies.
import { sentence } from "./dialog.js";
import { announce, element } from "./studio.js";

const SORTS = {
  words: "Words changed",
  look: "Another look",
  note: "A note",
  paragraph: "A paragraph",
  moved: "Moved, parted or joined",
  recommendation: "A new recommendation",
  proposal: "Left to you",
  conflict: "You both changed this",
};
const WAYS = { take: "Take", leave: "Leave", dismiss: "Dismiss" };
const SAID = { take: "Taken.", leave: "Left: it is kept as a proposal.", dismiss: "Dismissed." };

/** What is typed and not yet saved, by the key of its box: it stays when the list is drawn anew. */
const drafts = new Map();

/** Puts a form for words in the place of a row of buttons; `done(words)` says whether they were kept. */
function write(row, key, label, before, save, done, back) {
  const box = element("textarea", { id: key, spellcheck: "true", "data-key": key });
  box.value = drafts.get(key) ?? before;
  drafts.set(key, box.value);
  box.addEventListener("input", () => drafts.set(key, box.value));
  const keep = button(save, `save ${key}`);
  const leave = button("Cancel", `cancel ${key}`);
  const form = element("div", {}, element("label", { for: key }, label), box, element("div", { class: "row" }, keep, leave));
  keep.addEventListener("click", async () => {
    const said = box.value;
    drafts.delete(key);
    keep.disabled = true;
    if ((await done(said, form)) !== false) return;
    drafts.set(key, said);
    keep.disabled = false;
  });
  leave.addEventListener("click", () => {
    drafts.delete(key);
    form.replaceWith(row);
    back?.focus();
  });
  row.replaceWith(form);
  return box;
}

/** Draws a row of buttons, or the form that was open in its place. */
function rowOrForm(row, key, open) {
  if (!drafts.has(key)) return row;
  const holder = element("div", {}, row);
  open();
  return holder;
}

/** Returns the card of some changes of which only one can be taken, of a comment, or of a thread. */
export function drawItem(kind, what, acts, now) {
  if (kind === "changes") return what.length > 1 ? rivals(what, acts, now) : change(what[0], acts, now);
  return kind === "comment" ? comment(what, acts) : thread(what, acts);
}

function when(date) {
  return date ? date.slice(0, 16).replace("T", " ") : "";
}

function people(many) {
  const said = many.filter((each) => each.name).map((each) => `${each.name}${each.date ? `, ${when(each.date)}` : ""}`);
  return said.join("; ") || "somebody";
}

/** Who made a change; where it was not tracked, the file in which it came. */
function made(one) {
  if (one.tracked) return people(one.by);
  const from = `not tracked; in ${one.files.join(", ")}`;
  return one.by.some((each) => each.name) ? `${one.by.map((each) => each.name).filter(Boolean).join(", ")} (${from})` : from;
}

function card(classes, ids, title, what, acts, ...children) {
  const go = element("button", { type: "button", class: "plain", "data-key": `go ${ids[0]}` }, title);
  go.title = "Show it on the page";
  go.addEventListener("click", () => acts.goTo(ids[0]));
  return element(
    "article", { class: `item ${classes}`, "data-ids": ids.join(" ") },
    element("div", { class: "item-head" }, element("h3", {}, go), element("p", { class: "what quiet" }, what)),
    ...children,
  );
}

function change(one, acts, now) {
  const files = now.files.length > 1 ? ` · ${one.files.join(", ")}` : "";
  const what = `${SORTS[one.sort]}${one.in_note ? " in a note" : ""}${one.title ? ` · ${one.title}` : ""}${files}`;
  const parts = [];
  if (one.unsure) parts.push(question(one, acts, now));
  if (one.sort === "conflict") parts.push(sides(one));
  else parts.push(words(one));
  if (one.look) parts.push(element("p", { class: "note" }, `It becomes ${one.look}.`));
  if (one.sort === "proposal") parts.push(why(one));
  if (one.before && !one.chosen) parts.push(element("p", { class: "note quiet" }, one.way === "dismiss" ? "You dismissed it before." : "You left it before."));
  parts.push(ways(one, acts));
  return card(one.way || "open", [one.id], made(one), what, acts, ...parts);
}

function words(one) {
  const new_ = one.words ?? one.new;
  return element(
    "p", { class: "words" },
    one.lead,
    ...(one.old ? [element("del", {}, one.old)] : []),
    ...(one.old && new_ && !one.lead && !one.tail ? [" "] : []),
    ...(new_ ? [element("ins", {}, new_)] : []),
    one.tail,
  );
}

function side(title, text, chosen, ...more) {
  return element("div", { class: `side${chosen ? " chosen" : ""}` }, element("h4", {}, title), element("p", { class: "words" }, text || "(no words)"), ...more);
}

function sides(one) {
  return element(
    "div", { class: "sides" },
    side("Your text now", one.old, one.chosen && one.way !== "take"),
    side(`From ${one.by.map((each) => each.name).filter(Boolean).join(", ") || "the file"}`, one.words ?? one.new, one.way === "take"),
  );
}

function why(one) {
  if (!one.registry) {
    const said = `${one.why[0]?.toUpperCase() ?? ""}${one.why.slice(1)}.`.replaceAll("`", "");
    return element("p", { class: "note" }, one.hint ? `${said} ${one.hint[0].toUpperCase()}${one.hint.slice(1)}.` : said);
  }
  const entry = one.link ? element("a", { href: one.link }, `“${one.entry}”`) : `“${one.entry}”`;
  return element("p", { class: "note" }, `These words come from the ${one.registry}, entry `, entry, ". If they are wrong, correct them there: then they are right in every document.");
}

function question(one, acts, now) {
  const all = now.changes.filter((each) => each.unsure === one.unsure && !each.answered).map((each) => each.id);
  const box = element("div", { class: "finding" }, element("p", {}, element("strong", {}, "Is this right? "), one.unsure));
  if (one.answered) return element("p", { class: "note quiet" }, "You answered the question about this paragraph.");
  const yes = element("button", { type: "button", class: "quiet", "data-key": `yes ${one.id}` }, "Yes");
  const no = element("button", { type: "button", class: "quiet", "data-key": `no ${one.id}` }, "No, leave it");
  yes.addEventListener("click", () => acts.choose({ sure: Object.fromEntries(all.map((id) => [id, true])) }));
  no.addEventListener("click", () => acts.choose({ changes: Object.fromEntries(all.map((id) => [id, { way: "leave" }])) }));
  box.append(element("div", { class: "row" }, yes, no));
  return box;
}

function button(words, key, pressed, label) {
  const made = element("button", { type: "button", class: "quiet", "data-key": key, "aria-label": label }, words);
  if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
  return made;
}

function ways(one, acts) {
  const row = element("div", { class: "ways", role: "group", "aria-label": `What becomes of it: ${(one.new || one.old).slice(0, 60)}` });
  const held = one.unsure && !one.answered;
  for (const way of ["take", "leave", "dismiss"]) {
    if (way === "take" && (!one.takable || held)) continue;
    const made = button(WAYS[way], `${way} ${one.id}`, one.way === way && one.words === null);
    made.addEventListener("click", async () => {
      if (await acts.choose({ changes: { [one.id]: { way } } })) announce(SAID[way]);
    });
    row.append(made);
  }
  if (!one.rewritable || held) return row;
  const back = rewriting(one, acts, row);
  row.append(back);
  return rowOrForm(row, `words-${one.id}`, () => rewrite(one, acts, row, back));
}

function rewriting(one, acts, row) {
  const made = button("Rewrite …", `rewrite ${one.id}`, one.words !== null);
  made.addEventListener("click", () => rewrite(one, acts, row, made).focus());
  return made;
}

function rewrite(one, acts, row, back) {
  const done = async (words) => {
    if (!(await acts.choose({ changes: { [one.id]: { way: "take", words } } }))) return false;
    announce("Taken as you wrote it.");
    return true;
  };
  return write(row, `words-${one.id}`, "In the place of these words", one.words ?? one.new, "Take these words", done, back);
}

/** Changes of the same words by several partners, side by side. */
function rivals(many, acts, now) {
  const decided = many.some((each) => each.chosen);
  const names = many.flatMap((each) => each.by.map((one) => one.name)).filter(Boolean);
  const first = many[0];
  const boxes = many.map((each) => {
    const take = button(`Take ${each.by[0]?.name || each.files[0]}’s`, `take ${each.id}`, each.way === "take");
    take.addEventListener("click", () => {
      const changes = Object.fromEntries(many.map((one) => [one.id, { way: one === each ? "take" : "leave" }]));
      acts.choose({ changes });
    });
    const from = now.files.length > 1 ? ` (${each.files.join(", ")})` : "";
    const box = side(each.tracked ? `${people(each.by)}${from}` : made(each), "", each.way === "take", take);
    box.querySelector(".words").replaceWith(words(each));
    return box;
  });
  const neither = button("Keep mine", `neither ${first.id}`, decided && many.every((each) => each.way !== "take"));
  neither.addEventListener("click", () => acts.choose({ changes: Object.fromEntries(many.map((one) => [one.id, { way: "leave" }])) }));
  return card(
    decided ? "take" : "open", many.map((each) => each.id), [...new Set(names)].join(" and ") || "Two files",
    `Different changes of the same words${first.title ? ` · ${first.title}` : ""}`, acts,
    element("div", { class: "sides" }, ...boxes), element("div", { class: "ways" }, neither),
  );
}

function conversation(one) {
  const parts = [];
  if (one.quoted && one.kind === "comment") parts.push(element("p", { class: "quoted" }, `“${one.quoted}”`));
  if (one.kind === "proposal") parts.push(proposed(one));
  if (one.text) parts.push(element("p", { class: "note" }, one.text));
  for (const each of one.replies) {
    parts.push(element("div", { class: "answered" }, element("strong", {}, each.author || "Somebody"), ` ${when(each.date)}`, element("br"), each.text));
  }
  return parts;
}

/** What is proposed beside what your text says: neither is struck through, for nothing was taken. */
function proposed(one) {
  const row = (name, said) => element("div", {}, element("dt", {}, name), element("dd", { class: "words" }, said));
  const rows = [];
  if (one.old) rows.push(row("Your text", one.old));
  else if (one.quoted) rows.push(row("Behind", `… ${one.quoted}`));
  rows.push(row(one.old ? "Proposed instead" : "Proposed as a new paragraph", one.new || "(nothing: to take it out)"));
  return element("dl", { class: "proposed" }, ...rows);
}

const answerKey = (one) => `answer-${one.id.replace(/[^\w-]/g, "_")}`;

function answering(row, one, done, back) {
  return write(row, answerKey(one), "Your answer", one.answer || "", "Save the answer", done, back);
}

/** A comment of a file: what is answered and settled is written with all else. */
function comment(one, acts) {
  const parts = conversation(one);
  if (one.answer) parts.push(element("div", { class: "answered" }, element("strong", {}, `${acts.by() || "You"}`), " (not yet applied)", element("br"), one.answer));
  const row = element("div", { class: "ways" });
  const answer = button(one.answer ? "Change the answer" : "Answer", `answer ${one.id}`);
  const open = () => answering(row, one, async (text) => Boolean(await acts.choose({ answers: { [one.id]: { text, settled: one.settle } } })), answer);
  answer.addEventListener("click", () => open().focus());
  const settle = button(one.settle ? "Settled" : "Settle", `settle ${one.id}`, one.settle);
  settle.addEventListener("click", () => acts.choose({ answers: { [one.id]: { text: one.answer, settled: !one.settle } } }));
  row.append(answer, settle);
  return card(one.settle ? "take" : "", [one.id], people([{ name: one.author, date: one.date }]), `Comment${one.title ? ` · ${one.title}` : ""}`, acts, ...parts, rowOrForm(row, answerKey(one), open));
}

/** A thread that is kept beside the text: each answer is written at once. */
function thread(one, acts) {
  const row = element("div", { class: "ways" });
  const signed = async (place, what, said) => {
    if (acts.by()) {
      if (!(await acts.thread(what))) return false;
      announce(said);
      return true;
    }
    const held = what.answer?.[one.id];
    if (held) drafts.set(answerKey(one), held); // until it is signed it may be drawn anew
    const id = `name-${one.id.replace(/[^\w-]/g, "_")}`;
    const box = element("input", { id, autocomplete: "name" });
    const go = button("Go on", `go-on ${one.id}`);
    place.replaceWith(element("div", { class: "field" }, element("label", { for: id }, "Your name"), box, go));
    go.addEventListener("click", async () => {
      if (!box.value.trim()) return box.focus();
      acts.keepName(box.value.trim());
      drafts.delete(answerKey(one));
      if (!(await signed(place, what, said)) && held) drafts.set(answerKey(one), held);
    });
    box.focus();
    return true;
  };
  const answer = button("Answer", `answer ${one.id}`);
  const open = () => answering(row, one, (text, form) => signed(form, { answer: { [one.id]: text } }, "Answered."), answer);
  answer.addEventListener("click", () => open().focus());
  const settle = button(one.kind === "proposal" ? "Dismiss" : "Settle", `settle ${one.id}`);
  settle.addEventListener("click", () => signed(row, { settle: [one.id] }, "Settled."));
  if (one.takable) {
    const take = button("Take", `take ${one.id}`);
    take.addEventListener("click", () => signed(row, { take: [one.id] }, "Taken into the text."));
    row.append(take);
  }
  row.append(answer, settle);
  const parts = conversation(one);
  if (one.kind === "proposal" && !one.takable) {
    parts.push(element("p", { class: "note quiet" }, `It cannot be taken from here: ${one.why || "it belongs to no part of the text"}. ${sentence(one.do || "type it into the text, if it is right; then dismiss this")}`));
  }
  const what = `${one.kind === "proposal" ? "Proposal, not taken" : "Comment"}${one.title ? ` · ${one.title}` : ""}`;
  return card("", [one.id], people([{ name: one.author, date: one.date }]), what, acts, ...parts, rowOrForm(row, answerKey(one), open));
}
