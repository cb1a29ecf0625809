// Check: findings by document, rule or weight; the manual of each rule; allow with a reason.
import { announce, ask, coded, element, told, toldUnasked, watch } from "./studio.js";
import { onOpen, onSend, sentence } from "./dialog.js";

const place = document.getElementById("findings");
const dossier = place.dataset.dossier;
const documents = [...place.querySelectorAll("[data-document]")].map((each) => ({ id: each.dataset.document, title: each.textContent }));
const title = (id) => documents.find((each) => each.id === id)?.title ?? id;
const WEIGHTS = { error: "Errors", warning: "Warnings" };

let held = new Map(); // findings by document
let gaps = []; // what stands alone in the matrix
let listed = []; // what is on the page, by its number
const manuals = new Map();

let reading = 0;

/** Reads the findings, one document after the other; a newer reading ends this one. */
async function read() {
  const mine = ++reading;
  await toldUnasked(async () => {
    for (const [at, { id }] of documents.entries()) {
      if (held.size < documents.length) progress(at);
      const said = await ask(`/api/${dossier}/${id}/findings`);
      if (mine !== reading) return;
      if (JSON.stringify(held.get(id)) === JSON.stringify(said.findings)) continue;
      held.set(id, said.findings);
      draw();
    }
    const alone = (await ask(`/api/${dossier}/trace/gaps`)).gaps;
    if (JSON.stringify(alone) !== JSON.stringify(gaps)) {
      gaps = alone;
      draw();
    }
    sum();
  });
}

function progress(done) {
  const words = `Reading: ${done} of ${count(documents.length, "document")}`;
  document.getElementById("sum").replaceChildren(element("span", { class: "quiet" }, words));
}

function all() {
  return [...held].flatMap(([id, many]) => many.map((each) => ({ ...each, document: id })));
}

function sum() {
  const open = merged(all().filter((each) => !each.reason));
  const errors = open.filter((each) => each.severity === "error").length;
  const warnings = open.length - errors;
  const parts = open.length ? [count(errors, "error"), count(warnings, "warning")] : [];
  if (gaps.length) parts.push(`${count(gaps.length, "gap")} in the matrix`);
  const words = parts.join(", ") || "Nothing to mend was found.";
  const box = document.getElementById("sum");
  if (box.textContent !== words) box.replaceChildren(element("strong", {}, words));
}

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Returns findings, those that several documents share once, with all these documents. */
function merged(findings) {
  const known = new Map();
  for (const each of findings) {
    const key = JSON.stringify([each.file, each.line, each.rule, each.message, each.reason]);
    if (known.has(key)) known.get(key).documents.push(each.document);
    else known.set(key, { ...each, documents: [each.document] });
  }
  return [...known.values()];
}

function draw() {
  const by = document.querySelector("[name=group]:checked").value;
  const groups = new Map();
  const findings = by === "document" ? all().map((each) => ({ ...each, documents: [each.document] })) : merged(all());
  if (by === "document") for (const each of held.keys()) groups.set(each, []);
  if (by === "severity") for (const each of Object.keys(WEIGHTS)) groups.set(each, []); // errors first
  for (const each of findings) groups.set(each[by], [...(groups.get(each[by]) ?? []), each]);
  const full = [...groups].filter(([, many]) => many.length);
  const good = by === "document" ? [...groups.keys()].filter((each) => !groups.get(each).length) : [];
  if (by !== "severity") full.sort(([, one], [, other]) => rank(one) - rank(other));
  const focus = document.activeElement?.closest("[data-key]");
  const kept = focus && { key: focus.dataset.key, name: document.activeElement.textContent };
  const open = new Set([...place.querySelectorAll("details[open][data-fold]")].map((each) => each.dataset.fold));
  listed = [];
  place.replaceChildren(...full.map(([name, many]) => group(by, name, many)), ...(gaps.length ? [matrix()] : []), ...(good.length ? [spotless(good)] : []));
  for (const each of place.querySelectorAll("[data-fold]")) if (open.has(each.dataset.fold)) each.open = true;
  if (kept) {
    const again = place.querySelector(`[data-key="${CSS.escape(kept.key)}"]`);
    [...(again?.querySelectorAll("a, button, summary") ?? [])].find((each) => each.textContent === kept.name)?.focus();
  }
}

/** Returns the card of what stands alone in the matrix, where it is linked or explained. */
function matrix() {
  const items = gaps.map((each) => element("li", {}, element("strong", {}, each.item), ` (${each.side}): ${each.lacks}`));
  const link = element("a", { href: `/${dossier}/check/matrix` }, "Link them, or say why they stand alone");
  return element("section", { class: "card", id: "gaps" }, element("h2", {}, "What rests on what", element("span", { class: "quiet" }, count(gaps.length, "gap"))), element("ul", { class: "good-ones" }, ...items), element("p", {}, link));
}

/** Returns the card of the documents in which nothing was found. */
function spotless(good) {
  const items = good.map((each) => element("li", {}, title(each)));
  return element("section", { class: "card" }, element("h2", {}, "Nothing was found in"), element("ul", { class: "good-ones" }, ...items));
}

/** What has errors comes first, then what has most findings. */
function rank(findings) {
  const open = findings.filter((each) => !each.reason);
  return (open.some((each) => each.severity === "error") ? -1e6 : 0) - open.length * 1e3;
}

function group(by, name, findings) {
  const open = findings.filter((each) => !each.reason);
  const before = findings.filter((each) => each.reason);
  const heading = { document: title(name), severity: WEIGHTS[name] ?? name, rule: spoken(name) }[by];
  const weight = (each) => (each.severity === "error" ? 0 : 1);
  open.sort((one, other) => weight(one) - weight(other));
  const section = element("section", { class: "card" }, element("h2", {}, heading, element("span", { class: "quiet" }, open.length ? count(open.length, "finding") : "nothing to mend")));
  section.append(...open.map((each) => shown(each, by)));
  if (before.length) {
    section.append(
      element("details", { class: "allowed", "data-fold": `allowed ${name}` }, element("summary", {}, `Allowed before (${before.length})`), ...before.map((each) => shown(each, by))),
    );
  }
  return section;
}

const spoken = (rule) => sentence(rule.replaceAll("-", " ")).slice(0, -1);

function shown(each, by) {
  const number = listed.push(each) - 1;
  const key = [each.file, each.rule, each.message, each.documents.join()].join("|");
  const made = element("article", { class: `found ${each.reason ? "allowed" : each.severity}`, "data-key": key });
  made.append(element("h3", {}, ...coded(sentence(each.message))));
  if (each.reason) made.append(element("p", {}, element("strong", {}, "Allowed: "), each.reason));
  else made.append(element("p", {}, sentence(each.do)));
  if (each.words) made.append(quoted(each.words));
  made.append(element("p", { class: "quiet" }, where(each, by)));
  made.append(element("div", { class: "row" }, ...actions(each, number)), about(each.rule, key));
  return made;
}

function quoted(words) {
  const parts = words.words ? [words.before, element("mark", {}, words.words), words.after] : [words.before];
  return element("blockquote", {}, ...parts);
}

function where(each, by) {
  const parts = [each.severity === "error" && by !== "severity" ? "Error" : "", each.place];
  if (by !== "document") parts.push(each.documents.map(title).join(", "));
  if (!each.at) parts.push(each.stands);
  return parts.filter(Boolean).map((one, at) => (at ? one : one[0].toUpperCase() + one.slice(1))).join(" · ");
}

function actions(each, number) {
  const parts = [];
  if (each.entry) {
    const address = `/${dossier}/evidence/${each.entry.registry}/entry?id=${encodeURIComponent(each.entry.id)}`;
    parts.push(element("a", { href: address }, "Go to the entry"));
  } else if (each.at) {
    const address = `/${dossier}/${each.documents[0]}/write#${encodeURI(each.at)}:${each.line}`;
    parts.push(element("a", { href: address }, "Go to the words"));
  }
  if (each.go && !each.reason && !parts.some((one) => one.textContent === each.go.words)) parts.push(element("a", { href: each.go.address }, each.go.words));
  if (each.reason) return parts;
  if (each.refused) parts.push(element("span", { class: "quiet" }, `Cannot be allowed: ${each.refused}.`));
  else if (each.scopes.length) parts.push(element("button", { type: "button", class: "plain", "data-open": "allow", "data-number": number }, "Allow with a reason"));
  return parts;
}

function about(rule, key) {
  const body = element("div");
  const fold = element("details", { class: "about", "data-fold": `about ${key}` }, element("summary", {}, "What this is about"), body);
  fold.addEventListener("toggle", () => fold.open && !body.children.length && told(async () => body.replaceChildren(...(await manual(rule)))));
  return fold;
}

async function manual(rule) {
  if (!manuals.has(rule)) manuals.set(rule, (await ask(`/api/${dossier}/manual/${encodeURIComponent(rule)}`)).parts);
  const parts = manuals.get(rule);
  if (!parts.length) return [element("p", {}, "This is a rule of your own: it stands in rules.yaml.")];
  return parts.flatMap((each) => [element("h4", {}, each.title), element(each.sort === "example" ? "pre" : "p", {}, each.text)]);
}

let asked = null;
const dialog = onOpen("allow", (dialog, button) => {
  asked = listed[Number(button.dataset.number)];
  dialog.querySelector("[data-what]").textContent = sentence(asked.message);
  const words = {
    block: "In this text alone: all that this rule finds in it",
    document: `In the whole document: all that this rule finds in “${title(asked.documents[0])}”`,
  };
  const choices = asked.scopes.map((each, at) =>
    element("label", { class: "choice" }, element("input", { type: "radio", name: "scope", value: at, checked: at === 0 }), words[each.scope]),
  );
  dialog.querySelector("[data-scopes]").replaceChildren(element("legend", {}, "Where"), ...choices.flatMap((each) => [each, element("br")]));
});

onSend(dialog, async () => {
  const { file, digest } = asked.scopes[Number(dialog.querySelector("[name=scope]:checked").value)];
  const reason = document.getElementById("reason").value;
  await ask(`/api/${dossier}/allowances`, { document: asked.documents[0], rule: asked.rule, reason, file, digest });
  dialog.close();
  announce("Allowed.");
});

read();
for (const each of document.querySelectorAll("[name=group]")) each.addEventListener("change", draw);
watch(() => void read()); // what changes meanwhile is shown at once
