// The matrix: what stands alone first, then what leads where; links and reasons are chosen here.
import { announce, ask, element, newest, told, toldUnasked, turns, watch } from "./studio.js";
import { onOpen, onSend } from "./dialog.js";

const place = document.getElementById("rows");
const alone = document.getElementById("alone");
const dossier = place?.dataset.dossier;
const which = document.getElementById("which");
const NAMES = { concern: "Concerns", evidence: "Evidence", obligation: "Obligations", "earlier recommendation": "Earlier recommendations" };
const ARTICLES = { concern: "a concern", evidence: "a piece of evidence", obligation: "an obligation", recommendation: "a recommendation" };

let held = null;
const latest = newest();
const inTurn = turns();

async function read() {
  await toldUnasked(async () => {
    const said = await latest(() => ask(`/api/${dossier}/trace/matrix?document=${encodeURIComponent(which?.value ?? "")}`));
    if (!said || JSON.stringify(said) === JSON.stringify(held)) return;
    held = said;
    const focus = document.activeElement?.closest("[data-key]");
    const kept = focus?.dataset.key;
    alone.replaceChildren(...standing());
    place.replaceChildren(table());
    if (kept) document.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.querySelector("select, button, a")?.focus();
  });
}

function standing() {
  const open = held.alone.filter((each) => !each.explained);
  const explained = held.alone.filter((each) => each.explained);
  const parts = open.length ? open.map(lone) : [element("p", { class: "quiet" }, "Nothing stands alone without a reason.")];
  if (explained.length) parts.push(element("details", {}, element("summary", {}, `With a reason (${explained.length})`), ...explained.map(lone)));
  return parts;
}

function lone(each) {
  const key = `${each.side} ${each.id} ${each.lacks}`;
  const what = element("div", {}, element("p", { class: "side" }, each.side), element("p", {}, element("strong", {}, each.item)), element("p", {}, `${each.lacks[0].toUpperCase()}${each.lacks.slice(1)}.`));
  if (each.explained) what.append(element("p", { class: "quiet" }, `Reason: ${each.explained}`));
  const actions = element("div", { class: "row" });
  if (each.filling && !each.explained) actions.append(...choosing(each));
  const more = element("div", { class: "row" });
  if (each.at) more.append(element("a", { href: `/${dossier}/${held.document}/write#${encodeURI(each.at)}` }, "Go to the text"));
  more.append(element("button", { type: "button", class: "plain", "data-open": "explain", "data-id": each.id, "data-words": each.item, "data-why": each.explained }, each.explained ? "Change the reason" : "Give a reason"));
  actions.append(more);
  return element("div", { class: "lone", "data-key": key }, what, actions);
}

/** Returns a box to choose from, and the button that links. */
function choosing(each) {
  const options = held.choices[each.filling.kind];
  if (!options.length) return [element("p", { class: "quiet" }, `There is ${ARTICLES[each.filling.kind].replace(/^an? /, "no ")} in this dossier.`)];
  const label = `Choose ${ARTICLES[each.filling.kind]} for: ${each.item}`;
  const box = element("select", { "aria-label": label }, element("option", { value: "" }, `Choose ${ARTICLES[each.filling.kind]} …`), ...options.map((one) => element("option", { value: one.id }, one.label)));
  const button = element("button", { type: "button", class: "quiet" }, "Link");
  button.addEventListener("click", () => {
    if (!box.value) return box.focus();
    const [from, to] = each.filling.by === "alone" ? [each.id, box.value] : [box.value, each.link];
    return told(async () => {
      await save(from, each.filling.key, (ids) => [...ids.filter((one) => one !== to), to]);
      announce("Linked.");
    });
  });
  return [box, button];
}

/** Lets a block link to what `made` returns of the links that it has once all before it is done. */
const save = (block, key, made) => inTurn(async () => {
  const { digest, [key]: ids } = held.blocks[block];
  await ask(`/api/${dossier}/trace/links`, { block, key, ids: made(ids), digest });
  await read();
});

const COLUMNS = ["Concern", "Evidence, law", "Recommendation", "Earlier recommendations"];

function table() {
  const head = element("thead", {}, element("tr", {}, ...COLUMNS.map((each) => element("th", { scope: "col" }, each))));
  if (!held.rows.length) return element("p", { class: "quiet" }, "There are no concerns and no recommendations yet.");
  return element("table", { class: "stacks" }, head, element("tbody", {}, ...held.rows.map((each, at) => row(each, held.rows[at - 1]))));
}

/** Returns a row; what it says again of the concern before it is left out. */
function row(each, before) {
  const again = each.concern && each.concern.id === before?.concern?.id;
  const laws = each.provisions.map((one) => element("p", { class: "quiet" }, one));
  const shown = new Set(again ? before.evidence.map((one) => one.id) : []);
  const evidence = again ? each.evidence.filter((one) => !shown.has(one.id)).map(item) : each.evidence.length ? each.evidence.map(item) : each.concern ? [gap("No evidence")] : [];
  const earlier = each.earlier.map((one) => element("p", {}, element("span", { class: "number" }, [one.paragraph, one.states, one.position].filter(Boolean).join(" · ")), one.text));
  const follows = each.unfollowed ? [element("p", { class: "quiet" }, each.unfollowed)] : each.recommendation ? [element("p", { class: "quiet" }, "Follows up none")] : [];
  const cells = [
    [each.concern ? item(each.concern) : gap("No concern"), each.concern && !again ? button(each.concern, "concern") : ""],
    [...evidence, ...each.obligations.map(item), ...laws],
    [each.recommendation ? item(each.recommendation) : gap("No recommendation"), each.recommendation ? button(each.recommendation, "recommendation") : ""],
    [...(earlier.length ? earlier : follows), each.recommendation ? button(each.recommendation, "earlier recommendation", each.earlier.length ? "" : each.unfollowed) : ""],
  ];
  const key = `row ${each.concern?.id} ${each.recommendation?.id}`;
  return element("tr", { "data-key": key }, ...cells.map((parts, at) => element(at ? "td" : "th", { scope: at ? false : "row", "data-column": COLUMNS[at] }, ...parts.filter(Boolean))));
}

const item = (named) => element("p", {}, element("span", { class: "number" }, named.number), named.title || named.text);
const gap = (words) => element("p", { class: "gap" }, words);

function button(named, kinds) {
  const words = { concern: "Choose what it rests on", recommendation: "Choose what it rests on", "earlier recommendation": "Choose what it follows up" }[kinds];
  const says = `${words}: ${named.title || named.text}`;
  return element("button", { type: "button", class: "quiet", "data-open": "links", "data-block": named.id, "data-kinds": kinds, "data-words": named.title || named.text, "aria-label": says }, words);
}

let asked = null;

const links = onOpen("links", (dialog, { dataset }) => {
  const kinds = dataset.kinds === "earlier recommendation" ? [dataset.kinds] : held.rests_on[dataset.kinds];
  const key = dataset.kinds === "earlier recommendation" ? "follows_up" : "rests_on";
  const old = held.blocks[dataset.block]?.[key] ?? [];
  asked = { block: dataset.block, key, old, offered: kinds.flatMap((each) => held.choices[each].map((one) => one.id)) };
  dialog.querySelector("[data-what]").textContent = dataset.words;
  dialog.querySelector("[data-groups]").replaceChildren(...kinds.map((each) => choices(each, old)));
});

function choices(kind, old) {
  const options = held.choices[kind];
  const rows = options.map((one) => element("label", { class: "choice" }, element("input", { type: "checkbox", value: one.id, checked: old.includes(one.id) }), one.label));
  rows.sort((one, other) => other.querySelector("input").hasAttribute("checked") - one.querySelector("input").hasAttribute("checked"));
  const parts = options.length > 8 ? [search(rows, NAMES[kind])] : [];
  return element("fieldset", {}, element("legend", {}, NAMES[kind]), ...parts, ...(rows.length ? rows : [element("p", { class: "quiet" }, "There are none in this dossier.")]));
}

function search(rows, name) {
  const box = element("input", { type: "search", placeholder: "Search …", "aria-label": `Search in: ${name}` });
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    for (const each of rows) each.hidden = !words.every((word) => each.textContent.toLowerCase().includes(word));
  });
  box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return box;
}

onSend(links, async () => {
  const { block, key, offered, old } = asked;
  const chosen = [...links.querySelectorAll("[type=checkbox]:checked")].map((each) => each.value);
  const gone = old.filter((each) => offered.includes(each) && !chosen.includes(each));
  const came = chosen.filter((each) => !old.includes(each));
  await save(block, key, (now) => [...now.filter((each) => !gone.includes(each)), ...came.filter((each) => !now.includes(each))]);
  links.close();
  announce("Saved.");
});

const reasonOf = (id) => held.alone.find((each) => each.id === id && each.explained)?.explained ?? "";

const explain = onOpen("explain", (dialog, { dataset }) => {
  asked = { id: dataset.id, before: reasonOf(dataset.id) };
  dialog.querySelector("[data-what]").textContent = dataset.words;
  document.getElementById("why").value = dataset.why ?? "";
});

onSend(explain, async () => {
  const why = document.getElementById("why").value;
  const now = reasonOf(asked.id);
  if (now !== asked.before) {
    asked.before = now;
    throw Object.assign(new Error(`the reason became “${now}” meanwhile`), { hint: "save once more to put yours in its place" });
  }
  await ask(`/api/${dossier}/trace/reasons`, { id: asked.id, why, digest: held.trace });
  await read();
  explain.close();
  announce("Saved.");
});

if (place) {
  read();
  which?.addEventListener("change", read);
  watch(read);
}
