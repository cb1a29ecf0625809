// Begin: a new dossier, a new document of any kind, a dossier of an old draft.
import { announce, ask, element, refresh } from "./studio.js";
import { attempt, follow, nameOf, onOpen, onSend, sentence } from "./dialog.js";
import { drawn, valuesIn } from "./fields.js";

/** Closes the dialog and goes to a dossier on this page, whose list is drawn anew. */
async function show(dialog, dossier) {
  dialog.close();
  await refresh("#dossiers");
  location.hash = dossier;
  document.querySelector(`#${CSS.escape(dossier)} a`)?.focus();
  announce("The dossier is made.");
}

// A new dossier
{
  const dialog = onOpen("new-dossier");
  const form = dialog.querySelector("form");
  follow(form.elements.name, form.elements.state);
  onSend(dialog, async () => {
    const { dossier } = await ask("/api/dossiers", Object.fromEntries(new FormData(form)));
    await show(dialog, dossier);
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
    for (const each of dialog.querySelectorAll("[data-fields], [data-optional]")) Object.assign(values, valuesIn(each));
    const { document: name } = await ask(`/api/${dossier}/documents`, { name: form.elements.name.value, values });
    location.href = `/${dossier}/${name}/write`;
  });
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
      if (made.good) await show(dialog, form.elements.name.value);
      else shown.replaceChildren(...preview(made));
    }),
  );
}

/** What to do on this page about what a command line would be told otherwise. */
const here = {
  "no-state": "Type the State above, and read the draft again.",
  "state-guessed": "If it is another, type the State above, and read the draft again.",
  "no-date": "You can correct it afterwards in Settings of the document.",
  "submitter-guessed": "If it is another, change it afterwards in Settings of the dossier.",
  "title-guessed": "You can correct it afterwards in Settings of the dossier.",
  "no-submitter": "Say who it is afterwards in Settings of the dossier.",
  "language-guessed": "You can correct it afterwards in Settings of the dossier.",
};

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
      parts.push(element("p", { class: `finding ${each.severity}` }, element("strong", {}, sentence(each.message) + line), element("br"), here[each.rule] ?? sentence(each.hint)));
    }
  } else if (made.good) parts.push(element("p", { class: "finding good" }, "Nothing was uncertain."));
  return parts;
}
