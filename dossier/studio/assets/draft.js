// An old draft: what it would become, each guess to confirm or change, and then the dossier.
import { announce, ask, element, turns } from "./studio.js";
import { attempt, nameOf, onOpen, sentence, show } from "./dialog.js";

const KINDS = { "": "As it is: with its own sections", "upr-submission": "A submission to the UPR, in its form" };
const ANSWERS = { yes: "yes", no: "no, it is a paragraph", find: "yes", none: "no, they are part of the text", cite: "cites its source", "as typed": "stays as it is typed" };
const GROUPS = [
  ["About the text", ["template", "title", "title_line", "state", "submitter", "acronym", "language", "day", "session", "cycle"]],
  ["Headings", ["headings"]],
  ["What each section holds", ["kinds"]],
  ["Notes", ["calls", "cites"]],
];
const LABELS = {
  template: () => "What it becomes",
  title: () => "Title",
  title_line: (point) => (point.words ? `Is line ${point.at} the title?` : `Is line ${point.at} the title after all?`),
  state: () => "State under review",
  submitter: () => "Who submits",
  acronym: () => "Acronym",
  language: () => "Language",
  day: () => "Date",
  session: () => "Session of the UPR",
  cycle: () => "Cycle of the UPR",
  headings: (point) => (point.words ? `Is “${point.words}” a heading?` : `Is line ${point.at} a heading after all?`),
  kinds: (point) => point.words,
  calls: (point) => `Do the numbers ${point.words || "at the ends of words"} call notes?`,
  cites: (point) => `Note ${point.at}: ${point.words}`,
};
/** What follows from each kind. */
const FOLLOWS = {
  "": "It keeps its own sections, and no limit of the UN is counted. A submission in the UPR’s form can be added to the dossier later, with “New document”.",
  "upr-submission": "It gets the sections that OHCHR asks for, in their order; words are counted against the UN’s limit, and the deadline follows from the session. Sections of which the draft has nothing wait for your text.",
};
const PROPOSED = "upr-submission";
/** What to do on these pages about findings whose own hints speak of files and commands. */
const TO_DO = {
  "front-guessed": "Once the dossier is made, the line stands in Settings of the document, as “Procedure”: change it or empty it there.",
  "empty-section": "Once the dossier is made, open the document in Write and choose “Add a part” in this section.",
  "picture-without-text": "Once the dossier is made, open its part in Write and type what the picture shows between its square brackets.",
  "picture-left-out": "Save it as PNG; the picture can be added once the dossier is made, see the manual under “Evidence”.",
  "committee-for-covenant": "Look at the place in Write once the dossier is made; until then it is allowed.",
};
const WHY = {
  title: "Taken from how it looks, or made of the State’s name.",
  title_line: "If it is not, the line stays in the text; type the title above.",
  state: "The State that the text names, or else the name of the dossier.",
  submitter: "Taken from the first page, where that says it.",
  language: "The language of the text, where the program knows its words; else English.",
  day: "The text says none that stands out: this is what the properties of the file say, or else today.",
  session: "A submission needs it; look at OHCHR’s calendar.",
  cycle: "A submission needs it.",
};
/** Findings that the form asks about. */
const ASKED = new Set(["heading-guessed", "title-guessed", "no-title", "state-guessed", "no-state", "submitter-guessed", "no-submitter", "language-guessed", "date-guessed", "no-date", "notes-guessed"]);
const MAPS = new Set(["title_line", "headings", "kinds", "cites"]);

/** What somebody said so far, by point. */
let said = new Map();
let points = [];
/** The kind that is proposed: a submission, or as it is where the draft does not fit that form. */
let proposed = PROPOSED;
/** Why the draft does not fit the form of a submission as it is: for each place, what to choose. */
let instead = [];

let drafts = 0; // how many were begun: what is said of an earlier one is not shown
const inTurn = turns();

const clear = () => {
  drafts += 1;
  said = new Map();
  points = [];
  proposed = PROPOSED;
  instead = [];
  shown.replaceChildren();
  write.hidden = true;
};
const dialog = onOpen("import-draft", clear);
const form = dialog.querySelector("form");
const shown = dialog.querySelector("[data-shown]");
const write = dialog.querySelector("[data-write]");
const left = element("p", { class: "quiet", "data-left": true });
write.parentElement.before(left);

/** Runs `work` as all dialogs do; what is open still decides whether the dossier can be made. */
const attempted = (work) => inTurn(() => attempt(dialog, work).then(count));

const key = (point) => `${point.name} ${point.at}`;

/** Remembers that `value` is right, "" that nobody says; who submits and the acronym go together. */
function say(point, value) {
  if (point.unsure && !value && !point.choices.length) {
    said.delete(key(point));
    return;
  }
  said.set(key(point), { point, value });
  if (point.name !== "submitter" && point.name !== "acronym") return;
  for (const each of points.filter(({ name }) => ["submitter", "acronym"].includes(name) && name !== point.name)) {
    if (!said.has(key(each))) said.set(key(each), { point: each, value: each.taken });
  }
}

function sent(writing) {
  const data = new FormData(form);
  const settled = {};
  for (const { point, value } of said.values()) {
    if (MAPS.has(point.name)) (settled[point.name] ??= {})[point.at] = value;
    else settled[point.name] = value;
  }
  data.set("kind", proposed);
  data.set("settled", JSON.stringify(settled));
  data.set("write", writing ? "yes" : "");
  return ask("/api/drafts", data);
}

async function read() {
  const mine = drafts;
  let made = await sent(false);
  if (!made.good && proposed && ![...said.values()].some(({ point }) => point.name === "template")) {
    const reasons = made.unfit;
    proposed = "";
    const asItIs = await sent(false);
    if (asItIs.good) [made, instead] = [asItIs, reasons];
    else proposed = PROPOSED; // the form is not what stands in the way
  }
  if (mine !== drafts) return;
  draw(made);
  announce(made.good ? "The draft was read. Look at what was made of it." : "The draft cannot be imported.");
}

form.elements.file.addEventListener("change", () => {
  clear();
  const [file] = form.elements.file.files;
  if (file && !form.elements.name.value) form.elements.name.value = nameOf(file.name.replace(/\.\w+$/, ""));
});
form.elements.name.addEventListener("change", () => {
  if (shown.children.length) attempted(read);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempted(async () => {
    if (!form.elements.file.files.length) throw new Error("Choose a file first.");
    await read();
    shown.focus();
  });
});
write.addEventListener("click", () =>
  attempted(async () => {
    const made = await sent(true);
    if (made.good) await show(dialog, form.elements.name.value);
    else draw(made);
  }),
);

/** Shows what would be made of the draft, what is to be settled, and what to look at afterwards. */
function draw(made) {
  points = made.points;
  const parts = [];
  if (made.good) {
    const counts = Object.entries(made.counts).map(([name, count]) => `${count} ${name}`).join(", ");
    parts.push(element("h3", {}, "What it becomes"), element("p", {}, sentence(counts)));
    parts.push(element("ul", {}, ...made.sections.map((each) => element("li", {}, `${each.title || "Before the first title"} (${each.blocks})`))));
  }
  const wrong = made.findings.filter((each) => each.severity === "error");
  if (!made.good) parts.push(element("h3", {}, "Why it cannot be imported so"), ...(made.unfit.length ? made.unfit.map((each) => element("p", { class: "finding error" }, each)) : wrong.map(finding)));
  parts.push(...GROUPS.map(([title, names]) => group(title, points.filter((each) => names.includes(each.name)))).filter(Boolean));
  const others = made.findings.filter((each) => each.severity !== "error" && !ASKED.has(each.rule));
  if (others.length) parts.push(element("h3", {}, "To look at afterwards"), ...others.map(finding));
  if (made.notes.length) {
    const notes = made.notes.map((each) => element("li", {}, `Note ${each.note}: ${each.done}`));
    parts.push(element("details", {}, element("summary", {}, "What becomes of each note"), element("ul", {}, ...notes)));
  }
  const before = shown.contains(document.activeElement) ? document.activeElement : null;
  shown.replaceChildren(...parts);
  const same = before && [...shown.querySelectorAll("[data-point]")].find((each) => each.dataset.point === before.dataset.point);
  same?.focus();
  if (before?.type === "text") same?.setSelectionRange(before.selectionStart, before.selectionEnd);
  write.hidden = !made.good;
  count();
}

function finding(each) {
  const line = each.line ? ` (line ${each.line})` : "";
  return element("p", { class: `finding ${each.severity}` }, element("strong", {}, sentence(each.message) + line), element("br"), sentence(toDo(each)));
}

/** What to do about a finding, in the words of these pages. */
function toDo({ rule, hint }) {
  if (TO_DO[rule]) return TO_DO[rule];
  return /`|--|\.yaml|\.md\b/.test(hint) ? "Look at the place in Write once the dossier is made." : hint;
}

/** Returns the fields of one group, with what says that the guesses in it are right. */
function group(title, asked) {
  if (!asked.length) return null;
  const made = element("fieldset", { class: "settle" }, element("legend", {}, title), ...asked.map(field));
  const unsure = asked.filter((each) => each.unsure);
  if (unsure.length) {
    const right = element("button", { type: "button", class: "quiet" }, unsure.length === 1 ? "This is right" : "These are right");
    right.append(element("span", { class: "unseen" }, ` in “${title}”`));
    right.addEventListener("click", () => {
      for (const each of unsure) if (!said.has(key(each))) say(each, each.taken);
      for (const each of made.querySelectorAll(".unsure")) each.remove();
      right.remove();
      count();
      announce("Settled.");
      shown.querySelector("fieldset button")?.focus() ?? write.focus();
    });
    made.append(right);
  }
  return made;
}

function field(point) {
  const id = `point-${point.name}-${point.at}`;
  const about = { id, "data-point": key(point), "aria-describedby": WHY[point.name] && point.unsure ? `${id}-why` : false };
  const value = said.get(key(point))?.value ?? point.taken; // somebody may type on while the draft is read
  const options = point.choices.map((each) => element("option", { value: each, selected: each === value }, name(point, each)));
  const box = point.choices.length ? element("select", about, ...options) : element("input", { ...about, type: point.name === "day" ? "date" : "text", value, list: point.name === "state" ? "nd-states" : false });
  box.addEventListener("input", () => say(point, box.value));
  box.addEventListener("change", () => attempted(read));
  const unsure = point.unsure && !said.has(key(point)) ? element("span", { class: "unsure" }, "not certain") : "";
  const follows = point.name === "template" ? element("div", { class: "hint" }, element("p", {}, FOLLOWS[value] ?? ""), value === "" && instead.length ? reasons() : "") : "";
  const why = WHY[point.name] && point.unsure ? element("p", { class: "hint", id: `${id}-why` }, WHY[point.name]) : "";
  const words = point.name === "title_line" && point.words ? element("p", { class: "hint" }, point.words) : "";
  return element("div", { class: "field" }, element("label", { for: id }, LABELS[point.name](point), " ", unsure), box, words, why, follows);
}

/** Returns why a submission is not proposed. */
function reasons() {
  const list = element("ul", {}, ...instead.map((each) => element("li", {}, each)));
  return element("div", { "data-unfit": true }, element("p", {}, "It is not proposed as a submission to the UPR, for in that form some of its words would change:"), list);
}

function name(point, value) {
  if (point.name === "template") return KINDS[value] ?? value;
  if (point.name === "title_line" && value === "no") return "no, it is part of the text";
  return ANSWERS[value] ?? (point.name === "language" ? value : sentence(value).slice(0, -1));
}

/** Lets the dossier be made when nothing is unsure any more, and says how much is. */
function count() {
  const open = points.filter((each) => each.unsure && !said.has(key(each))).length;
  write.disabled = open > 0;
  left.hidden = write.hidden;
  left.textContent = open ? `${open} ${open === 1 ? "guess is" : "guesses are"} to be settled before the dossier can be made: change it, or say that it is right.` : "Everything is settled.";
}
