// Audience: the switch, and what the search for what may not be read came to.
import { announce, ask, element, toldUnasked, watch } from "./studio.js";
import { sentence } from "./dialog.js";

const panel = document.getElementById("search");
const found = document.getElementById("found");
const frame = document.getElementById("page");
const form = document.querySelector(".switch");
let turn = 0;

if (panel) {
  form.querySelector("select").addEventListener("change", () => form.requestSubmit(form.querySelector("[aria-pressed=true]")));
  show();
  watch(() => {
    frame.src = frame.src;
    show(); // what changes meanwhile is shown at once
  });
}

const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
const line = (words, kind = "") => element("p", { class: kind }, words);

/** Shows what the search came to; a newer one ends this one. */
async function show() {
  const mine = ++turn;
  const { dossier, document: key, audience } = panel.dataset;
  const address = `/api/${dossier}/audience/${key}`;
  await toldUnasked(async () => {
    const said = await ask(`${address}/searched?audience=${audience}`);
    if (mine !== turn) return;
    if (audience !== "internal") {
      const parts = verdict(said);
      found.replaceChildren(...parts);
      announce(parts.map((each) => each.textContent).join(" "));
      return;
    }
    const parts = ours(said);
    for (const other of ["partners", "un", "public"]) {
      parts.push(...detailed(other, await ask(`${address}/${other}?audience=internal`)));
      if (mine !== turn) return;
    }
    found.replaceChildren(...parts);
  });
}

function verdict(said) {
  const looked = said.names + said.phrases
    ? `Looked for ${count(said.names, "name", "names")}${whose(said)} and ${count(said.phrases, "protected phrase", "protected phrases")}.`
    : "Nothing in this dossier is kept from them.";
  const parts = [];
  if (said.certain) parts.push(line(`${count(said.certain, "thing is", "things are")} on the page that may not be read. It is not shown, and would not be built.`, "finding error"));
  if (said.hindrances) parts.push(line(`${count(said.hindrances, "error stands", "errors stand")} in the way of the page.`, "finding error"));
  if (said.doubtful) parts.push(line(`${count(said.doubtful, "word", "words")} may be a name, or somebody else’s.`, "finding"));
  if (!parts.length) parts.push(line("Nothing was found.", "finding good"));
  if (said.certain || said.hindrances || said.doubtful) parts.push(line("Our own view says what and where."));
  return [...parts, line(looked, "quiet")];
}

/** Says whose names these are: a name that one dossier keeps back may stand in no other. */
function whose({ names, of_others: others, in_interviews: interviews }) {
  const own = names - others - interviews;
  const parts = [own ? `${own} of People here` : "", interviews ? `${interviews} of interviews` : "", others ? `${others} that other dossiers keep back` : ""].filter(Boolean);
  return parts.length && own !== names ? ` (${parts.join(", ")})` : "";
}

function ours(said) {
  const parts = [];
  if (said.marked) parts.push(element("p", {}, element("span", { class: "key" }, "Marked"), " words are held back from those whom the mark names."));
  else if (said.shown) parts.push(line("Nothing on this page is held back from anybody."));
  for (const each of said.findings) parts.push(finding(each));
  return parts;
}

function detailed(other, said) {
  const names = { partners: "Partners", un: "The UN", public: "The public" };
  const parts = [element("h3", {}, names[other])];
  if (said.leaks.length) {
    const items = said.leaks.map((each) => element("li", { class: each.certain ? "over" : "" }, `${sentence(each.what).slice(0, -1)} in ${each.where}`));
    parts.push(line(said.certain ? "Not shown to them, for it holds:" : "Perhaps a name, perhaps not:"), element("ul", {}, ...items));
  }
  for (const each of said.findings.filter((one) => one.rule !== "name-leaks")) parts.push(finding(each));
  if (parts.length === 1) parts.push(line("Nothing gets out that they may not read.", "quiet"));
  return parts;
}

function finding(each) {
  return element("p", { class: `finding ${each.severity}` }, element("strong", {}, sentence(each.message)), ` ${sentence(each.hint)}`);
}
