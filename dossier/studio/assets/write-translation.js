// Write: how the open text follows its original, where it is a translation.
import { ask, element, newest } from "./studio.js";
import { parted } from "./write-texts.js";

const last = newest();

/** Shows in `place` how the text at an address stands, with a link to Translations; nothing for others. */
export async function showTranslation(place, at) {
  const { dossier, path } = parted(at);
  const inFolder = /^blocks\/[a-z]{2}\//.test(path);
  const found = await last(async () => (inFolder ? ask(`/api/${dossier}/translations/state?path=${encodeURIComponent(path)}`).catch(() => ({})) : {}));
  if (!found) return;
  place.hidden = !found.words;
  if (!found.words) return;
  place.replaceChildren(element("a", { href: found.address }, found.words), found.wanted ? ` (${found.wanted})` : "");
}
