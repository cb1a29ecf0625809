// The frame in which the page is shown: its body is replaced by message, and it says what is chosen.
//
// Everything that a click opens can be reached by key. Tab leads to one place of the page, the arrow
// keys to the next and the one before, Enter opens its text; links can be reached from their own place.
(() => {
  const FOUND = "h2, h3, h4, h5, h6, p, li, th, td, figure";
  const NOTE = "[id^='note-']";
  const LINKS = "a[href]";
  const ours = document.createElement("style");
  ours.textContent = `
    [id^="block-"] :is(h2, h3, h4, h5, h6, p, li, td, th, figure), .endnote { cursor: text; }
    [id^="block-"]:hover { box-shadow: -3px 0 0 #b9cbdb; }
    [id^="block-"].chosen { box-shadow: -3px 0 0 #14466b; background: #eef4f9; }
    [data-place]:focus { outline: 3px solid #14466b; outline-offset: 2px; border-radius: 2px; }
    ::highlight(remarks) { background: #fdf0c4; color: #1a1a1a; }
    #how-to-open { display: none; }`;
  const say = (message) => parent.postMessage(message, "*");
  let remarks = [];

  /** Makes `old` look like `made`; what is the same stays, so that nothing jumps. */
  function become(old, made) {
    if (old.isEqualNode(made)) return;
    const same = old.nodeType === 1 && made.nodeType === 1 && old.tagName === made.tagName;
    if (!same || old.children.length !== made.children.length || !old.children.length || words(old) !== words(made)) {
      old.replaceWith(made);
      return;
    }
    for (const { name } of [...old.attributes]) if (!made.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const pairs = [...old.children].map((each, at) => [each, made.children[at]]);
    for (const [one, other] of pairs) become(one, other);
  }

  /** The words that stand in an element itself, between its children. */
  const words = (node) => [...node.childNodes].filter((each) => each.nodeType === 3).map((each) => each.data.trim()).join("\0");

  // ---- Places: what can be opened

  /** Returns the places below `body`, in their order: what has words of its own, pictures, notes. */
  function placesIn(body) {
    const found = new Set();
    for (const block of body.querySelectorAll("[id^='block-']")) {
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const home = texts.currentNode.data.trim() && texts.currentNode.parentElement.closest(FOUND);
        if (home && block.contains(home) && !home.closest(NOTE)) found.add(home);
      }
      for (const figure of block.querySelectorAll("figure")) found.add(figure);
    }
    return [...body.querySelectorAll(`${NOTE}, [id^='block-'] :is(${FOUND})`)].filter((each) => found.has(each) || each.matches(NOTE));
  }

  /** Returns what a place is called for as long as its block has as many elements as now. */
  function nameOf(place) {
    if (place.matches(NOTE)) return place.id;
    const block = place.closest("[id^='block-']");
    return `${block.id} ${[...block.querySelectorAll(FOUND)].indexOf(place)}`;
  }

  /** Lets keys reach the places of a page that is not shown yet; Tab leads to the one called `name`. */
  function prepare(body, name) {
    const places = placesIn(body);
    for (const link of body.querySelectorAll(LINKS)) link.tabIndex = -1;
    for (const each of places) {
      each.tabIndex = -1;
      each.dataset.place = "";
      each.setAttribute("aria-describedby", "how-to-open");
      each.setAttribute("aria-keyshortcuts", "Enter");
    }
    const first = (name && places.find((each) => nameOf(each) === name)) || places[0];
    if (first) stop(first, 0);
    const hint = document.createElement("p");
    hint.id = "how-to-open";
    hint.textContent = "Enter opens the text, the arrow keys lead on.";
    body.append(hint);
  }

  /** Lets Tab stop at a place and at its links, or not (-1). */
  function stop(place, index) {
    place.tabIndex = index;
    for (const link of place.querySelectorAll(LINKS)) if (link.closest("[data-place]") === place) link.tabIndex = index;
  }

  const here = () => document.querySelector("[data-place][tabindex='0']");

  function goTo(place, focus = true) {
    if (!place) return;
    const old = here();
    if (old) stop(old, -1);
    stop(place, 0);
    if (focus) place.focus();
  }

  /** Says that a place is to be opened. */
  function open(place) {
    if (place.matches("[data-place]")) goTo(place, false);
    if (place.matches(NOTE)) return say({ type: "clicked", note: Number(place.id.slice(5)) });
    const block = place.closest("[id^='block-']");
    const all = [...block.querySelectorAll(FOUND)];
    say({ type: "clicked", block: block.id.slice(6), at: all.indexOf(place), of: all.length });
  }

  document.addEventListener("keydown", (event) => {
    const place = event.target.closest("[data-place]");
    if (!place || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" && event.target === place) open(place);
    else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      const all = [...document.querySelectorAll("[data-place]")];
      const at = all.indexOf(place);
      goTo(all[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]]);
    } else return;
    event.preventDefault();
  });

  // ---- The page

  function show({ html, number }) {
    const made = new DOMParser().parseFromString(html, "text/html");
    const chosen = document.querySelector(".chosen")?.id;
    const old = here();
    const held = old && nameOf(old);
    const focused = old && document.activeElement === old;
    document.documentElement.lang = made.documentElement.lang;
    document.title = made.title;
    const style = [...made.querySelectorAll("head style")].map((each) => each.textContent).join("\n");
    let sheet = document.querySelector("style.page");
    if (!sheet) {
      sheet = document.createElement("style");
      sheet.className = "page";
      document.head.append(sheet, ours);
    }
    if (sheet.textContent !== style) sheet.textContent = style;
    prepare(made.body, held);
    become(document.body, document.adoptNode(made.body));
    if (chosen) document.getElementById(chosen)?.classList.add("chosen");
    if (focused && document.activeElement !== here()) here()?.focus();
    highlight();
    say({ type: "shown", number });
  }

  function choose({ block, into, element = -1 }) {
    document.querySelectorAll(".chosen").forEach((each) => each.classList.remove("chosen"));
    const found = document.getElementById(`block-${block}`);
    if (!found) return;
    found.classList.add("chosen");
    if (!found.contains(here())) goTo(found.querySelector("[data-place]"), false);
    const inner = found.querySelectorAll(FOUND)[element] ?? found;
    if (into) reveal(inner);
  }

  /** Brings an element into view, in the middle where it fits. */
  function reveal(element) {
    const { top, bottom, height } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: height < innerHeight ? "center" : "start" });
  }

  /** Moves the page to a section, by its id or its title. */
  function toSection({ section, title }) {
    const named = [...document.querySelectorAll("h2, h3")].find((each) => each.textContent.trim().endsWith(title));
    (document.getElementById(`section-${section}`) ?? named)?.scrollIntoView({ block: "start" });
  }

  /** Marks the words that readers remarked on; nothing is put into the page for that. */
  function highlight() {
    const ranges = remarks.map(({ block, words: said }) => rangeOf(document.getElementById(`block-${block}`), said));
    CSS.highlights?.set("remarks", new Highlight(...ranges.filter(Boolean)));
  }

  /** Returns where `said` stands in an element, whose calls of notes are not words. */
  function rangeOf(place, said) {
    const wanted = said.split(/\s+/).filter(Boolean).join(" ");
    if (!place || !wanted) return null;
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, (each) => (each.parentElement.closest(".call") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    let all = "";
    const letters = []; // the node and the offset of each letter of `all`
    while (texts.nextNode()) {
      const { data } = texts.currentNode;
      for (let at = 0; at < data.length; at++) {
        const letter = /\s/.test(data[at]) ? " " : data[at];
        if (letter === " " && all.endsWith(" ")) continue;
        all += letter;
        letters.push([texts.currentNode, at]);
      }
    }
    const found = all.indexOf(wanted);
    if (found < 0) return null;
    const range = new Range();
    range.setStart(...letters[found]);
    const [last, at] = letters[found + wanted.length - 1];
    range.setEnd(last, at + 1);
    return range;
  }

  addEventListener("message", (event) => {
    if (event.source !== parent) return;
    if (event.data.type === "hello") say({ type: "ready" });
    if (event.data.type === "page") show(event.data);
    if (event.data.type === "choose") choose(event.data);
    if (event.data.type === "section") toSection(event.data);
    if (event.data.type === "focus") here()?.focus();
    if (event.data.type === "remarks") {
      remarks = event.data.places;
      highlight();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINKS);
    if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
    if (link && getSelection().isCollapsed && link.matches(".call, .reference, .marker, nav a, .skip, .number")) return;
    if (!getSelection().isCollapsed) return;
    const place = event.target.closest(NOTE) || event.target.closest(`[id^='block-'] :is(${FOUND})`);
    const block = event.target.closest("[id^='block-']");
    if (place) open(place);
    else if (block) say({ type: "clicked", block: block.id.slice(6), at: -1, of: block.querySelectorAll(FOUND).length });
  });
  say({ type: "ready" });
})();
