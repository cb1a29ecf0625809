// Dialogs: buttons open them by name, and give back the focus when they close.
import { announce, element, refresh } from "./studio.js";

/** Calls `opened(dialog, button)` whenever a button opens the dialog `id`. */
export function onOpen(id, opened) {
  const dialog = document.getElementById(id);
  document.addEventListener("click", (event) => {
    const button = event.target.closest(`[data-open="${id}"]`);
    if (!button || dialog.getAttribute("closedby") === "none") return; // it answers an earlier click
    dialog.querySelector("form").reset();
    problem(dialog);
    opened?.(dialog, button);
    if (!dialog.open) dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => dialog.getAttribute("closedby") === "none" && event.preventDefault());
  return dialog;
}

/** Calls `done(form)` when a form is sent, and shows in the dialog what was wrong, if anything. */
export function onSend(dialog, done) {
  const form = dialog.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await attempt(dialog, () => done(form));
  });
}

/** Runs `work` while the dialog rests; what goes wrong is shown in the dialog. */
export async function attempt(dialog, work) {
  problem(dialog);
  try {
    await resting(dialog, work);
  } catch (error) {
    problem(dialog, error);
  }
}

/**
 * Runs `work` while the dialog's buttons rest. It does not close meanwhile, so that the answer
 * finds it as it was; only work that a button of the dialog stops may be left.
 */
export async function resting(dialog, work) {
  const stays = !dialog.querySelector("[data-stop]");
  const buttons = [...dialog.querySelectorAll(`button:not([data-stop])${stays ? "" : ":not([data-close])"}`)];
  const able = buttons.filter((each) => !each.disabled);
  const focused = document.activeElement;
  for (const each of able) each.disabled = true;
  dialog.setAttribute("aria-busy", "true");
  if (stays) dialog.setAttribute("closedby", "none");
  try {
    return await work();
  } finally {
    for (const each of able) each.disabled = false;
    dialog.removeAttribute("aria-busy");
    dialog.removeAttribute("closedby");
    if (document.activeElement === document.body) focused.focus({ preventScroll: true });
  }
}

const marks = new Set(); // what takes each message at a field away

/** Shows an error in the dialog, with all its findings, or (without one) shows none. */
export function problem(dialog, error) {
  const place = dialog.querySelector("[data-problem]");
  if (!place) return;
  for (const unmark of marks) unmark();
  place.hidden = !error;
  if (!error) return;
  const findings = error.answer?.findings ?? [];
  const said = findings.length ? findings : [{ message: error.message, hint: error.hint }];
  const form = dialog.querySelector("form");
  const fields = said.map((each) => fieldOf(form, each.data?.field));
  place.replaceChildren(
    ...said.flatMap((each, at) => [
      ...(at ? [element("br")] : []),
      leading(fields[at], element("strong", {}, sentence(each.message))),
      each.hint ? ` ${sentence(each.hint)}` : "",
    ]),
  );
  said.forEach((each, at) => fields[at] && beside(fields[at], each, form));
  const [first] = fields.filter(Boolean).sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  if (first) first.focus();
  else place.scrollIntoView({ block: "nearest" });
}

/** Returns the box of a form that a finding names, or null. */
function fieldOf(form, name) {
  if (!name) return null;
  const place = form.elements[name] ?? form.querySelector(`[data-field="${CSS.escape(name)}"]`) ?? form.elements[`point-${name}-0`];
  return place?.matches?.("input, select, textarea") ? place : (place?.querySelector?.("input, select, textarea") ?? null);
}

/** Shows a finding at its field until somebody changes that, with the names to choose from, if any. */
function beside(box, { message, hint, data }, form) {
  const said = element("p", { class: "field-finding error", id: `${box.id}-wrong` }, `${sentence(message)} ${sentence(hint)}`);
  const known = box.getAttribute("aria-describedby") ?? "";
  box.after(said);
  box.setAttribute("aria-describedby", `${said.id} ${known}`.trim());
  const gone = () => {
    marks.delete(gone);
    choices?.remove();
    said.remove();
    if (known) box.setAttribute("aria-describedby", known);
    else box.removeAttribute("aria-describedby");
  };
  const choices = data.near === undefined ? null : near(box, data.near ? data.near.split("; ") : [], form);
  if (choices) said.after(choices);
  marks.add(gone);
  box.addEventListener("input", gone, { once: true });
}

/** Returns buttons: one for each name that may be meant, and one to keep what is typed. */
function near(box, names, form) {
  const take = (name) => {
    box.value = name;
    for (const each of ["input", "change"]) box.dispatchEvent(new Event(each, { bubbles: true }));
    box.focus();
  };
  const buttons = names.map((name) => {
    const button = element("button", { type: "button", class: "quiet" }, name);
    button.addEventListener("click", () => take(name));
    return button;
  });
  const keep = element("button", { type: "button", class: "quiet" }, `Keep “${box.value}”`);
  keep.addEventListener("click", () => {
    const kept = form.elements.kept ?? form.appendChild(element("input", { type: "hidden", name: "kept" }));
    kept.value = box.value.trim();
    take(box.value);
    announce("Kept.");
  });
  return element("p", { class: "row near" }, ...buttons, keep);
}

/** Returns words that lead to the field they are about, which is marked until somebody changes it. */
function leading(field, words) {
  if (!field?.id) return words;
  const link = element("a", { href: `#${field.id}` }, words);
  link.addEventListener("click", (event) => (event.preventDefault(), field.focus()));
  field.setAttribute("aria-invalid", "true");
  field.addEventListener("input", () => field.removeAttribute("aria-invalid"), { once: true });
  return link;
}

/** Returns words of a finding as a sentence. */
export function sentence(words) {
  const text = `${words}`.trim();
  return text ? text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".") : "";
}

/** Returns a name that can be the name of a dossier or a document, made of any words. */
export function nameOf(words) {
  return words
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}

/** Lets a field follow another one, until somebody types in it. */
export function follow(field, other, made = nameOf) {
  let own = false;
  field.addEventListener("input", () => (own = field.value !== ""));
  field.form.addEventListener("reset", () => (own = false));
  other.addEventListener("input", () => {
    if (!own) field.value = made(other.value);
  });
}

/** Closes the dialog and goes to a dossier on this page, whose list is drawn anew. */
export async function show(dialog, dossier) {
  dialog.close();
  await refresh("#dossiers");
  location.hash = dossier;
  document.querySelector(`#${CSS.escape(dossier)} a`)?.focus();
  announce("The dossier is made.");
}
