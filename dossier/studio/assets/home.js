// Home: counts words, findings and comments after the page is there, and again after each change.
import { ask, element, refresh, toldUnasked, watch } from "./studio.js";

/** Fills in what must be counted, one document after the other. */
async function count(rows = document.querySelectorAll("[data-document]")) {
  for (const row of rows) {
    if (!row.isConnected) return;
    const dossier = row.closest("[data-dossier]").dataset.dossier;
    const found = await toldUnasked(() => ask(`/api/${dossier}/${row.dataset.document}/standing`));
    if (found) fill(row, dossier, found);
  }
}

function fill(row, dossier, one) {
  const cell = (name) => row.querySelector(`[data-fill="${name}"]`);
  cell("words").replaceChildren(...words(one));
  cell("findings").replaceChildren(...findings(one, dossier));
  cell("comments").textContent = one.comments ? `${one.comments} open` : "–";
}

function words({ words, limit }) {
  if (words === null) return ["cannot be made"];
  const count = words.toLocaleString("en");
  if (limit === null) return [count];
  const left = limit - words;
  const said = left >= 0 ? `${left.toLocaleString("en")} left` : `${(-left).toLocaleString("en")} too many`;
  return [
    element("span", { class: left < 0 ? "over" : false }, said),
    element("span", { class: "quiet kind" }, `${count} of ${limit.toLocaleString("en")}`),
  ];
}

function findings({ errors, warnings }, dossier) {
  if (!errors && !warnings) return ["none"];
  const parts = [];
  if (errors) parts.push(`${errors} error${errors === 1 ? "" : "s"}`);
  if (warnings) parts.push(`${warnings} warning${warnings === 1 ? "" : "s"}`);
  return [element("a", { href: `/${dossier}/check`, class: errors ? "over" : false }, parts.join(", "))];
}

/** Returns which cell of which document this is. */
function place(cell) {
  const { dossier } = cell.closest("[data-dossier]").dataset;
  return `${dossier}/${cell.closest("[data-document]").dataset.document}/${cell.dataset.fill}`;
}

count();
watch(async () => {
  const before = [...document.querySelectorAll("[data-fill]")].map((each) => [place(each), [...each.childNodes]]);
  await refresh("#dossiers");
  const now = new Map([...document.querySelectorAll("[data-fill]")].map((each) => [place(each), each]));
  for (const [name, said] of before) now.get(name)?.replaceChildren(...said); // until it is counted anew
  count(); // what changes meanwhile is shown at once
});
