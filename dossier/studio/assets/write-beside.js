// Beside the page: how long the document is, what was found, what readers remarked.
import { coded, element } from "./studio.js";

const number = (count) => count.toLocaleString("en");

export function showLength(place, { words, limit, note_words, sections }) {
  if (words === null) {
    place.replaceChildren(element("p", { class: "quiet" }, "The document cannot be made as it is: see the findings."));
    return;
  }
  const parts = [];
  if (limit === null) parts.push(element("p", { class: "big" }, `${number(words)} words`));
  else {
    const left = limit - words;
    const said = left >= 0 ? `${number(left)} words left` : `${number(-left)} words too many`;
    const meter = element("meter", { min: 0, max: limit, high: limit * 0.95, value: Math.min(words, limit), "aria-label": `${number(words)} of ${number(limit)} words` });
    parts.push(element("p", { class: left < 0 ? "big over" : "big" }, said), meter, element("p", { class: "quiet" }, `${number(words)} of ${number(limit)}`));
  }
  if (note_words) parts.push(element("p", { class: "quiet" }, `and ${number(note_words)} in notes`));
  const rows = sections.map(([title, count]) => element("tr", {}, element("th", { scope: "row" }, title), element("td", {}, number(count))));
  if (rows.length) {
    const table = element("table", {}, element("tbody", {}, ...rows));
    parts.push(element("details", {}, element("summary", {}, "By section"), table));
  }
  place.replaceChildren(...parts);
}

/** Shows findings; `open(at, line)` goes to the words of one, `take(one)` deletes what it offers. */
export function showFindings(place, findings, open, take) {
  const ordered = [...findings].sort((one, other) => (one.severity === "error" ? 0 : 1) - (other.severity === "error" ? 0 : 1));
  showCount("findings-title", "Findings", findings.length);
  place.replaceChildren(...(ordered.length ? ordered.map((each) => finding(each, open, take)) : [element("p", { class: "quiet" }, "Nothing was found.")]));
}

function finding(one, open, take) {
  const box = element(
    "div",
    { class: `finding ${one.severity}`, "data-rule": one.rule },
    element("p", {}, element("span", { class: "unseen" }, `${one.severity}: `), ...coded(sentence(one.message))),
    element("p", { class: "hint" }, sentence(one.do)),
  );
  if (one.at.endsWith(".md") && one.at.includes("/blocks/")) {
    const go = element("button", { type: "button", class: "plain" }, "Go to the words");
    go.append(element("span", { class: "unseen" }, `: ${one.message}`));
    go.addEventListener("click", () => open(one.at, one.line, one.excerpt));
    box.append(go);
    if (one.data?.delete) {
      const off = element("button", { type: "button", class: "plain" }, `Take “${one.data.delete.trim()}” off`);
      off.addEventListener("click", () => take(one));
      box.append(off);
    }
  }
  if (one.go && one.go.words !== "Go to the words") box.append(one.go.words === "About this part" ? leads(one, open) : element("a", { href: one.go.address }, one.go.words));
  return box;
}

/** Returns the button that opens "About this part" of the text that a finding is in. */
function leads(one, open) {
  const go = element("button", { type: "button", class: "plain" }, one.go.words);
  go.append(element("span", { class: "unseen" }, `: ${one.message}`));
  go.addEventListener("click", () => open(one.at, 0, "", true));
  return go;
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** Says in the heading `id`, and in the tab that leads there on a small screen, how many there are. */
export function showCount(id, word, many) {
  document.getElementById(id).textContent = many ? `${word} (${many})` : word;
  const titles = ["findings-title", "notes-title"].map((each) => document.getElementById(each).textContent);
  document.getElementById("tab-beside").textContent = titles.filter((each) => each === "Findings" || each.endsWith(")")).join(", ");
}
