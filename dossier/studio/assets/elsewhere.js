// Tells on every page what another program changed in the project.
import { ask, element, watch } from "./studio.js";

let last = "";
const box = element("div", { class: "elsewhere", role: "status" });

async function look() {
  const found = await ask(`/api/studio/elsewhere/news?since=${last}`).catch(() => null);
  if (!found) return;
  last = found.last;
  for (const each of found.changes) tell(each);
}

function tell({ step, dossier, files }) {
  const close = element("button", { type: "button", class: "plain" }, "Close");
  const link = element("a", { href: `/${dossier}/history#step-${step}` }, "See what changed");
  const notice = element("p", {}, element("strong", {}, files.join(", ")), " was changed in another program. ", link, " ", close);
  close.addEventListener("click", () => notice.remove());
  for (const old of [...box.children].slice(0, -1)) old.remove();
  box.append(notice);
}

await look();
document.body.append(box); // from here on it tells what changes
watch(look);
