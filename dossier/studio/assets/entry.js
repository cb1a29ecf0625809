// The form of an entry: drawn from the registry's own shape, checked by its readers when it is saved.
import { announce, ask, element, Problem, showProblem, told, watch } from "./studio.js";
import { sentence } from "./dialog.js";
import { setUpDrop } from "./evidence_drop.js";
import { article, Context, drawField, empty } from "./entry_fields.js";

const place = document.getElementById("entry");
const { dossier, registry, one } = place.dataset;
const documents = JSON.parse(place.dataset.documents);
const form = document.getElementById("form");
const summary = document.getElementById("summary");
const versions = document.getElementById("versions");
const aside = document.getElementById("aside");
const dialog = document.getElementById("ask");
const state = { entry: null, context: null, fields: [], name: null, before: "", digest: "", leaving: false, busy: false };

const address = (what, id = place.dataset.id) => `/api/${dossier}/evidence/${registry}/${what}${id ? `?id=${encodeURIComponent(id)}` : ""}`;

async function load() {
  const entry = await told(() => ask(address("entry")));
  if (entry) show(entry);
  else form.replaceChildren(element("p", {}, "This entry cannot be shown."));
}

function show(entry) {
  state.entry = entry;
  state.digest = entry.digest;
  if (entry.title) {
    place.querySelector("h1").textContent = entry.title;
    place.querySelector(".id").textContent = place.dataset.id;
  }
  state.context = new Context({ ...entry, dossier });
  draw(entry.values);
  drawAside(entry);
  state.before = JSON.stringify(read());
  mark(entry.findings, false);
}

function draw(values) {
  const { entry, context } = state;
  state.fields = entry.fields.map((field) => drawField(field, values[field.key], context));
  state.name = entry.named ? nameField(entry) : null;
  const main = element("div", { class: "cells", id: "main-fields" });
  const more = element("div", { class: "cells" });
  const folded = element("details", { id: "more-fields" }, element("summary", {}, "More fields"), more);
  arrange(main, more, values);
  form.replaceChildren(...notices(entry), ...(state.name ? [state.name] : []), main, folded, bar(entry));
  folded.hidden = !more.children.length;
  const type = state.fields.find((each) => each.dataset.key === "type");
  if (registry === "sources") type.addEventListener("change", () => rearrange(main, more, folded));
  for (const each of entry.typed) watchTyped(each, type);
  if (!entry.exported) return;
  for (const each of form.querySelectorAll("input, select, textarea, button:not([type=submit])")) each.disabled = !each.closest("[data-path^=verified]") && each.id !== "choose-file";
  setUpDrop(place, async () => location.reload());
}

/** Takes a word such as “No.” from a field where the program prints it, and says so. */
function watchTyped({ key, pattern, types }, type) {
  const field = state.fields.find((each) => each.dataset.key === key);
  const box = field?.querySelector("input");
  const look = () => {
    const found = types.includes(type.querySelector("select").value) && new RegExp(`^(?:${pattern})$`, "iu").exec(box.value.trim());
    if (!found) return;
    const rest = found.slice(1).find(Boolean);
    const word = box.value.trim().replace(rest, " ").trim();
    box.value = rest;
    const says = `“${word}” was taken off: it prints before the number by itself.`;
    field.querySelector(".taken-off")?.remove();
    field.append(element("p", { class: "hint taken-off" }, says));
    announce(says);
  };
  box?.addEventListener("change", look);
  type.addEventListener("change", look);
}

function notices(entry) {
  const found = [];
  if (entry.exported) found.push(refreshed(entry));
  if (entry.from) found.push(element("p", { class: "finding good" }, `Shared: this ${one} belongs to “${entry.from}”, and other dossiers use it too.`));
  return found;
}

/** Says that the next export of the reference manager would undo changes, and brings one in. */
function refreshed({ file }) {
  const [name] = file.split("/").slice(-1);
  const bring = element("button", { type: "button", id: "choose-file" }, "Bring in the new export …");
  const said = `The next export takes the place of the file ${name}, and of all that is changed in it. So change this source in your reference manager, export it again in the same format, and bring in that file. Who saw it is written here.`;
  return element("div", { class: "finding" }, element("p", {}, element("strong", {}, "Your reference manager writes this source. "), said), element("p", {}, bring));
}

/** Puts fields where they belong: those that the kind of entry needs, or that say something, first. */
function arrange(main, more, values) {
  const kinds = state.entry.kinds;
  const shown = kinds[values.type] ?? kinds.usual;
  const first = (field) => !empty(values[field.key]) || (shown ? shown.includes(field.key) : !field.folded);
  state.entry.fields.forEach((field, at) => (first(field) ? main : more).append(state.fields[at]));
  if (shown) main.prepend(...shown.map((key) => state.fields.find((each) => each.dataset.key === key)).filter(Boolean));
}

function rearrange(main, more, folded) {
  const active = document.activeElement;
  arrange(main, more, read());
  folded.hidden = !more.children.length;
  active.focus();
  announce("The fields below follow the kind of source.");
}

function nameField({ id, named }) {
  const box = element("input", { id: "entry-name", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "entry-name-help", list: registry === "treaties" ? state.context.list("treaties") : null });
  box.value = id || place.dataset.name;
  box.addEventListener("input", () => (box.dataset.touched = "yes"));
  const help = id && registry !== "treaties" ? `${named.help} If you change it, every place that uses it is changed too.` : named.help;
  const made = element("div", { class: "field" }, element("label", { for: "entry-name" }, named.label, element("span", { class: "needed" }, " (needed)")), box, element("p", { class: "hint", id: "entry-name-help" }, help));
  made.dataset.path = "";
  made.read = () => box.value.trim();
  if ((registry === "treaties" && id) || registry === "pictures") box.readOnly = true;
  return made;
}

function bar({ id, exported }) {
  const save = element("button", { type: "submit" }, id ? "Save" : `Add ${article(one)} ${one}`);
  const back = element("a", { class: "button quiet", href: list() }, "Cancel");
  const made = element("div", { class: "save-bar" }, save, back);
  if (id && !exported) {
    const button = element("button", { type: "button", class: "quiet danger" }, "Delete …");
    button.addEventListener("click", askToDelete);
    made.append(button);
  }
  return made;
}

function list(saved = "") {
  return `/${dossier}/evidence/${place.dataset.list}${saved ? `?saved=${encodeURIComponent(saved)}` : ""}`;
}

function read() {
  return Object.fromEntries(state.fields.map((each) => [each.dataset.key, each.read()]));
}

async function save(event, seen = "") {
  event?.preventDefault();
  const { id } = place.dataset;
  const body = { id, new: state.name ? state.name.read() : id, values: read(), digest: state.digest, seen };
  try {
    const done = await busy(() => ask(address("save", ""), body));
    if (done.effects) {
      showFirst(done, "Save", () => save(null, done.token));
      return;
    }
    state.leaving = true;
    location.href = list(done.id);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 409 && problem.answer.theirs) differ(problem.answer);
    else if (problem instanceof Problem && problem.status === 422) mark(problem.answer.findings, true, problem);
    else showProblem(problem);
  }
}

/** Runs `work`, which writes the entry; nothing else is begun with it meanwhile. */
async function busy(work) {
  state.busy = true;
  const buttons = [...form.querySelectorAll(".save-bar button")];
  for (const each of buttons) each.disabled = true;
  try {
    return await work();
  } finally {
    for (const each of buttons) each.disabled = false;
    state.busy = false;
  }
}

/** Shows what a change makes of documents before it is written; `go` writes it. */
function showFirst({ effects }, verb, go) {
  const said = effects.length ? element("ul", {}, ...effects.map((each) => element("li", {}, sentence(each)))) : element("p", {}, "No document prints or hides anything else for its own readers.");
  askFirst("What this changes", said, "Keep it as it is", verb, go);
}

/** Asks in a dialog before something is done: `verb` does it by `go` (with no verb nothing can be done), `keep` closes. */
function askFirst(title, said, keep, verb = "", go = null) {
  const close = element("button", { type: "button", class: "quiet" }, keep);
  close.addEventListener("click", () => dialog.close());
  const button = element("button", { type: "button" }, verb);
  button.addEventListener("click", () => (dialog.close(), go()));
  dialog.replaceChildren(element("h2", { id: "ask-title", tabindex: "-1" }, title), said, element("div", { class: "row" }, ...(verb ? [button] : []), close));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2").focus();
}

/** Shows findings at their fields, and above the form what is to be done, each leading to its field. */
function mark(found, saved, problem) {
  const findings = found.map((each) => ({ field: "none", do: `${sentence(each.message)} ${sentence(each.hint)}`, ...each }));
  for (const old of form.querySelectorAll(".field-finding")) old.remove();
  for (const old of form.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  const told = findings.map((finding, at) => {
    const field = [state.name, ...state.fields].find((each) => each && (each.dataset.key ?? "") === finding.field) ?? null;
    if (field) at_(field, finding, `finding-${at}`);
    return { finding, field };
  });
  const worst = told.filter(({ finding }) => finding.severity === "error" || !saved);
  const items = worst.map(({ finding, field }) => {
    const box = field?.querySelector("input, select, textarea, button");
    const label = field?.querySelector("label, legend")?.textContent.replace(" (needed)", "");
    const words = label && !finding.do.startsWith(label) ? `${label}: ${finding.do}` : finding.do;
    const link = box ? element("a", { href: `#${box.id || (box.id = `to-${Math.random().toString(36).slice(2)}`)}` }, words) : words;
    if (box) link.addEventListener("click", (event) => (event.preventDefault(), unfold(box), box.focus()));
    const item = element("li", {}, link);
    if (saved) field?.addEventListener("input", () => mended(field, item), { once: true });
    return item;
  });
  summary.replaceChildren(element("p", {}, element("strong", {}, saved ? problem.message : "Something here needs your attention.")), element("ul", {}, ...items));
  summary.hidden = items.length === 0;
  if (saved) summary.focus();
}

/** Takes the mark from a field that somebody changes; the box above goes with the last one. */
function mended(field, item) {
  for (const old of field.querySelectorAll(".field-finding")) old.remove();
  for (const old of field.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  item.remove();
  summary.hidden = !summary.querySelector("li");
}

function unfold(box) {
  box.closest("details")?.setAttribute("open", "");
}

function at_(field, finding, id) {
  const box = field.querySelector("input, select, textarea");
  field.append(element("p", { class: `field-finding ${finding.severity}`, id }, finding.do));
  if (box && finding.severity === "error") {
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", [id, box.getAttribute("aria-describedby")].filter(Boolean).join(" "));
  }
}

/** Shows what another page or program wrote meanwhile beside what stands here. */
function differ({ theirs, digest, error, hint }) {
  const mine = read();
  const fields = state.entry.fields.filter((field) => !empty(theirs[field.key]) || !empty(mine[field.key])).filter((field) => said(theirs[field.key]) !== said(mine[field.key]));
  const rows = fields.map((field) => {
    const button = element("button", { type: "button", class: "quiet" }, "Take theirs");
    const row = element("tr", {}, element("th", { scope: "row" }, field.label), element("td", {}, said(theirs[field.key]) || "–"), element("td", {}, said(mine[field.key]) || "–"), element("td", {}, button));
    button.addEventListener("click", () => {
      const at = state.entry.fields.indexOf(field);
      const drawn = drawField(field, theirs[field.key], state.context);
      state.fields[at].replaceWith(drawn);
      state.fields[at] = drawn;
      row.remove();
      announce(`${field.label}: theirs is in the form now`);
    });
    return row;
  });
  const head = element("tr", {}, ...["Field", "Theirs, saved", "Yours, in the form"].map((words) => element("th", { scope: "col" }, words)), element("td", {}));
  versions.replaceChildren(element("h2", { tabindex: "-1" }, error), element("p", {}, hint), element("div", { class: "table-frame" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))));
  versions.hidden = false;
  versions.querySelector("h2").focus();
  state.digest = digest;
}

function said(value) {
  if (empty(value)) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(said).join("\n");
  return Object.entries(value).map(([key, each]) => (key ? `${key}: ${said(each)}` : said(each))).join("\n");
}

function drawAside(entry) {
  const parts = [];
  if (entry.guarded) parts.push(guarded(entry.guarded));
  if (place.dataset.id) parts.push(uses(entry.uses));
  aside.replaceChildren(...parts);
  aside.hidden = parts.length === 0;
  if (entry.uses.some((each) => each.block)) places(entry.uses);
}

function guarded({ alone, beside_a_title: beside, together, not_found: lost, named, flaw, consent }) {
  const readers = new Map(state.entry.fields.find((each) => each.key === "named").choices);
  const pairs = [["Who may read the name", readers.get(named)]];
  if (consent) pairs.push(["Consent", consent]);
  if (named !== "public") {
    if (alone.length) pairs.push(["Found by itself", alone.join(", ")]);
    if (beside.length) pairs.push(["Found beside a title", beside.join(", ")]);
    if (together.length) pairs.push(["Found with another part of the name", together.join(", ")]);
    if (lost) pairs.push(["Not found", lost]);
  }
  return element("section", {}, element("h2", {}, "What is guarded"), flaw ? element("p", { class: "finding" }, `No consent that holds today: ${flaw}.`) : "", element("dl", {}, ...pairs.flatMap(([term, words]) => [element("dt", {}, term), element("dd", {}, words)])));
}

function uses(found) {
  const items = found.map((each) => {
    if (each.block) return element("li", { "data-block": each.block }, element("span", {}, each.title || each.block), element("ul", { class: "places" }));
    if (each.registry) return element("li", {}, element("a", { href: `/${dossier}/evidence/${each.registry}/entry?id=${encodeURIComponent(each.id)}` }, each.id), element("span", { class: "quiet" }, ` · ${each.one}`));
    return element("li", {}, `${each.trace} (explained in the matrix)`);
  });
  const body = items.length ? element("ul", {}, ...items) : element("p", { class: "quiet" }, "No text and no other entry uses it.");
  return element("section", {}, element("h2", {}, "Used in"), body);
}

/** Fills in, one document after the other, where the parts of the text that use the entry stand. */
async function places(found) {
  const blocks = new Set(found.map((each) => each.block).filter(Boolean));
  for (const document of documents) {
    let content;
    try {
      content = await ask(`/api/${dossier}/evidence/content/${document}`);
    } catch {
      return;
    }
    for (const block of blocks) {
      const section = Object.entries(content.blocks).find(([id]) => id === block || id.startsWith(`${block}.`));
      const box = aside.querySelector(`[data-block="${CSS.escape(block)}"] .places`);
      if (section && box) {
        const link = element("a", { href: `/${dossier}/${document}/write?block=${encodeURIComponent(section[0])}` }, content.title);
        box.append(element("li", {}, link, element("span", { class: "quiet" }, ` · ${section[1]}`)));
      }
    }
  }
}

function askToDelete() {
  const { uses } = state.entry;
  const { id } = place.dataset;
  if (uses.length) {
    const places = `${uses.length} ${uses.length === 1 ? "place" : "places"}`;
    askFirst(`“${id}” cannot be deleted yet`, element("p", {}, `It is used in ${places}. Change these first; then it can go. The column “Used in” lists them.`), "Close");
  } else askFirst(`Delete “${id}”?`, element("p", {}, "Nothing uses it. You can take this back in History."), "Keep it", "Delete", remove);
}

async function remove(seen = "") {
  try {
    const done = await busy(() => ask(address("delete", ""), { id: place.dataset.id, digest: state.digest, seen }));
    if (done.effects) {
      showFirst(done, "Delete", () => remove(done.token));
      return;
    }
    state.leaving = true;
    location.href = list();
  } catch (problem) {
    if (problem.answer?.theirs) differ(problem.answer);
    else showProblem(problem);
  }
}

/** Offers a short name for a new entry, of what is already filled in; never of a person's name. */
function suggest() {
  const box = state.name?.querySelector("input");
  if (!box || place.dataset.id || box.dataset.touched || registry === "treaties") return;
  const now = read();
  const first = (value) => (typeof value === "object" && value ? Object.values(value)[0] ?? "" : (value ?? ""));
  const year = (text) => /\d{4}/.exec(text ?? "")?.[0] ?? "";
  const author = now.author?.[0];
  const parts = {
    sources: () => [author?.family || initials(author?.literal) || now.publisher || now["container-title"] || words(now.title, 2), year(now.issued)],
    facts: () => [words(now.unit, 3), year(now.as_of)],
    incidents: () => [words(first(now.title) || first(now.what), 3), year(now.date)],
    people: () => [words(first(now.role), 3)],
    organisations: () => [first(now.acronym) || words(first(now.name), 4)],
  }[registry];
  if (!parts) return;
  box.value = slug(parts().filter(Boolean).join(" "));
}

const SMALL = new Set(["the", "a", "an", "of", "and", "in", "on", "to", "for", "was", "were", "at", "by"]);
const words = (text, most) => (text ?? "").replace(/\{[^}]*\}/g, "").split(/\s+/).filter((word) => word && !SMALL.has(word.toLowerCase())).slice(0, most).join(" ");
const initials = (name) => (!name || name.split(" ").length < 3 ? name : name.match(/\b\p{Lu}/gu)?.join("") || name);
const slug = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

form.addEventListener("submit", save);
form.addEventListener("input", () => suggest());
addEventListener("beforeunload", (event) => {
  if (!state.leaving && state.entry && JSON.stringify(read()) !== state.before) event.preventDefault();
});
await load();
if (!place.dataset.id) form.querySelector("input, select")?.focus();
watch(async () => {
  if (!place.dataset.id) return;
  const now = await ask(address("entry")).catch(() => null);
  if (!now || state.busy || state.leaving || now.digest === state.digest) return; // it may be what this page saves
  if (JSON.stringify(read()) === state.before) show(now);
  else differ({ theirs: now.values, digest: state.digest, error: "Somebody changed this entry meanwhile.", hint: "Look at both versions; when you save, you are asked once more." });
});
