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

/** Shows an error in the dialog, with all its findings, or (without one) shows none. */
export function problem(dialog, error) {
  const place = dialog.querySelector("[data-problem]");
  if (!place) return;
  place.hidden = !error;
  if (!error) return;
  const findings = error.answer?.findings ?? [];
  const said = findings.length ? findings : [{ message: error.message, hint: error.hint }];
  const form = dialog.querySelector("form");
  place.replaceChildren(
    ...said.flatMap((each, at) => [
      ...(at ? [element("br")] : []),
      leading(form.elements[each.data?.field], element("strong", {}, sentence(each.message))),
      each.hint ? ` ${sentence(each.hint)}` : "",
    ]),
  );
  place.scrollIntoView({ block: "nearest" });
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
