// What a part says about itself: a form in plain words for the head of its file.
import { resting } from "./dialog.js";
import { ask, element, told } from "./studio.js";


/**
 * Opens the form for a text; returns its new head, "out" where the part is to be taken out, or
 * undefined where nothing is to change.
 * `outline` has the sections, and what may be chosen.
 */
export function askAbout(text, outline, address) {
  const box = document.getElementById("about-box");
  const fields = document.getElementById("about-fields");
  const values = text.values;
  let read = form(fields, values, outline, drawAnew);
  const before = read();
  function drawAnew() {
    read = form(fields, { ...values, ...read() }, outline, drawAnew);
    document.getElementById("field-kind").focus();
  }
  box.showModal();
  return new Promise((done) => {
    document.getElementById("about-cancel").onclick = () => box.close();
    document.getElementById("about-out").onclick = () => {
      done("out");
      box.close();
    };
    box.querySelector("form").onsubmit = async (event) => {
      event.preventDefault();
      const changed = changes(before, read()); // the rest may have become other elsewhere meanwhile
      let answer;
      let head;
      do {
        ({ head } = text);
        answer = await told(() => resting(box, () => ask(address, { head, values: changed })));
        if (!answer) return;
      } while (text.head !== head); // it became another while the answer was on its way
      done({ head: answer.head, values: { ...text.values, ...changed } }); // before anything else can change it
      box.close();
    };
    box.onclose = () => done(undefined);
  });
}

/** Returns the values that are others than before. */
const changes = (before, now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));

/** Fills `place` with the fields; returns what reads them. Another kind has other sections. */
function form(place, values, outline, drawAnew) {
  const parts = [];
  const reads = [];
  const field = (name, label, input, hint) => {
    input.id = `field-${name}`;
    const said = hint ? element("p", { class: "hint", id: `hint-${name}` }, hint) : "";
    if (hint) input.setAttribute("aria-describedby", `hint-${name}`);
    parts.push(element("div", { class: "field" }, element("label", { for: input.id }, label), input, said));
    return input;
  };

  const title = field("title", "Title", element("input", { value: values.title || "" }), "A label for the outline; it does not print.");
  reads.push(() => ({ title: title.value }));

  const kinds = [...new Set([values.kind, ...outline.choices.kinds])];
  const kind = field("kind", "Kind", element("select", {}, ...kinds.map((each) => element("option", { value: each, selected: each === values.kind }, each))), "Sections take parts by their kind.");
  kind.addEventListener("change", drawAnew);
  reads.push(() => ({ kind: kind.value }));

  const homes = outline.sections.filter((each) => each.repeated && each.takes.includes(values.kind));
  if (homes.length) {
    const options = homes.map((each) => element("option", { value: each.id, selected: each.id === values.section }, each.title));
    if (!homes.some((each) => each.id === values.section)) options.unshift(element("option", { value: values.section || "", selected: true }, values.section || "Choose a section"));
    const section = field("section", "Section", element("select", {}, ...options));
    reads.push(() => ({ section: section.value }));
  }

  const themes = field("themes", "Subjects", element("input", { value: listed(values.themes).join(", ") }), "With commas between them; documents can choose parts by subject.");
  reads.push(() => ({ themes: themes.value.split(",").map((each) => each.trim()).filter(Boolean) }));

  const summary = field("summary", "Summary", element("textarea", { rows: 3 }, values.summary || ""), "A sentence or two that stand for this part in other documents.");
  reads.push(() => ({ summary: summary.value }));

  const audience = field("audience", "Who may read it", element("select", {}, ...Object.entries(outline.choices.audiences).map(([id, name]) => element("option", { value: id, selected: id === (values.audience || "public") }, name))));
  reads.push(() => ({ audience: audience.value === "public" && !values.audience ? "" : audience.value }));

  parts.push(places("only", "Stands only in", values, outline, reads), places("not", "Does not stand in", values, outline, reads));
  parts.push(rests(values, outline, reads));
  parts.push(allowances(values, outline, reads));
  place.replaceChildren(...parts);
  return () => Object.assign({}, ...reads.map((each) => each()));
}

/** Returns the boxes for where a part stands alone, or never; what nobody changes stays as it is typed. */
function places(name, label, values, outline, reads) {
  const chosen = listed(values[name]).flatMap((each) => each.split(",")).map((each) => each.trim()).filter(Boolean);
  const known = outline.choices.places.flatMap((each) => each.choices.map((one) => one.id));
  const strange = chosen.filter((each) => !known.includes(each)).map((id) => ({ id, name: `${id} (there is none)` }));
  const groups = [...outline.choices.places, ...(strange.length ? [{ name: "Others", choices: strange }] : [])];
  const boxes = (each) => each.choices.map((one) => element("label", {}, element("input", { type: "checkbox", value: one.id, checked: chosen.includes(one.id) }), one.name));
  const sets = groups.map((each) => element("fieldset", {}, element("legend", {}, `${label}: ${each.name}`), element("div", { class: "many" }, ...boxes(each))));
  const said = chosen.length ? `: ${groups.flatMap((each) => each.choices).filter((each) => chosen.includes(each.id)).map((each) => each.name).join(", ")}` : "";
  const fold = element("details", { id: `places-${name}` }, element("summary", {}, `${label} …${said}`), ...sets);
  reads.push(() => {
    const now = [...fold.querySelectorAll("input:checked")].map((each) => each.value);
    const same = now.length === chosen.length && now.every((each) => chosen.includes(each));
    return same ? {} : { [name]: [...chosen.filter((each) => now.includes(each)), ...now.filter((each) => !chosen.includes(each))] };
  });
  return fold;
}

function rests(values, outline, reads) {
  const chosen = listed(values.rests_on);
  const able = outline.choices.blocks.filter((each) => each.id !== values.id && (chosen.includes(each.id) || (outline.choices.rests_on[values.kind] ?? []).includes(each.kind)));
  const strange = chosen.filter((id) => !able.some((each) => each.id === id)).map((id) => ({ id, title: id, kind: "not in this document" }));
  const boxes = [...strange, ...able].map((each) => element("label", {}, element("input", { type: "checkbox", value: each.id, checked: chosen.includes(each.id) }), `${each.title} (${each.kind})`));
  const set = element("fieldset", {}, element("legend", {}, "Rests on"), element("div", { class: "many" }, ...boxes));
  if (!boxes.length) return "";
  // What was chosen keeps its order; what is new comes behind it.
  reads.push(() => {
    const now = [...set.querySelectorAll("input:checked")].map((each) => each.value);
    return { rests_on: [...chosen.filter((each) => now.includes(each)), ...now.filter((each) => !chosen.includes(each))] };
  });
  return set;
}

function allowances(values, outline, reads) {
  const rows = element("div", {});
  const row = (rule = "", why = "") => {
    const options = [...new Set([rule, ...outline.choices.rules])].map((each) => element("option", { value: each, selected: each === rule }, each ? each.replaceAll("-", " ") : "Choose a finding"));
    const gone = element("button", { type: "button", class: "quiet" }, "Remove");
    const made = element("div", { class: "allowed" }, element("select", { "aria-label": "Finding to allow" }, ...options), element("input", { value: why, "aria-label": "Reason" }), gone);
    gone.addEventListener("click", () => made.remove());
    rows.append(made);
    return made;
  };
  for (const [rule, why] of Object.entries(values.allow || {})) row(rule, why);
  const more = element("button", { type: "button", class: "quiet" }, "Allow a finding, with a reason");
  more.addEventListener("click", () => row().querySelector("select").focus());
  reads.push(() => {
    const found = [...rows.children].map((each) => [each.querySelector("select").value, each.querySelector("input").value.trim()]);
    return { allow: Object.fromEntries(found.filter(([rule, why]) => rule && why)) };
  });
  return element("fieldset", {}, element("legend", {}, "Findings that are right here"), rows, more);
}

const listed = (value) => (Array.isArray(value) ? value : value ? [String(value)] : []);
