// A new dossier, perhaps with the recommendations that earlier reviews made to its State.
import { ask, element } from "./studio.js";
import { follow, onOpen, onSend, sentence, show } from "./dialog.js";

const dialog = onOpen("new-dossier", () => {
  said.hidden = true;
  held.hidden = true;
});
const form = dialog.querySelector("form");
const said = dialog.querySelector("[data-file]");
const held = dialog.querySelector("[data-held]");
const states = document.getElementById("nd-states");
follow(form.elements.name, form.elements.state);
const file = () => form.elements.file.files[0];

let looks = 0;

/** Shows what the file that was chosen has for the State, and what other dossiers have. */
async function look() {
  const now = ++looks;
  const state = form.elements.state.value.trim();
  const found = await Promise.all([file() ? ask("/api/earlier", new FormData(form)) : null, ask(`/api/earlier?state=${encodeURIComponent(state)}`)]).catch((error) => error);
  if (now !== looks) return; // somebody typed on meanwhile
  if (found instanceof Error) return tell("error", [sentence(found.message)]);
  const [offered, { held: others }] = found;
  said.hidden = !offered;
  if (offered) tell(...words(offered, state));
  held.hidden = Boolean(offered) || !others.length;
  const chosen = form.elements.earlier.value;
  form.elements.earlier.replaceChildren(
    element("option", { value: "" }, "No"),
    ...others.map((each) => element("option", { value: each.dossier, selected: each.dossier === chosen }, `${each.dossier} (${each.count})`)),
  );
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

onSend(dialog, async () => {
  const { file: _, ...values } = Object.fromEntries(new FormData(form));
  const { dossier } = file() ? await ask("/api/dossiers/with-export", new FormData(form)) : await ask("/api/dossiers", values);
  await show(dialog, dossier);
});
