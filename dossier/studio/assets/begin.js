// Begin a document of any kind.
import { ask, element } from "./studio.js";
import { attempt, follow, onOpen, onSend } from "./dialog.js";
import { drawn, valuesIn } from "./fields.js";

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
  dialog.querySelector("[data-empty]").replaceChildren(...kind.empty.map(beginning));
  dialog.querySelector("[data-parts]").hidden = !kind.empty.length || !told.parts.length;
};

/** Returns a box to choose what a section begins with. */
function beginning({ id, title, needed }) {
  const name = `nx-part-${id}`;
  const options = [element("option", { value: "" }, "nothing yet"), ...told.parts.map(([part, words]) => element("option", { value: part }, words))];
  return element("div", { class: "field" }, element("label", { for: name }, `${title}${needed ? " (must not stay empty)" : ""}`), element("select", { id: name, "data-section": id }, ...options));
}
form.elements.kind.addEventListener("change", draw);
follow(form.elements.name, form.elements.title);
onSend(dialog, async () => {
  const kind = told.kinds.find((each) => each.id === form.elements.kind.value);
  const values = { template: kind.id };
  for (const name of ["title", "date", "audience"]) values[name] = form.elements[name].value;
  if (form.elements.language.value) values.language = form.elements.language.value;
  for (const each of dialog.querySelectorAll("[data-fields], [data-optional]")) Object.assign(values, valuesIn(each));
  const taken = [...dialog.querySelectorAll("[data-section]")].filter((each) => each.value);
  if (taken.length) values.blocks = Object.fromEntries(taken.map((each) => [each.dataset.section, [each.value]]));
  const { document: name } = await ask(`/api/${dossier}/documents`, { name: form.elements.name.value, values });
  location.href = `/${dossier}/${name}/write`;
});
