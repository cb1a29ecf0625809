// Settings: what dossier.yaml says of a dossier or of a document, as a form.
import { ask, say } from "./studio.js";
import { attempt, onOpen, onSend } from "./dialog.js";
import { drawn, valuesIn } from "./fields.js";

let place = { dossier: "", document: "" };
let told = { digest: "", fields: [] };

const dialog = onOpen("settings", async (dialog, button) => {
  const section = button.closest("[data-dossier]");
  const row = button.closest("[data-document]");
  place = { dossier: section.dataset.dossier, document: row?.dataset.document ?? "" };
  const title = (row ? row.querySelector("th a") : section.querySelector("h2")).textContent;
  dialog.querySelector("[data-what]").textContent = title;
  fields.replaceChildren();
  more.replaceChildren();
  await attempt(dialog, async () => {
    told = await ask(`/api/${place.dossier}/settings?document=${encodeURIComponent(place.document)}`);
    for (const each of told.fields) {
      const said = told.values[each.name];
      (each.needed || said !== undefined ? fields : more).append(drawn(each, said));
    }
    dialog.querySelector("[data-more]").hidden = !more.children.length;
  });
  if (wanted) lead(wanted);
});
const fields = dialog.querySelector("[data-fields]");
const more = dialog.querySelector("[data-optional]");

const OF_DOSSIER = ["title", "state", "language", "submitters"];
let wanted = ""; // the field that the address names

/** Leads to a field; where the document has none of this name, to that of its dossier. */
function lead(name) {
  const field = dialog.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (!field && place.document && OF_DOSSIER.includes(name)) return open(place.dossier, "");
  wanted = "";
  const fold = field?.closest("details");
  if (fold) fold.open = true;
  const box = field?.querySelector("input, textarea, select, button");
  box?.focus();
  field?.scrollIntoView({ block: "center" });
}

/** Opens the settings of a document, or of its dossier where that is "". */
function open(name, document_) {
  const section = name && document.querySelector(`[data-dossier="${CSS.escape(name)}"]`);
  const row = section?.querySelector(`[data-document="${CSS.escape(document_)}"]`);
  (row ?? section)?.querySelector("[data-open=settings]")?.click();
}

/** Opens the settings that the address names, such as `#settings:kazakhstan/submission:keywords`. */
function openNamed() {
  const [, name, document_, field] = location.hash.match(/^#settings:([^/]+)\/([^:]*)(?::(.+))?$/) ?? [];
  wanted = decodeURIComponent(field ?? "");
  if (name) open(name, document_);
}

addEventListener("hashchange", openNamed);
openNamed();

onSend(dialog, async () => {
  const values = { ...valuesIn(fields), ...valuesIn(more) };
  await ask(`/api/${place.dossier}/settings`, { document: place.document, digest: told.digest, values, kept: dialog.querySelector("[name=kept]")?.value ?? "" });
  dialog.close();
  say("Saved.");
});
