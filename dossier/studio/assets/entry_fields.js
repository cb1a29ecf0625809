// Fields of a form, drawn from what a registry says of them, and read again as one value each.
import { ask, element } from "./studio.js";

const CITE = /^(.*?)-?@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_])?))(.*)$/su;
const LANGUAGES = { "": "All languages", en: "English", fr: "French", es: "Spanish", ru: "Russian", ar: "Arabic", zh: "Chinese", pt: "Portuguese", de: "German", kk: "Kazakh", tr: "Turkish" };
let count = 0;

/** What fields need to know of the entry: what can be chosen, the language, the words of help. */
export class Context {
  constructor({ offers, language, precisions, day, dossier }) {
    this.offers = offers;
    this.language = language;
    this.precisions = precisions;
    this.day = day;
    this.dossier = dossier;
    this.lists = new Map();
  }

  /** Returns the id of the list that a box completes from; each is on the page once. */
  list(name) {
    if (!name || !this.offers[name]) return null;
    if (!this.lists.has(name)) {
      const id = `offer-${name}`;
      const options = this.offers[name].map(([value, label]) => element("option", { value }, label));
      document.body.append(element("datalist", { id }, ...options));
      this.lists.set(name, id);
    }
    return this.lists.get(name);
  }
}

/** Draws a field with `value`; the element has `read()`, which returns what stands in it. */
export function drawField(field, value, context, { named = true } = {}) {
  count += 1;
  const id = `field-${count}`;
  const draw = { words, texts, cites, list, keys }[field.kind] ?? single;
  const made = draw({ field, value, context, id, named });
  made.dataset.key = field.key;
  made.dataset.path = field.path;
  made.classList.add("field");
  if (["words", "cites", "list", "keys", "texts"].includes(field.kind) || field.long || field.wide) made.classList.add("wide");
  return made;
}

function heading(field, id) {
  const needed = field.required ? element("span", { class: "needed" }, " (needed)") : "";
  return element("label", { for: id }, field.label, needed);
}

function helped(field, id, more = "") {
  const words = [field.help, more].filter(Boolean).join(" ");
  return words ? element("p", { class: "hint", id: `${id}-help` }, words) : "";
}

function described(field, id, more = "") {
  return field.help || more ? `${id}-help` : null;
}

function single({ field, value, context, id }) {
  const dated = field.kind === "day";
  const more = dated ? context.precisions : field.kind === "date" ? context.day : "";
  const box = boxOf(field, value ?? "", context, id);
  box.setAttribute("aria-describedby", [described(field, id, more), dated ? `${id}-says` : null].filter(Boolean).join(" "));
  if (!box.getAttribute("aria-describedby")) box.removeAttribute("aria-describedby");
  if (field.required) box.required = true;
  const made = element("div", {}, heading(field, id), box, dated ? saysDate(box, context, id) : "", helped(field, id, more));
  made.read = () => box.value;
  return made;
}

function boxOf(field, value, context, id) {
  if (field.kind === "choice") return choice(field, value, id);
  if (field.long || field.kind === "long") return filled(element("textarea", { id, rows: field.kind === "long" ? 4 : 2 }), value);
  const box = element("input", { id, autocomplete: "off", list: context.list(field.picks) });
  if (field.kind === "date" && (!value || /^\d{4}-\d\d-\d\d$/.test(value))) box.type = "date";
  if (field.kind === "number") box.inputMode = "numeric";
  if (field.kind === "address" || field.key === "URL") box.inputMode = "url";
  return filled(box, value);
}

function filled(box, value) {
  box.value = value;
  return box;
}

function choice(field, value, id) {
  const known = field.choices.some(([each]) => each === value);
  const others = value && !known ? [[value, value]] : [];
  const options = [["", field.required ? "Choose …" : "Not said"], ...others, ...field.choices];
  const box = element("select", { id }, ...options.map(([each, label]) => element("option", { value: each }, label)));
  return filled(box, value);
}

/** Says beside a date how it prints, so that its precision can be seen. */
function saysDate(box, context, id) {
  const place = element("p", { class: "hint says", id: `${id}-says`, "aria-live": "polite" });
  let last = "";
  const look = async () => {
    const text = box.value.trim();
    if (text === last) return;
    last = text;
    if (!text) place.textContent = "";
    else {
      const { says } = await ask(`/api/${context.dossier}/evidence/says/date?text=${encodeURIComponent(text)}`).catch(() => ({ says: "" }));
      if (last === text) place.textContent = says ? `Prints as: ${says}` : "";
    }
  };
  box.addEventListener("input", look);
  look();
  return place;
}

/** Says below a text that calls other entries how it reads. */
function readsAs(box, context) {
  const place = element("p", { class: "hint chosen", "aria-live": "polite" });
  let waiting = 0;
  const look = async () => {
    const text = box.value;
    const asks = /[{]|\[[^\]]*@/.test(text);
    place.hidden = !asks;
    if (!asks) return;
    const { reads } = await ask(`/api/${context.dossier}/evidence/says/words`, { text }).catch(() => ({ reads: "" }));
    if (box.value === text) place.textContent = reads ? `Reads: ${reads}` : "";
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
  look();
  return place;
}

/** A group of boxes with one name; `lines` is where they stand. */
function group(field, id, named, ...children) {
  const needed = field.required ? element("span", { class: "needed" }, " (needed)") : "";
  const made = element("fieldset", { id, "aria-describedby": described(field, id) });
  made.append(element("legend", {}, field.label, needed), helped(field, id), ...children);
  return made;
}

function remover(what, gone) {
  const button = element("button", { type: "button", class: "plain remove", "aria-label": `Remove ${what}`, title: "Remove" }, "✕");
  button.addEventListener("click", () => {
    const form = button.closest("form");
    const next = button.closest("fieldset").querySelector(":scope > button.adder");
    gone();
    form?.dispatchEvent(new Event("input", { bubbles: true }));
    next?.focus();
  });
  return button;
}

function adder(words, add) {
  const button = element("button", { type: "button", class: "quiet adder" }, words);
  button.addEventListener("click", () => {
    const made = add();
    made.querySelector("input, textarea, select")?.focus();
    button.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return button;
}

function words({ field, value, context, id }) {
  const held = Object.entries(value && typeof value === "object" ? value : value ? { "": value } : {});
  const lines = element("div", {});
  const line = (tongue, text) => {
    const box = filled(element("textarea", { rows: field.long ? 3 : 1, "aria-label": field.label }), text);
    const codes = [...new Set([context.language, ...Object.keys(LANGUAGES), tongue])];
    const select = element("select", { "aria-label": `Language of ${field.label.toLowerCase()}` }, ...codes.map((code) => element("option", { value: code }, LANGUAGES[code] ?? code)));
    select.value = tongue;
    const made = element("div", { class: "line tongue" }, box, select);
    made.append(remover(`${field.label} in this language`, () => made.remove()), readsAs(box, context));
    made.read = () => [select.value, box.value];
    lines.append(made);
    return made;
  };
  for (const [tongue, text] of held.length ? held : [[context.language, ""]]) line(tongue, text);
  const more = adder("Add a language", () => line(Object.keys(LANGUAGES).find((code) => code && ![...lines.children].some((each) => each.read()[0] === code)), ""));
  const made = group(field, id, true, lines, more);
  made.read = () => Object.fromEntries([...lines.children].map((each) => each.read()).filter(([, text]) => text.trim()));
  return made;
}

function texts({ field, value, context, id }) {
  const lines = element("div", {});
  const line = (text) => {
    const box = filled(element("input", { "aria-label": `${field.label}: ${field.item}`, autocomplete: "off", list: context.list(field.picks) }), text);
    const made = element("div", { class: "line" }, box);
    made.append(remover(field.item, () => made.remove()), chosen(box, field.picks, context));
    made.read = () => box.value;
    lines.append(made);
    return made;
  };
  for (const each of value ?? []) line(each);
  const made = group(field, id, true, lines, adder(`Add ${article(field.item)} ${field.item}`, () => line("")));
  made.read = () => [...lines.children].map((each) => each.read()).filter((text) => text.trim());
  return made;
}

/** Takes citations apart into the words before, the source and what follows; null where that fails. */
export function citesOf(text) {
  const parts = [];
  for (const part of text.split(";")) {
    const bare = /^\s*([\p{L}\p{N}_:.#$%&+?<>~/-]+)(\s*,.*)?$/su.exec(part);
    const found = CITE.exec(part) ?? (bare && !text.includes("@") ? [part, "", null, bare[1], bare[2] ?? ""] : null);
    if (found) parts.push({ before: found[1].trim(), key: found[2] ?? found[3], after: found[4].replace(/^\s*,\s*/, "").trim() });
    else if (parts.length) parts.at(-1).after += `;${part}`;
    else if (part.trim()) return null;
  }
  return parts;
}

export function citesText(parts) {
  return parts
    .filter(({ key }) => key)
    .map(({ before, key, after }) => `${before ? `${before} ` : ""}@${key}${after ? `, ${after}` : ""}`)
    .join("; ");
}

function cites({ field, value, context, id }) {
  const text = value ?? "";
  const parts = citesOf(text);
  if (parts === null) return single({ field: { ...field, kind: "text" }, value: text, context, id });
  const lines = element("div", {});
  const line = ({ before, key, after }) => {
    const source = filled(element("input", { "aria-label": `${field.label}: source`, placeholder: "Find a source", autocomplete: "off", list: context.list("sources") }), key);
    const where = filled(element("input", { class: "place-box", "aria-label": "Where in it", placeholder: "p. 3, para. 12" }), after);
    const led = before ? filled(element("input", { class: "led-box", "aria-label": "Words before it" }), before) : null;
    const made = element("div", { class: led ? "line cite led" : "line cite" }, ...(led ? [led] : []), source, where);
    made.append(remover("source", () => made.remove()), chosen(source, "sources", context));
    made.read = () => ({ before: led?.value.trim() ?? "", key: source.value.trim().replace(/^@/, ""), after: where.value.trim() });
    lines.append(made);
    return made;
  };
  for (const each of parts) line(each);
  if (!parts.length && field.required) line({ before: "", key: "", after: "" });
  const made = group(field, id, true, lines, adder("Add a source", () => line({ before: "", key: "", after: "" })));
  const first = citesText(parts);
  made.read = () => {
    const now = citesText([...lines.children].map((each) => each.read()));
    return now === first ? text : now;
  };
  return made;
}

/** Says below a box what the entry that is chosen in it is called. */
function chosen(box, name, context) {
  const offers = new Map(context.offers[name] ?? []);
  const place = element("p", { class: "hint chosen" });
  const look = () => {
    place.textContent = offers.get(box.value.trim()) ?? "";
    place.hidden = !place.textContent;
  };
  box.addEventListener("input", look);
  look();
  return place;
}

function list({ field, value, context, id }) {
  const lines = element("div", {});
  const line = (held) => {
    const made = element("fieldset", { class: "item" }, element("legend", { class: "unseen" }, field.item));
    made.append(remover(field.item, () => made.remove()));
    const inner = inside(field.fields, held, context);
    made.append(inner);
    made.read = inner.read;
    lines.append(made);
    return made;
  };
  for (const each of value ?? []) line(typeof each === "object" ? each : { [field.fields[0].key]: each });
  const made = group(field, id, true, lines, adder(`Add ${article(field.item)} ${field.item}`, () => line({})));
  made.read = () => [...lines.children].map((each) => each.read()).filter((each) => Object.keys(each).length);
  return made;
}

function keys({ field, value, context, id }) {
  const inner = inside(field.fields, value ?? {}, context);
  const made = group(field, id, true, inner);
  made.read = inner.read;
  return made;
}

/** Draws the fields inside another; what none of them shows is kept as it is. */
function inside(fields, value, context) {
  const drawn = fields.map((field) => drawField(field, value[field.key], context));
  const known = new Set(fields.map((field) => field.key));
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !known.has(key)));
  const made = element("div", { class: "cells" }, ...drawn);
  made.read = () => {
    const said = drawn.map((each) => [each.dataset.key, each.read()]).filter(([, text]) => !empty(text));
    return { ...rest, ...Object.fromEntries(said) };
  };
  return made;
}

/** Whether a value says nothing. */
export function empty(value) {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return !value.trim();
  if (Array.isArray(value)) return value.length === 0;
  return Object.keys(value).length === 0;
}

export function article(word) {
  return /^[aeiou]/i.test(word) ? "an" : "a";
}
