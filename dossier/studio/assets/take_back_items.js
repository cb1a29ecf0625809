// The cards of Take back: changes, conflicts, questions, comments with their replies.
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
  const open = (one.unsure && !one.answered) || (one.sort === "conflict" && !one.chosen && !one.before);
  const files = now.files.length > 1 ? ` · ${one.files.join(", ")}` : "";
  const what = `${SORTS[one.sort]}${one.in_note ? " in a note" : ""}${one.title ? ` · ${one.title}` : ""}${files}`;
  const parts = [];
  if (one.unsure) parts.push(question(one, acts));
  if (one.sort === "conflict") parts.push(sides(one));
  else parts.push(words(one));
  if (one.look) parts.push(element("p", { class: "note" }, `It becomes ${one.look}.`));
  if (one.sort === "proposal") parts.push(why(one));
  if (one.before && !one.chosen) parts.push(element("p", { class: "note quiet" }, one.way === "dismiss" ? "You dismissed it before." : "You left it before."));
  parts.push(ways(one, acts));
  return card(`${one.way}${open ? " open" : ""}`, [one.id], people(one.by), what, acts, ...parts);
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
  const said = element("p", { class: "note" }, `${one.why[0]?.toUpperCase() ?? ""}${one.why.slice(1)}`.replaceAll("`", ""));
  if (one.link) said.append(". ", element("a", { href: one.link }, `Look at the entry “${one.entry}”`), ", and correct it there if it is wrong.");
  else if (one.hint) said.append(`. ${one.hint[0].toUpperCase()}${one.hint.slice(1)}.`);
  return said;
}

function question(one, acts) {
  const box = element("div", { class: "finding" }, element("p", {}, element("strong", {}, "Is this right? "), one.unsure));
  if (one.answered) return element("p", { class: "note quiet" }, "You answered the question about this paragraph.");
  const yes = element("button", { type: "button", class: "quiet", "data-key": `yes ${one.id}` }, "Yes");
  const no = element("button", { type: "button", class: "quiet", "data-key": `no ${one.id}` }, "No, leave it");
  yes.addEventListener("click", () => acts.choose({ sure: { [one.id]: true } }));
  no.addEventListener("click", () => acts.choose({ changes: { [one.id]: { way: "leave" } } }));
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
    const made = button(WAYS[way], `${way} ${one.id}`, one.way === way && one.words === null && (one.chosen || one.before || one.sort !== "conflict"));
    made.addEventListener("click", async () => {
      if (await acts.choose({ changes: { [one.id]: { way } } })) announce(SAID[way]);
    });
    row.append(made);
  }
  if (one.rewritable && !held) row.append(rewriting(one, acts, row));
  return row;
}

function rewriting(one, acts, row) {
  const made = button("Rewrite …", `rewrite ${one.id}`, one.words !== null);
  made.addEventListener("click", () => {
    const id = `words-${one.id}`;
    const box = element("textarea", { id, spellcheck: "true", "data-key": id });
    box.value = one.words ?? one.new;
    const save = button("Take these words", `save ${one.id}`);
    const back = button("Cancel", `cancel ${one.id}`);
    const form = element("div", {}, element("label", { for: id }, "In the place of these words"), box, element("div", { class: "row" }, save, back));
    save.addEventListener("click", async () => {
      save.disabled = true;
      if (await acts.choose({ changes: { [one.id]: { way: "take", words: box.value } } })) announce("Taken as you wrote it.");
    });
    back.addEventListener("click", () => {
      form.replaceWith(row);
      made.focus();
    });
    row.replaceWith(form);
    box.focus();
  });
  return made;
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
    const box = side(`${each.by.map((one) => one.name).join(", ") || "Somebody"}${from}`, "", each.way === "take", take);
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
  if (one.kind === "proposal") parts.push(words({ lead: "", tail: "", old: one.old, new: one.new, words: null }));
  if (one.text) parts.push(element("p", { class: "note" }, one.text));
  for (const each of one.replies) {
    parts.push(element("div", { class: "answered" }, element("strong", {}, each.author || "Somebody"), ` ${when(each.date)}`, element("br"), each.text));
  }
  return parts;
}

function answering(one, label, done) {
  const id = `answer-${one.id.replace(/[^\w-]/g, "_")}`;
  const box = element("textarea", { id, spellcheck: "true" });
  box.value = one.answer || "";
  const save = button("Save the answer", `save ${one.id}`);
  save.addEventListener("click", () => done(box.value));
  return element("div", {}, element("label", { for: id }, label), box, element("div", { class: "ways" }, save));
}

/** A comment of a file: what is answered and settled is written with all else. */
function comment(one, acts) {
  const parts = conversation(one);
  if (one.answer) parts.push(element("div", { class: "answered" }, element("strong", {}, `${acts.by() || "You"}`), " (not yet applied)", element("br"), one.answer));
  const row = element("div", { class: "ways" });
  const answer = button(one.answer ? "Change the answer" : "Answer", `answer ${one.id}`);
  answer.addEventListener("click", () => {
    const form = answering(one, "Your answer", (text) => acts.choose({ answers: { [one.id]: { text, settled: one.settle } } }));
    row.replaceWith(form);
    form.querySelector("textarea").focus();
  });
  const settle = button(one.settle ? "Settled" : "Settle", `settle ${one.id}`, one.settle);
  settle.addEventListener("click", () => acts.choose({ answers: { [one.id]: { text: one.answer, settled: !one.settle } } }));
  row.append(answer, settle);
  return card(one.settle ? "take" : "", [one.id], people([{ name: one.author, date: one.date }]), `Comment${one.title ? ` · ${one.title}` : ""}`, acts, ...parts, row);
}

/** A thread that is kept beside the text: each answer is written at once. */
function thread(one, acts) {
  const row = element("div", { class: "ways" });
  const signed = async (what, said, act) => {
    if (!acts.by()) {
      const id = `name-${one.id.replace(/[^\w-]/g, "_")}`;
      const box = element("input", { id, autocomplete: "name" });
      const go = button("Go on", `go-on ${one.id}`);
      const form = element("div", { class: "field" }, element("label", { for: id }, "Your name"), box, go);
      go.addEventListener("click", () => {
        if (!box.value.trim()) return box.focus();
        acts.keepName(box.value.trim());
        act();
      });
      row.replaceWith(form);
      return box.focus();
    }
    if (await acts.thread(what)) announce(said);
  };
  const answer = button("Answer", `answer ${one.id}`);
  answer.addEventListener("click", () => {
    const form = answering(one, "Your answer", (text) => {
      const act = () => signed({ answer: { [one.id]: text } }, "Answered.", act);
      act();
    });
    row.replaceWith(form);
    form.querySelector("textarea").focus();
  });
  const settle = button(one.kind === "proposal" ? "Dismiss" : "Settle", `settle ${one.id}`);
  const settling = () => signed({ settle: [one.id] }, "Settled.", settling);
  settle.addEventListener("click", settling);
  if (one.takable) {
    const take = button("Take", `take ${one.id}`);
    const taking = () => signed({ take: [one.id] }, "Taken into the text.", taking);
    take.addEventListener("click", taking);
    row.append(take);
  }
  row.append(answer, settle);
  const what = `${one.kind === "proposal" ? "Proposal" : "Comment"}${one.title ? ` · ${one.title}` : ""}`;
  return card("", [one.id], people([{ name: one.author, date: one.date }]), what, acts, ...conversation(one), row);
}
