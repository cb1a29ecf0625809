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
});
const fields = dialog.querySelector("[data-fields]");
const more = dialog.querySelector("[data-optional]");

/** Opens the settings that the address names after `#`, such as `#settings:kazakhstan/submission`. */
function openNamed() {
  const [, name, document_] = location.hash.match(/^#settings:([^/]+)\/(.*)$/) ?? [];
  const section = name && document.querySelector(`[data-dossier="${CSS.escape(name)}"]`);
  const row = section?.querySelector(`[data-document="${CSS.escape(document_)}"]`);
  (row ?? section)?.querySelector("[data-open=settings]")?.click();
}

addEventListener("hashchange", openNamed);
openNamed();

onSend(dialog, async () => {
  const values = { ...valuesIn(fields), ...valuesIn(more) };
  await ask(`/api/${place.dossier}/settings`, { document: place.document, digest: told.digest, values });
  dialog.close();
  say("Saved.");
});
