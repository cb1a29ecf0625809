// Begin: a new dossier, a new document of any kind, a dossier of an old draft.
import { announce, ask, element } from "./studio.js";
import { attempt, follow, nameOf, onOpen, onSend, sentence } from "./dialog.js";

const words = (name) => (name[0].toUpperCase() + name.slice(1)).replaceAll("_", " ");

/** Goes to a dossier on this page, which is drawn anew. */
function show(dossier) {
  location.href = `/#${dossier}`;
  location.reload();
}

// A new dossier
{
  const dialog = onOpen("new-dossier");
  const form = dialog.querySelector("form");
  follow(form.elements.name, form.elements.state);
  onSend(dialog, async () => {
    const { dossier } = await ask("/api/dossiers", Object.fromEntries(new FormData(form)));
    show(dossier);
  });
}

// A new document
{
  let dossier = "";
  let told = { kinds: [], shared: {} };
  const dialog = onOpen("new-document", async (dialog, button) => {
    dossier = button.closest("[data-dossier]").dataset.dossier;
    await attempt(dialog, async () => {
      told = await ask(`/api/${dossier}/kinds`);
      const kinds = form.elements.kind;
      kinds.replaceChildren(...told.kinds.map((each) => element("option", { value: each.id }, each.name)));
      kinds.value = told.kinds.some((each) => each.id === "upr-submission") ? "upr-submission" : kinds.value;
      form.elements.date.value = told.today;
      draw();
    });
  });
  const form = dialog.querySelector("form");
  const draw = () => {
    const kind = told.kinds.find((each) => each.id === form.elements.kind.value);
    const place = (needed) => kind.fields.filter((each) => each.needed === needed).map((each) => drawn(each, told.shared[each.name]));
    dialog.querySelector("[data-fields]").replaceChildren(...place(true));
    dialog.querySelector("[data-optional]").replaceChildren(...place(false));
    dialog.querySelector("[data-more]").hidden = !kind.fields.some((each) => !each.needed);
  };
  form.elements.kind.addEventListener("change", draw);
  follow(form.elements.name, form.elements.title);
  onSend(dialog, async () => {
    const kind = told.kinds.find((each) => each.id === form.elements.kind.value);
    const values = { template: kind.id };
    for (const name of ["title", "date", "audience"]) values[name] = form.elements[name].value;
    for (const each of dialog.querySelectorAll("[data-fields] > [data-field], [data-optional] > [data-field]")) values[each.dataset.field] = read(each);
    const { document: name } = await ask(`/api/${dossier}/documents`, { name: form.elements.name.value, values });
    location.href = `/${dossier}/${name}/write`;
  });
}

let number = 0;

/** Returns what a field is filled in with; `value` is what stands in it from the first. */
function drawn(field, value) {
  const id = `field-${++number}`;
  const hint = field.remark ? element("p", { class: "hint", id: `${id}-hint` }, field.remark) : "";
  const described = field.remark ? `${id}-hint` : false;
  const name = words(field.name);
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
  if (field.choices.length) box = element("select", about, element("option", { value: "" }, "–"), ...field.choices.map((each) => element("option", {}, each)));
  else if (field.kind === "switch") box = element("select", about, element("option", { value: "" }, "as usual"), element("option", { value: "true" }, "yes"), element("option", { value: "false" }, "no"));
  else if (field.kind === "texts") box = element("textarea", { ...about, rows: 3 });
  else box = element("input", { ...about, type: { date: "date", address: "url" }[field.kind] ?? "text", inputmode: field.kind === "number" ? "numeric" : false });
  if (value !== undefined && value !== null) box.value = Array.isArray(value) ? value.join("\n") : value;
  const more = field.kind === "texts" && !field.remark ? element("p", { class: "hint" }, "One a line.") : "";
  return element("div", { class: "field", "data-field": field.name, "data-kind": field.kind }, element("label", { for: id }, name), box, hint, more);
}

/** Returns what somebody filled in, as the manifest has it. */
function read(place) {
  const children = (parent) => Object.fromEntries([...parent.children].filter((each) => each.dataset.field).map((each) => [each.dataset.field, read(each)]));
  if (place.dataset.kind === "keys") return children(place);
  if (place.dataset.kind === "list") return [...place.children].filter((each) => "entry" in each.dataset).map(children);
  const { value } = place.querySelector("input, textarea, select");
  return place.dataset.kind === "switch" && value ? value === "true" : value;
}

// An old draft
{
  const clear = () => {
    shown.replaceChildren();
    write.hidden = true;
  };
  const dialog = onOpen("import-draft", () => clear());
  const form = dialog.querySelector("form");
  const shown = dialog.querySelector("[data-shown]");
  const write = dialog.querySelector("[data-write]");
  const send = (writing) => {
    const sent = new FormData(form);
    sent.set("write", writing ? "yes" : "");
    return ask("/api/drafts", sent);
  };
  follow(form.elements.name, form.elements.state);
  form.addEventListener("input", clear);
  form.elements.file.addEventListener("change", () => {
    const [file] = form.elements.file.files;
    if (file && !form.elements.name.value) form.elements.name.value = nameOf(file.name.replace(/\.\w+$/, ""));
  });
  onSend(dialog, async () => {
    if (!form.elements.file.files.length) throw new Error("Choose a file first.");
    const made = await send(false);
    shown.replaceChildren(...preview(made));
    write.hidden = !made.good;
    announce(made.good ? "The draft was read. Look at what was made of it." : "The draft cannot be imported.");
    shown.focus();
  });
  write.addEventListener("click", () =>
    attempt(dialog, async () => {
      const made = await send(true);
      if (made.good) show(form.elements.name.value);
      else shown.replaceChildren(...preview(made));
    }),
  );
}

/** Returns what would be made of a draft, and what the program was not sure of. */
function preview(made) {
  const parts = [];
  if (made.good) {
    const counts = Object.entries(made.counts).map(([name, count]) => `${count} ${name}`).join(", ");
    parts.push(element("h3", {}, "What it becomes"), element("p", {}, sentence(counts)));
    parts.push(element("ul", {}, ...made.sections.map((each) => element("li", {}, `${each.title || "Before the first title"} (${each.blocks})`))));
  }
  const unsure = made.findings;
  if (unsure.length) {
    parts.push(element("h3", {}, made.good ? "What was not certain" : "Why it cannot be imported"));
    for (const each of unsure) {
      const line = each.line ? ` (line ${each.line})` : "";
      parts.push(element("p", { class: `finding ${each.severity}` }, element("strong", {}, sentence(each.message) + line), element("br"), sentence(each.hint)));
    }
  } else if (made.good) parts.push(element("p", { class: "finding good" }, "Nothing was uncertain."));
  return parts;
}
