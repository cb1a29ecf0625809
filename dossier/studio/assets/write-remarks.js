// What readers wrote about the text, as threads beside it: they are answered and settled here.
import { ask, element, told, turns } from "./studio.js";
import { keepSignature, signature } from "./signature.js";
import { drawItem } from "./take_back_items.js";

/**
 * Returns what shows threads in `place`. `does` has `open(at, line, words)`, `before()`, which
 * saves what is typed, and `changed(threads)`, which is told what is open after an answer.
 */
export function remarksIn(place, { dossier, author }, does) {
  let drawn = "";
  let last = null;
  let name = author;
  const inTurn = turns();

  /** Draws `threads`; those on the block whose text is open come first. */
  function show(threads, { settled = 0, page, outline, current }) {
    last = [threads, { settled, page, outline, current }];
    const state = JSON.stringify([threads, settled, current, Object.keys(page.blocks)]);
    if (state === drawn || typing()) return; // a box in which somebody types is not drawn anew
    drawn = state;
    const kept = document.activeElement?.closest?.("[data-key]")?.dataset.key;
    const inside = place.contains(document.activeElement);
    const titles = new Map(outline.sections.flatMap((each) => each.blocks.map((one) => [one.id, one.title])));
    const order = Object.keys(page.blocks);
    const rank = (each) => (order.indexOf(each.block) + 1 || order.length + 1);
    const sorted = [...threads].sort((one, other) => rank(one) - rank(other));
    const here = (each) => Boolean(current) && page.blocks[each.block]?.at === current;
    const [mine, others] = [sorted.filter(here), sorted.filter((each) => !here(each))];
    const cards = (many) => many.map((each) => drawItem("thread", { ...each, title: titles.get(each.block) ?? (each.block ? each.title : "The whole document") }, acts(threads, page), { files: [] }));
    place.replaceChildren(
      ...(mine.length ? [element("h4", {}, "On this part"), ...cards(mine)] : []),
      ...(mine.length && others.length ? [element("h4", {}, "On other parts")] : []),
      ...cards(others),
      ...(threads.length ? [] : [element("p", { class: "quiet" }, "There are no open remarks.")]),
      ...(settled ? [element("p", { class: "quiet" }, `${settled} settled`)] : []),
    );
    if (!inside) return;
    const next = (kept && place.querySelector(`[data-key="${CSS.escape(kept)}"]`)) || place.querySelector("button");
    (next || document.getElementById("notes-title")).focus({ preventScroll: true });
  }

  const typing = () => place.contains(document.activeElement) && document.activeElement.matches("textarea, input");

  const acts = (threads, page) => ({
    by: () => signature(name),
    keepName(given) {
      name = given;
      keepSignature(given);
    },
    goTo(id) {
      const one = threads.find((each) => each.id === id);
      const home = page.blocks[one?.block];
      if (home?.at) does.open(home.at, home.line, one.old || one.quoted);
    },
    thread: (what) => inTurn(async () => {
      await does.before();
      const found = await told(() => ask(`/api/${dossier}/take-back/threads`, { by: signature(name), ...what }));
      if (!found) return false;
      does.changed(found.threads);
      return true;
    }),
  });

  // What has the focus may only be making place for the next thing to fill in: see where it is then.
  place.addEventListener("focusout", () => {
    setTimeout(() => {
      if (last && !place.contains(document.activeElement)) show(...last);
    });
  });
  return { show };
}
