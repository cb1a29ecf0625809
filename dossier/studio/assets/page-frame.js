// The frame in which the page is shown: its body is replaced by message, and it says what is clicked.
(() => {
  const FOUND = "h2, h3, h4, h5, h6, p, li, th, td, figure";
  const ours = document.createElement("style");
  ours.textContent = `
    [id^="block-"] :is(h2, h3, h4, h5, h6, p, li, td, th, figure), .endnote { cursor: text; }
    [id^="block-"]:hover { box-shadow: -3px 0 0 #b9cbdb; }
    [id^="block-"].chosen { box-shadow: -3px 0 0 #14466b; background: #eef4f9; }`;
  const say = (message) => parent.postMessage(message, "*");

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

  function show({ html, number }) {
    const made = new DOMParser().parseFromString(html, "text/html");
    const chosen = document.querySelector(".chosen")?.id;
    document.documentElement.lang = made.documentElement.lang;
    document.title = made.title;
    const style = [...made.querySelectorAll("head style")].map((each) => each.textContent).join("\n");
    let held = document.querySelector("style.page");
    if (!held) {
      held = document.createElement("style");
      held.className = "page";
      document.head.append(held, ours);
    }
    if (held.textContent !== style) held.textContent = style;
    become(document.body, document.adoptNode(made.body));
    if (chosen) document.getElementById(chosen)?.classList.add("chosen");
    say({ type: "shown", number });
  }

  function choose({ block, into }) {
    document.querySelectorAll(".chosen").forEach((each) => each.classList.remove("chosen"));
    const found = document.getElementById(`block-${block}`);
    if (!found) return;
    found.classList.add("chosen");
    const { top, bottom } = found.getBoundingClientRect();
    if (into && (bottom < 40 || top > innerHeight - 40)) found.scrollIntoView({ block: "center" });
  }

  addEventListener("message", (event) => {
    if (event.source !== parent) return;
    if (event.data.type === "hello") say({ type: "ready" });
    if (event.data.type === "page") show(event.data);
    if (event.data.type === "choose") choose(event.data);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
    if (link && getSelection().isCollapsed && link.matches(".call, .reference, .marker, nav a, .skip, .number")) return;
    if (!getSelection().isCollapsed) return;
    const note = event.target.closest("[id^='note-']");
    if (note) return say({ type: "clicked", note: Number(note.id.slice(5)) });
    const block = event.target.closest("[id^='block-']");
    if (!block) return;
    const all = [...block.querySelectorAll(FOUND)];
    say({ type: "clicked", block: block.id.slice(6), at: all.indexOf(event.target.closest(FOUND)), of: all.length });
  });
  say({ type: "ready" });
})();
