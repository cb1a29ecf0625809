// Evidence: a registry as a table that is searched as one types, sorted and filtered in the browser.
import { announce, ask, element, newest, toldUnasked, watch } from "./studio.js";
import { setUpDrop } from "./evidence_drop.js";

const place = document.getElementById("evidence");
const { dossier, registry, many } = place.dataset;
const documents = JSON.parse(place.dataset.documents);
const table = place.querySelector(".evidence-table");
const body = table.tBodies[0];
const heads = [...table.querySelectorAll("thead th")];
const columns = heads.map((head) => ({ key: head.dataset.key, label: head.textContent.trim() }));
const search = document.getElementById("search");
const kind = document.getElementById("kind");
const show = document.getElementById("show");
const sorter = document.getElementById("sort");
const more = document.getElementById("more");

const FLAGS = { due: "due for review", "without-consent": "no consent", unverified: "not seen in the source" };
const COUNTED = {
  due: (count) => `${count} due for review`,
  "without-consent": (count) => (count === 1 ? "1 person has not consented" : `${count} people have not consented`),
};
const SHOWS = {
  "": "Everything",
  due: "Due for review",
  unused: "Not used",
  "without-consent": "Without consent",
  unverified: "Not seen in the source",
};
const MOST = 200;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const state = { rows: [], printed: new Set(), run: 0, sort: "", down: false, all: false };

/** Returns small letters without accents, so that "cafe" finds "Café". */
export function folded(text) {
  const apart = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", ð: "d", þ: "th" };
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđßæœıðþ]/g, (sign) => apart[sign]);
}

const latest = newest();

async function load() {
  const found = await toldUnasked(() => latest(() => ask(`/api/${dossier}/evidence/${registry}`)));
  if (!found) return;
  state.rows = found.rows.map((row) => ({ ...row, text: folded([row.id, row.kind, row.more, ...Object.values(row.cells)].join(" ")) }));
  counts(found);
  unread(found.findings);
  kinds();
  draw();
  printed(); // what changes meanwhile is shown at once
}

/** Asks, one document after the other, which entries are printed: those may be used without being named. */
async function printed() {
  const seen = new Set();
  const run = (state.run += 1);
  for (const document of documents) {
    if (run !== state.run) return; // something changed since, and is counted anew
    try {
      const { entries } = await ask(`/api/${dossier}/evidence/content/${document}`);
      for (const [of, id] of entries) if (of === registry) seen.add(id);
    } catch {
      return; // a document that cannot be made says nothing of its entries
    }
  }
  if (seen.size !== state.printed.size || [...seen].some((id) => !state.printed.has(id))) {
    state.printed = seen;
    draw();
  }
}

const short = (id) => id.split(" ").at(-1);
const used = (row) => row.used > 0 || state.printed.has(row.id) || (registry === "recommendations" && state.printed.has(short(row.id)));

function counts({ counts: number, due }) {
  for (const link of document.querySelectorAll("[data-registry-link]")) {
    const name = link.dataset.registryLink;
    link.querySelector("[data-count]").textContent = number[name].toLocaleString("en");
    const badge = link.querySelector("[data-due]");
    const parts = ["due", "without-consent"].filter((flag) => due[name][flag]).map((flag) => COUNTED[flag](due[name][flag]));
    badge.textContent = parts.join(", ");
    badge.hidden = parts.length === 0;
  }
}

function unread(findings) {
  const box = document.getElementById("findings");
  const worst = findings.filter((each) => each.severity === "error");
  box.replaceChildren(
    ...worst.slice(0, 20).map((each) =>
      element("p", { class: "finding error" }, element("strong", {}, each.message), " ", element("span", { class: "quiet" }, each.stands), element("br"), each.hint),
    ),
  );
  box.hidden = worst.length === 0;
}

function kinds() {
  const found = [...new Set(state.rows.map((row) => row.kind).filter(Boolean))].sort(collator.compare);
  const chosen = kind.value || wanted.get("kind") || "";
  kind.replaceChildren(element("option", { value: "" }, "All kinds"), ...found.map((each) => element("option", { value: each }, each)));
  kind.value = found.includes(chosen) ? chosen : "";
  document.getElementById("kind-field").hidden = found.length < 2;
  const flags = new Set(state.rows.flatMap((row) => row.flags));
  const was = show.value || wanted.get("show") || "";
  const offered = Object.keys(SHOWS).filter((each) => ["", "unused", was].includes(each) || flags.has(each) || (each === "due" && registry === "facts") || (each === "without-consent" && registry === "people"));
  show.replaceChildren(...offered.map((each) => element("option", { value: each }, SHOWS[each])));
  show.value = was in SHOWS ? was : "";
}

function chosen() {
  const words = folded(search.value).split(/\s+/).filter(Boolean);
  const flag = show.value;
  return state.rows.filter(
    (row) =>
      words.every((word) => row.text.includes(word)) &&
      (!kind.value || row.kind === kind.value) &&
      (!flag || (flag === "unused" ? !used(row) : row.flags.includes(flag))),
  );
}

function sorted(rows) {
  const key = state.sort;
  if (!key) return rows;
  const value = (row) => (key === "used" ? String(row.used) : (row.sort[key] ?? row.cells[key] ?? ""));
  const order = (one, other) => {
    const [a, b] = [value(one), value(other)];
    if (!a || !b) return a ? -1 : b ? 1 : 0; // what says nothing stands last, either way
    return state.down ? collator.compare(b, a) : collator.compare(a, b);
  };
  return [...rows].sort(order);
}

function draw() {
  const rows = sorted(chosen());
  const seen = state.all ? rows : rows.slice(0, MOST);
  body.replaceChildren(...seen.map(line));
  table.hidden = rows.length === 0;
  more.hidden = seen.length === rows.length;
  more.textContent = `Show all ${rows.length.toLocaleString("en")}`;
  const total = state.rows.length;
  document.getElementById("shown").textContent =
    total === 0 ? `There are no ${many} yet.` : rows.length === total ? `${total.toLocaleString("en")} ${total === 1 ? place.dataset.one : many}` : `${rows.length.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  for (const head of heads) {
    if (head.dataset.key === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  remember();
}

function line(row) {
  const [first, ...rest] = columns;
  const address = `/${dossier}/evidence/${registry}/entry?id=${encodeURIComponent(row.id)}`;
  const marks = row.flags.filter((flag) => flag !== "unverified").map((flag) => element("span", { class: "flag" }, FLAGS[flag]));
  const name = row.cells[first.key] || row.id;
  const head = element("th", { scope: "row" }, element("a", { href: address }, name));
  if (registry !== "recommendations") head.append(element("span", { class: "quiet kind" }, row.id, row.from ? ` · shared, from ${row.from}` : ""));
  if (marks.length) head.append(element("span", {}, ...marks));
  const saved = wanted.get("saved") === row.id;
  return element("tr", { class: saved ? "saved" : false, "data-id": row.id }, head, ...rest.map((column) => cell(row, column)));
}

function cell(row, { key, label }) {
  if (key === "used") {
    const said = row.used ? String(row.used) : used(row) ? "in print" : "no";
    return element("td", { "data-column": label, "data-key": key, class: used(row) ? false : "quiet" }, said);
  }
  const text = row.cells[key] ?? "";
  const inner = text.length > 160 ? element("span", { class: "clamp" }, text) : text;
  return element("td", { "data-column": label, "data-key": key, class: text ? false : "nothing" }, inner);
}

function sortBy(key, toggle = true) {
  state.down = toggle && state.sort === key ? !state.down : false;
  state.sort = key;
  sorter.value = key;
  draw();
  const column = columns.find((each) => each.key === key);
  announce(column ? `Sorted by ${column.label}, ${state.down ? "descending" : "ascending"}` : "As in the file");
}

/** Keeps what is looked for in the address, so that the way back leads to it. */
function remember() {
  const kept = new URLSearchParams();
  const now = { q: search.value, kind: kind.value, show: show.value, sort: state.sort && (state.down ? `-${state.sort}` : state.sort) };
  for (const [name, value] of Object.entries(now)) if (value) kept.set(name, value);
  const query = kept.toString();
  history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}`);
}

const wanted = new URLSearchParams(location.search);
search.value = wanted.get("q") ?? "";
state.sort = (wanted.get("sort") ?? "").replace(/^-/, "");
state.down = (wanted.get("sort") ?? "").startsWith("-");
sorter.append(element("option", { value: "" }, "As in the file"), ...columns.map((each) => element("option", { value: each.key }, each.label)));
sorter.value = state.sort;
search.addEventListener("input", draw);
kind.addEventListener("change", draw);
show.addEventListener("change", draw);
sorter.addEventListener("change", () => sortBy(sorter.value, false));
for (const head of heads) head.querySelector("button").addEventListener("click", () => sortBy(head.dataset.key));
more.addEventListener("click", () => {
  state.all = true;
  draw();
});
place.querySelector("form").addEventListener("submit", (event) => event.preventDefault());

setUpDrop(place, load);
await load();
const saved = wanted.get("saved");
if (saved) {
  announce(`Saved: ${saved}`);
  [...body.rows].find((each) => each.dataset.id === saved)?.querySelector("a").focus();
}
watch(load);
