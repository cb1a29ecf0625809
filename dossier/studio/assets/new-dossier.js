// A new dossier, perhaps with the recommendations that earlier reviews made to its State.
import { ask, element, say } from "./studio.js";
import { follow, onOpen, onSend, sentence, show } from "./dialog.js";

let looks = 0;

const dialog = onOpen("new-dossier", () => {
  looks += 1; // what was looked for before is not for this one
  for (const each of [said, held, fromUn]) each.hidden = true;
});
const form = dialog.querySelector("form");
const said = dialog.querySelector("[data-file]");
const held = dialog.querySelector("[data-held]");
const fromUn = dialog.querySelector("[data-from-un]");
const themes = fromUn.querySelector("[data-themes]");
const states = document.getElementById("nd-states");
follow(form.elements.name, form.elements.state);
const file = () => form.elements.file.files[0];

/** Shows what the file that was chosen has for the State, and what other dossiers have. */
async function look() {
  const now = ++looks;
  const state = form.elements.state.value.trim();
  const found = await Promise.all([file() ? ask("/api/earlier", new FormData(form)) : null, ask(`/api/earlier?state=${encodeURIComponent(state)}`), ask(`/api/from-un?state=${encodeURIComponent(state)}`)]).catch((error) => error);
  if (now !== looks) return; // somebody typed on meanwhile
  if (found instanceof Error) return tell("error", [sentence(found.message)]);
  const [offered, { held: others }, un] = found;
  showUn(un, Boolean(offered));
  said.hidden = !offered;
  if (offered) tell(...words(offered, state));
  held.hidden = Boolean(offered) || !others.length;
  const chosen = form.elements.earlier.value;
  form.elements.earlier.replaceChildren(
    element("option", { value: "" }, "No"),
    ...others.map((each) => element("option", { value: each.dossier, selected: each.dossier === chosen }, `${each.dossier} (${each.count})`)),
  );
}

const many = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

/** Offers what the library of the UN on this computer has of the State, by theme; not beside a file. */
function showUn({ state, themes: found, mechanisms }, beside) {
  fromUn.hidden = beside || !found.length;
  if (fromUn.hidden) form.elements.begin_from_un.checked = false;
  const counts = Object.entries(mechanisms).map(([name, count]) => `${name}: ${count.toLocaleString("en")}`);
  fromUn.querySelector("[data-counts]").textContent = `The library of the UN on this computer has on ${state}: ${counts.join(", ")}. The dossier then holds it by theme, with its sources; all of it is marked as to be checked.`;
  const rows = found.map((each) => {
    const box = element("input", { type: "checkbox", name: "theme", value: each.id, checked: true });
    return element("label", { class: "choice" }, box, ` ${each.title} (${many(each.recommendations, "recommendation")}, ${many(each.statements, "paragraph")} of other bodies)`);
  });
  themes.replaceChildren(element("p", { id: "nd-themes" }, "Themes:"), ...rows.flatMap((each) => [each, element("br")]));
  showThemes();
}

/** Shows themes where they are taken; earlier recommendations come with them, and from nowhere else. */
function showThemes() {
  const taken = form.elements.begin_from_un.checked;
  themes.hidden = !taken;
  form.elements.file.disabled = taken;
  form.elements.earlier.disabled = taken;
}

function tell(kind, parts) {
  said.hidden = false;
  said.className = `finding ${kind}`;
  said.replaceChildren(...parts);
}

function words({ count, cycles, states: others, findings }, state) {
  if (others.length) states.replaceChildren(...others.map((each) => element("option", { value: each })));
  const wrong = findings.find((each) => each.severity === "error" && each.rule !== "no-such-state");
  if (wrong) return ["error", [element("strong", {}, sentence(wrong.message)), " ", sentence(wrong.hint)]];
  if (!state) return ["", ["Type the State under review; the file has recommendations to ", names(others)]];
  if (!count) return ["error", [element("strong", {}, `The file has no recommendations to “${state}”.`), others.length ? " It has some to " : "", others.length ? names(others) : ""]];
  const ofCycles = cycles.length ? `, of cycle${cycles.length > 1 ? "s" : ""} ${cycles.join(", ")}` : "";
  const doubts = findings.map((each) => ` ${sentence(each.message)} ${sentence(each.hint)}`);
  return ["good", [`${count.toLocaleString("en")} recommendation${count === 1 ? "" : "s"} to ${state}${ofCycles} will be in the dossier.`, ...doubts.slice(0, 3)]];
}

function names(states) {
  const shown = states.slice(0, 5).join(", ");
  return `${shown}${states.length > 5 ? ` and ${states.length - 5} more States` : ""}.`;
}

form.elements.file.addEventListener("change", look);
form.elements.state.addEventListener("change", look);
form.elements.state.addEventListener("change", () => form.elements.name.value && say(`Name of the dossier: ${form.elements.name.value}`));
form.elements.begin_from_un.addEventListener("change", showThemes);

onSend(dialog, async () => {
  const data = new FormData(form);
  const { file: _, begin_from_un: un, theme, ...values } = Object.fromEntries(data);
  values.from_un = un ? data.getAll("theme") : [];
  if (un && !values.from_un.length) throw new Error("Choose at least one theme, or leave out what the UN said.");
  const { dossier } = file() && !un ? await ask("/api/dossiers/with-export", new FormData(form)) : await ask("/api/dossiers", values);
  await show(dialog, dossier);
});
