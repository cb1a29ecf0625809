// What can be put into a text: offered as one types `@`, `{`, `#` or `![`, and in a box by its words.
import { ask, element, told } from "./studio.js";

/** What is offered, by what the boxes call it. */
const SORTS = [
  ["", "Anything"],
  ["source", "Source, as a note"],
  ["fact", "Figure"],
  ["person", "Person"],
  ["organisation", "Organisation"],
  ["incident", "Incident"],
  ["treaty,law,article", "Treaty, law or article"],
  ["recommendation", "Recommendation of an earlier review"],
  ["section,paragraph,own recommendation,note", "Place in this document"],
  ["picture,drawing", "Picture"],
  ["block", "Text of another part"],
];
const CALLED = { source: "source", fact: "figure", person: "person", organisation: "organisation", incident: "incident", treaty: "treaty", law: "law", recommendation: "earlier recommendation", section: "section", paragraph: "paragraph", "own recommendation": "recommendation", note: "note", picture: "picture", drawing: "drawn picture", block: "other part", provision: "provision", "bare provision": "provision", "full provision": "provision", quotation: "quotation", "treaty name": "name", "treaty act": "treaty", "law note": "note", "recommendation form": "prints", article: "article of a treaty" };
/** How one treaty or law is put in, by what can be put in of it. */
const WAYS = {
  treaty: [
    ["provision,treaty", "In a sentence: article 22 of the …"],
    ["bare provision,treaty name", "In a list or heading: short, without “of the”"],
    ["full provision,treaty name", "With the whole title, without the acronym"],
    ["quotation", "Its words, as a quotation"],
    ["treaty act", "What the State did: dates, reservation, a table"],
  ],
  law: [
    ["provision,law", "In a sentence: article 402 of the …"],
    ["bare provision", "In a list or heading: short, without “of the”"],
    ["law note", "As a note that cites it"],
  ],
  recommendation: [["recommendation form", "What prints of it: its number, its words, the State’s position"]],
};
const IN_BRACES = "fact,person,organisation,incident,treaty,law,article,recommendation,drawing,block,section,paragraph,own recommendation,note";
const PREFIX = { fact: "fact", person: "person", org: "organisation", incident: "incident", treaty: "treaty", quote: "treaty", law: "law", upr: "recommendation", picture: "drawing", block: "block", section: "section", paragraph: "paragraph", note: "note" };
const REFERENCES = "section,paragraph,own recommendation,note";

/** What may be typed so far, which sorts are then offered, and where what is offered begins. */
const OPENINGS = [
  { begin: /\[?@([\w:.#$%&+?<>~/-]*)$/, sorts: () => "source" },
  { begin: /\{(treaty|law):([^\s{}]+)\s+([^{}\n]*)$/i, of: ([, kind, id]) => ({ kind: kind.toLowerCase(), id }), words: (found) => found[3] },
  { begin: /\{(quote):([^\s{}]+)\s+([^{}\n]*)$/i, of: ([, , id]) => ({ kind: "treaty", id, sorts: "quotation" }), words: (found) => found[3] },
  { begin: /\{(upr):((?:\S+ )?[\d.]+)\s+([^\s{}]*)$/i, of: ([, , id]) => ({ kind: "recommendation", id }), words: (found) => found[3] },
  { begin: /\{([A-Za-z]*)(:?)([^{}\n]*)$/, sorts: ([, kind, colon]) => (colon && PREFIX[kind.toLowerCase()]) || IN_BRACES, words: ([, kind, colon, rest]) => (colon ? rest : kind) },
  { begin: /!\[([^\]\n]*)$/, sorts: () => "picture" },
  { begin: /(?:\]\(|(?:^|[\s([]))#([\w:-]*)$/, sorts: () => REFERENCES, words: ([, said]) => said.replace(/^\w*:/, "") },
];

/** Returns the completion of an editor: below `address` of a document what fits is asked for. */
export function completion(address) {
  return async ({ before, text, position, signal }) => {
    for (const each of OPENINGS) {
      const found = before.match(each.begin);
      if (!found || /\\$/.test(before.slice(0, found.index))) continue;
      const words = each.words ? each.words(found) : found[1];
      const asked = each.of ? ["provisions", { ...each.of(found), words: words.replace(/["“”]/g, " ") }] : ["insertable", { sorts: each.sorts(found), words }];
      const options = await ask(`${address}/${asked[0]}?${new URLSearchParams(asked[1])}`, undefined, { signal });
      return made(options, found, { text, position, before });
    }
    return null;
  };
}

/** Returns what is offered, so that it takes the place of what was typed and of what was closed. */
function made(options, found, { text, position, before }) {
  const typed = found[0].startsWith("](") ? found[0].slice(2) : found[0].replace(/^[\s([](?=#)/, "");
  const from = position - typed.length;
  const inList = /\[[^\]\n]*@[^\]\n]*;\s*@[^;\]\n]*$/.test(before);
  const inLink = found[0].startsWith("](");
  const after = text.slice(position, position + 1);
  const closes = { "{": "}", "[": "]", "!": "]" }[typed[0]] === after;
  return {
    from,
    to: position + (closes ? 1 : 0),
    filter: false,
    options: options.map((each) => ({
      label: each.label,
      detail: `${CALLED[each.sort]} · ${each.detail}`,
      apply: inLink ? each.text.match(/\((.*)\)$/)?.[1] || each.text : inList ? `@${each.id}` : each.text,
    })),
  };
}

/** Opens the box "Insert …"; `insert(words)` puts in what is chosen. */
export function openInsert(address, insert) {
  const part = (name) => document.getElementById(`insert-${name}`);
  const [box, words, sort, list, back] = ["box", "words", "sort", "found", "back"].map(part);
  let within = null; // the treaty or law of which something is chosen
  let asked = 0;
  let active = null; // the choice that Enter takes

  const choose = (one) => {
    if (!within && one.sort in WAYS) return begin(one);
    box.close();
    insert(one.text);
  };
  const search = async () => {
    const number = ++asked;
    const [what, of] = within ? ["provisions", { kind: within.sort, id: within.id }] : ["insertable", {}];
    const found = await told(() => ask(`${address}/${what}?${new URLSearchParams({ ...of, sorts: sort.value, words: words.value })}`));
    if (!found || number !== asked) return;
    const nothing = within?.sort === "recommendation" ? "Nothing of it has these words." : within ? "Nothing has these words. An article can be typed by its number: 22(1), or 2(3) and 6." : "Nothing has these words.";
    part("count").textContent = found.length ? `${found.length}${found.length === (within ? 200 : 40) ? " or more" : ""} found` : nothing;
    list.replaceChildren(...found.map((each, at) => item(each, at, choose)));
    words.setAttribute("aria-expanded", String(found.length > 0));
    activate(list.firstElementChild);
  };
  /** Marks a choice as the one that Enter takes; the cursor stays where one types. */
  const activate = (one) => {
    active?.setAttribute("aria-selected", "false");
    active = one;
    one?.setAttribute("aria-selected", "true");
    if (one) words.setAttribute("aria-activedescendant", one.id);
    else words.removeAttribute("aria-activedescendant");
    one?.scrollIntoView({ block: "nearest" });
  };
  /** Shows what there is, or what there is of `one`. */
  const begin = (one) => {
    within = one;
    part("title").textContent = one ? `Insert: ${one.label}` : "Insert";
    part("label").textContent = { recommendation: "Words of it", undefined: "Words in its name" }[one?.sort] ?? "Article, or words of it";
    part("kind").textContent = one ? "How" : "What";
    sort.replaceChildren(...(one ? WAYS[one.sort] : SORTS).map(([value, name]) => element("option", { value }, name)));
    back.hidden = !one;
    words.value = "";
    list.replaceChildren();
    activate(null);
    words.focus();
    search();
  };

  words.oninput = search;
  sort.onchange = search;
  back.onclick = () => begin(null);
  words.onkeydown = (event) => {
    const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!way && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") active?.click();
    else if (active?.[way]) activate(active[way]);
  };
  box.showModal();
  begin(null);
}

function item(one, at, choose) {
  const about = [CALLED[one.sort], one.detail, one.sort === "recommendation form" ? "" : one.id].filter(Boolean).join(" · ");
  const made = element("li", { id: `insert-choice-${at}`, role: "option", "aria-selected": "false" }, one.label, element("span", { class: "what" }, about));
  made.addEventListener("click", () => choose(one));
  return made;
}
