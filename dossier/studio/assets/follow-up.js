// Follow-up: what became of each recommendation, by what we know it, and what changed since.
import { announce, ask, element, newest, told, toldUnasked, watch } from "./studio.js";
import { onOpen, onSend } from "./dialog.js";

const place = document.getElementById("became");
const { dossier } = place.dataset;
const status = document.getElementById("status");
const latest = newest();
const COLUMNS = ["Recommendation", "What became of it", "How we know", "Last time"];
const HINT = "A source in brackets, such as [@ffs-2025], is evidence, too. Leave all empty to take the assessment out.";
const LANGUAGES = "Its words stand in several languages: change them in the form of the entry, under Evidence.";
let held = null;
let asked = null;

async function read() {
  await toldUnasked(async () => {
    const said = await latest(() => ask(`/api/${dossier}/follow-up/rows`));
    if (!said || JSON.stringify(said) === JSON.stringify(held)) return;
    held = said;
    draw();
  });
}

function draw() {
  const key = document.activeElement?.closest("[data-id]")?.dataset.id;
  const counts = [...status.options].filter((each) => each.value).map((each) => [each.value, held.rows.filter((row) => row.status === each.value).length]);
  document.getElementById("counts").textContent = counts.filter(([, count]) => count).map(([name, count]) => `${name} ${count}`).join(", ");
  document.getElementById("lacks").replaceChildren(...held.findings.map((each) => element("li", {}, `${each.message[0].toUpperCase()}${each.message.slice(1)}.`)));
  place.replaceChildren(table());
  document.getElementById("since").replaceChildren(...since());
  document.getElementById("keep").disabled = !held.rows.length;
  if (key) place.querySelector(`[data-id="${CSS.escape(key)}"] button`)?.focus();
}

function table() {
  if (!held.rows.length) return element("p", {}, "There is no earlier recommendation yet. Bring some in under ", element("a", { href: `/${dossier}/evidence/recommendations` }, "Evidence"), ".");
  const rows = held.rows.filter((each) => !status.value || each.status === status.value);
  if (!rows.length) return element("p", { class: "quiet" }, "None.");
  const head = element("thead", {}, element("tr", {}, ...COLUMNS.map((each) => element("th", { scope: "col" }, each))));
  return element("table", { class: "stacks follow-up" }, head, element("tbody", {}, ...rows.map(row)));
}

function row(each) {
  const named = [each.id, each.states.join(", "), each.position, each.cycle ? `cycle ${each.cycle}` : ""].filter(Boolean).join(" · ");
  const repeats = each.recurs.length ? [element("p", { class: "quiet" }, `Repeats ${each.recurs.join(", ")}`)] : [];
  const words = each.words ? [element("p", {}, each.words)] : [];
  const button = element("button", { type: "button", class: "quiet", "data-open": "assess", "data-of": each.id, "aria-label": `Change what became of ${each.id}` }, each.status === "not assessed" ? "Say what became of it" : "Change");
  const evidence = each.evidence.map((one) => element("p", {}, one.kind === "block" ? "" : element("span", { class: "number" }, one.kind), one.words));
  const before = [each.before ? `${each.before}: ` : "", each.change].join("");
  const cells = [
    [element("p", {}, element("span", { class: "number" }, named), each.text), ...repeats],
    [element("p", {}, element("strong", { class: each.status === "not assessed" ? "gap" : false }, each.status)), ...words, each.entry ? button : ""],
    evidence.length ? evidence : [element("p", { class: "quiet" }, "Nothing yet")],
    [element("p", {}, before || "–")],
  ];
  return element("tr", { "data-id": each.id }, ...cells.map((parts, at) => element(at ? "td" : "th", { scope: at ? false : "row", "data-column": COLUMNS[at] }, ...parts.filter(Boolean))));
}

function since() {
  if (!held.since) return [element("p", {}, "No follow-up was kept before today.")];
  const counts = held.changes.filter(([, count]) => count).map(([name, count]) => `${name} ${count}`).join(", ");
  const gone = held.gone.length ? [element("p", {}, `No longer among the recommendations: ${held.gone.join(", ")}`)] : [];
  return [element("p", {}, `Compared with that of ${held.since}: ${counts}.`), ...gone];
}

const assess = onOpen("assess", (dialog, { dataset }) => {
  asked = held.rows.find((each) => each.id === dataset.of);
  const { level, words, blocks } = asked.entry;
  dialog.querySelector("[data-what]").textContent = `${asked.id}: ${asked.text}`;
  document.getElementById("level").value = level;
  const said = document.getElementById("said");
  said.value = words ?? asked.words;
  said.disabled = words === null;
  document.getElementById("said-hint").textContent = words === null ? LANGUAGES : HINT;
  const known = [...held.blocks, ...blocks.filter((id) => !held.blocks.some(([one]) => one === id)).map((id) => [id, id])];
  const choices = known.map(([id, title]) => element("label", { class: "choice" }, element("input", { type: "checkbox", value: id, checked: blocks.includes(id) }), title));
  choices.sort((one, other) => other.querySelector("input").hasAttribute("checked") - one.querySelector("input").hasAttribute("checked"));
  document.getElementById("shown-by").replaceChildren(...choices);
});

onSend(assess, async () => {
  const { id, entry } = asked;
  const said = document.getElementById("said");
  const blocks = [...assess.querySelectorAll("[type=checkbox]:checked")].map((each) => each.value);
  const kept = [...entry.blocks.filter((each) => blocks.includes(each)), ...blocks.filter((each) => !entry.blocks.includes(each))];
  await ask(`/api/${dossier}/follow-up/assessments`, { id, level: document.getElementById("level").value, words: said.disabled ? null : said.value, blocks: kept, digest: entry.digest });
  await read();
  assess.close();
  announce("Saved.");
});

document.getElementById("keep").addEventListener("click", () =>
  told(async () => {
    await ask(`/api/${dossier}/follow-up/kept`, {});
    await read();
    announce("Kept.");
  }),
);

document.getElementById("for").addEventListener("change", ({ target }) => {
  for (const each of document.querySelectorAll("#files a")) each.href = `/${dossier}/check/follow-up/file?kind=${each.dataset.kind}&for=${target.value}`;
});
status.addEventListener("change", draw);
read();
watch(read);
