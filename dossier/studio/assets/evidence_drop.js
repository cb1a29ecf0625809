// An export dropped on Evidence: what it would bring, then all of it or nothing.
import { resting } from "./dialog.js";
import { announce, ask, element, showProblem, told } from "./studio.js";

let newest = null; // the import that was begun last: the dialog is its own

/** Lets files be dropped anywhere on the page, or chosen; calls `changed` when one was taken over. */
export function setUpDrop(place, changed) {
  const over = document.getElementById("over");
  const input = document.getElementById("file");
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  const enter = (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth += 1;
    over.hidden = false;
  };
  const leave = () => {
    depth = Math.max(0, depth - 1);
    over.hidden = depth === 0;
  };
  addEventListener("dragenter", enter);
  addEventListener("dragleave", leave);
  addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    over.hidden = true;
    look([...event.dataTransfer.files]);
  });
  document.getElementById("choose-file").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    look([...input.files]);
    input.value = "";
  });

  function look(files) {
    if (files.length > 1) {
      showProblem({ message: "Drop one file at a time.", hint: "" });
      return;
    }
    if (files.length) new Import(place, files[0], changed).look({});
  }
}

class Import {
  constructor(place, file, changed) {
    this.dossier = place.dataset.dossier;
    this.registry = place.dataset.registry;
    this.dialog = document.getElementById("import");
    this.file = file;
    this.changed = changed;
    this.choices = {};
    newest = this;
  }

  send(more) {
    const body = new FormData();
    body.append("file", this.file);
    for (const [name, value] of Object.entries({ ...this.choices, ...more })) if (value) body.append(name, value);
    return ask(`/api/${this.dossier}/evidence-drop`, body);
  }

  async look(choices) {
    this.choices = choices;
    announce(`Reading ${this.file.name}`);
    const found = await told(() => resting(this.dialog, () => this.send({})));
    if (found && newest === this) this.draw(found);
  }

  draw(found) {
    const brings = found.added.length + found.changed.length + found.gone.length;
    const wrong = found.findings.filter((each) => each.severity === "error");
    const un = found.kind === "recommendations";
    const nothing = !found.added.length && (un && !this.choices.replace ? true : !found.changed.length && !found.gone.length);
    const take = element("button", { type: "button", disabled: nothing || wrong.length > 0 }, "Take all of it over");
    const close = element("button", { type: "button", class: "quiet" }, brings ? "Leave it" : "Close");
    take.addEventListener("click", () => this.take(found.token));
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.replaceChildren(
      element("h2", { id: "import-title", tabindex: "-1" }, `What “${found.name}” would bring`),
      number(found),
      ...(un ? [this.options(found)] : []),
      ...wrong.map((each) => note(each, "error")),
      group("Added", found.added),
      group(un ? "Different from yours" : "Changed", found.changed, wrong.length === 0 && found.changed.length < 6),
      group("No longer in the export", found.gone),
      ...found.findings.filter((each) => each.severity !== "error").slice(0, 10).map((each) => note(each, "")),
      element("div", { class: "row" }, take, close),
    );
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector("h2").focus();
  }

  options(found) {
    const field = (name, label, hint) => {
      const input = element("input", { id: `import-${name}`, value: this.choices[name] ?? "" });
      return element("div", { class: "field" }, element("label", { for: `import-${name}` }, label), input, element("p", { class: "hint" }, hint));
    };
    const replace = element("input", { type: "checkbox", id: "import-replace" });
    replace.checked = Boolean(this.choices.replace);
    const again = element("button", { type: "button", class: "quiet" }, "Look again");
    const fields = [
      field("state", "State under review", "Empty for the State of this dossier; “all” for every State."),
      field("symbol", "Report", "Where the file names none, such as A/HRC/28/10."),
      field("cycle", "Cycle", "Only recommendations of this cycle."),
    ];
    const box = element(
      "details",
      { class: "group", open: found.findings.some((each) => each.severity === "error") || Object.values(this.choices).some(Boolean) },
      element("summary", {}, "What is taken from the file"),
      ...fields,
      element("p", {}, element("label", { class: "row" }, replace, "Where the file says otherwise, take text, States and position from it")),
      again,
    );
    again.addEventListener("click", () => {
      const value = (name) => box.querySelector(`#import-${name}`).value.trim();
      this.look({ state: value("state"), symbol: value("symbol"), cycle: value("cycle"), replace: replace.checked ? "yes" : "" });
    });
    return box;
  }

  async take(token) {
    try {
      const done = await resting(this.dialog, () => this.send({ apply: token }));
      this.dialog.close();
      if (done.kind !== this.registry) {
        location.href = `/${this.dossier}/evidence/${done.kind}`;
        return;
      }
      await this.changed();
      announce(`Taken over: ${done.added.length} added, ${done.kind === "sources" || this.choices.replace ? done.changed.length : 0} changed`);
    } catch (problem) {
      if (problem.status === 409 && problem.answer.added) this.draw(problem.answer);
      showProblem(problem);
    }
  }
}

function number(found) {
  const parts = [
    [found.added.length, "added"],
    [found.changed.length, found.kind === "recommendations" ? "different" : "changed"],
    [found.same, "the same"],
  ];
  if (found.gone.length) parts.push([found.gone.length, "no longer there"]);
  return element("ul", { class: "brings" }, ...parts.map(([count, words]) => element("li", {}, element("strong", {}, count.toLocaleString("en")), words)));
}

function group(title, entries, open = false) {
  if (!entries.length) return "";
  const shown = entries.slice(0, 100);
  const items = shown.map((each) =>
    element(
      "li",
      {},
      element("strong", {}, each.title || each.id),
      " ",
      element("span", { class: "quiet" }, each.title ? each.id : ""),
      each.fields.length
        ? element("dl", {}, ...each.fields.flatMap(([label, was, now]) => [element("dt", {}, label), element("dd", {}, was ? element("del", {}, was) : "", was ? " " : "", element("ins", {}, now))]))
        : "",
    ),
  );
  if (entries.length > shown.length) items.push(element("li", { class: "quiet" }, `and ${entries.length - shown.length} more`));
  return element("details", { class: "group", open }, element("summary", {}, `${title} (${entries.length})`), element("ul", {}, ...items));
}

function note(finding, severity) {
  return element("p", { class: `finding ${severity}` }, element("strong", {}, finding.message), element("br"), finding.hint);
}
