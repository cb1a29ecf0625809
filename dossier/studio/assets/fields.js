// Fields of a form, drawn from the keys that the program knows: texts, dates, lists and groups.
import { element } from "./studio.js";

let number = 0;


/** Returns what a field is filled in with; `value` is what stands in it from the first. */
export function drawn(field, value) {
  const id = `field-${++number}`;
  if (field.kind === "list" && typeof value === "string") return ""; // a table in a file of its own
  const remark = field.remark || (field.kind === "date" ? "A whole day, such as 2028-11-10." : "");
  const hint = remark ? element("p", { class: "hint", id: `${id}-hint` }, remark) : "";
  const described = remark ? `${id}-hint` : false;
  const name = field.label;
  if (field.kind === "keys") {
    const parts = field.fields.map((each) => drawn(each, value?.[each.name]));
    return element("fieldset", { class: "many", "data-field": field.name, "data-kind": "keys" }, element("legend", {}, name), hint, ...parts);
  }
  if (field.kind === "list") {
    const add = element("button", { type: "button", class: "quiet" }, "One more");
    const entry = (one) => element("div", { class: "entry", "data-entry": true }, ...field.fields.map((each) => drawn(each, one?.[each.name])));
    add.addEventListener("click", () => {
      const made = entry();
      add.before(made);
      made.querySelector("input, textarea, select")?.focus();
    });
    const first = Array.isArray(value) && value.length ? value.map(entry) : field.needed ? [entry()] : [];
    return element("fieldset", { class: "many", "data-field": field.name, "data-kind": "list" }, element("legend", {}, name), hint, ...first, add);
  }
  const about = { id, "aria-describedby": described, required: field.needed };
  let box;
  if (field.choices.length) box = element("select", about, element("option", { value: "" }, "–"), ...field.choices.map(([id_, label]) => element("option", { value: id_ }, label)));
  else if (field.kind === "switch") box = element("select", about, element("option", { value: "" }, "as usual"), element("option", { value: "true" }, "yes"), element("option", { value: "false" }, "no"));
  else if (field.kind === "texts") box = element("textarea", { ...about, rows: 3 });
  else box = element("input", { ...about, type: { date: "date", address: "url" }[field.kind] ?? "text", inputmode: field.kind === "number" ? "numeric" : false, list: field.name === "state" ? "nd-states" : false });
  if (value !== undefined && value !== null) box.value = Array.isArray(value) ? value.join("\n") : value;
  const more = field.kind === "texts" && !field.remark ? element("p", { class: "hint" }, "One a line.") : "";
  return element("div", { class: "field", "data-field": field.name, "data-kind": field.kind }, element("label", { for: id }, name), box, hint, more);
}

/** Returns what was filled in for each of the fields that stand in `parent`. */
export function valuesIn(parent) {
  const fields = [...parent.children].filter((each) => each.dataset.field);
  return Object.fromEntries(fields.map((each) => [each.dataset.field, read(each)]));
}

function read(place) {
  if (place.dataset.kind === "keys") return valuesIn(place);
  if (place.dataset.kind === "list") return [...place.children].filter((each) => "entry" in each.dataset).map(valuesIn);
  const { value } = place.querySelector("input, textarea, select");
  if (place.dataset.kind === "switch" && value) return value === "true";
  if (place.dataset.kind === "texts") return value.split("\n").map((each) => each.trim()).filter(Boolean);
  return value;
}
