// Downloads: files are built, searched for what their readers may not read, and then handed out.
import { announce, ask, element } from "./studio.js";
import { onOpen, onSend, sentence } from "./dialog.js";

const readers = { public: "the public", un: "the UN", partners: "partners", internal: "we ourselves" };
const pause = (time) => new Promise((done) => setTimeout(done, time));
const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

let chosen = { dossier: "", documents: [] };
let running = null; // the job of this dialog: its number once there is one, and whether it is to stop

const dialog = onOpen("download", (dialog, button) => {
  const section = button.closest("[data-dossier]");
  const row = button.closest("[data-document]");
  chosen = { dossier: section.dataset.dossier, documents: row ? [row.dataset.document] : [] };
  const title = (row ? row.querySelector("th a") : section.querySelector("h2")).textContent;
  dialog.querySelector("[data-what]").textContent = row ? title : `All documents of “${title}”`;
  dialog.querySelector("select").value = button.dataset.audience;
  shown.replaceChildren();
});
const form = dialog.querySelector("form");
const shown = dialog.querySelector("[data-shown]");
const stop = dialog.querySelector("[data-stop]");

form.addEventListener("change", () => leave());
dialog.addEventListener("close", () => leave());
stop.addEventListener("click", () => halt());

/** Stops the job; one that the studio does not know yet is stopped as soon as it does. */
function halt() {
  if (!running) return;
  running.stopped = true;
  if (running.id) ask(`/api/builds/${running.id}/stop`, {}).catch(() => {});
}

/** Stops the job and shows nothing of it: something else is chosen now. */
function leave() {
  halt();
  running = null;
  stop.hidden = true;
  shown.replaceChildren();
}

onSend(dialog, async () => {
  const formats = [...form.querySelectorAll("[name=format]:checked")].map((each) => each.value);
  if (!formats.length) {
    shown.replaceChildren(element("p", { class: "finding error" }, "Choose at least one kind of file."));
    return;
  }
  const doing = element("p", { role: "status" }, "Getting ready …");
  shown.replaceChildren(doing, element("progress", { "aria-label": "Building" }));
  stop.hidden = false;
  const mine = { id: 0, stopped: false };
  running = mine;
  try {
    let job = await ask(`/api/${chosen.dossier}/builds`, { ...chosen, formats, audience: form.elements.audience.value });
    mine.id = job.id;
    if (mine.stopped) job = await ask(`/api/builds/${job.id}/stop`, {});
    while (job.state === "waiting" || job.state === "building") {
      await pause(250);
      job = await ask(`/api/builds/${job.id}`);
      doing.textContent = job.doing ? `Making ${job.doing} …` : "Getting ready …";
    }
    if (mine !== running) return;
    shown.replaceChildren(...result(job));
    shown.focus();
    announce(shown.textContent.slice(0, 300));
  } catch (error) {
    if (mine === running) shown.replaceChildren(element("p", { class: "finding error" }, element("strong", {}, error.message), ` ${error.hint ?? ""}`));
  } finally {
    if (mine === running) stop.hidden = true;
    if (mine === running) running = null;
  }
});

/** Returns what came of a job: the search first, then the files, then what else was found. */
function result(job) {
  if (job.state === "stopped") return [element("p", {}, "Stopped. Nothing was changed.")];
  if (job.state === "failed") return [element("p", { class: "finding error" }, `It could not be built: ${job.error}.`)];
  const parts = [];
  if (job.left_out.length) parts.push(element("p", { class: "finding" }, `Left out, since ${readers[job.order.audience]} may not read ${job.left_out.length === 1 ? "it" : "them"}: ${job.left_out.join(", ")}.`));
  if (job.files.length) parts.push(...searched(job));
  else if (!job.findings.length) parts.push(element("p", {}, "There is nothing to download for these readers."));
  if (job.files.length && job.safe) parts.push(...unfinished(job), ...links(job));
  const grave = job.findings.filter((each) => each.severity === "error");
  const light = job.findings.filter((each) => each.severity !== "error");
  parts.push(...grave.map(finding));
  if (light.length) parts.push(element("details", {}, element("summary", {}, `${light.length} warning${light.length === 1 ? "" : "s"}`), element("div", {}, ...light.map(finding))));
  return parts;
}

/** Returns what the search of the files found. */
function searched(job) {
  const who = readers[job.order.audience];
  if (!job.safe) {
    const found = job.found.filter((each) => each.severity === "error");
    return [element("p", { class: "finding error" }, element("strong", {}, `These files hold what ${who} may not read, and cannot be downloaded for them.`)), ...found.map(finding)];
  }
  const count = (what) => job.looked_for.reduce((sum, each) => sum + each[what], 0);
  const names = count("names");
  const phrases = count("phrases");
  const said = names || phrases ? `Searched for ${names} name${names === 1 ? "" : "s"} and ${phrases} phrase${phrases === 1 ? "" : "s"} that ${who} may not read: none is in these files.` : `Nothing in this dossier is kept from ${who}.`;
  const doubts = job.found.filter((each) => each.severity !== "error");
  return [element("p", { class: "finding good" }, said), ...doubts.map(finding)];
}

/** Says how much of the skeleton is left, and how many notes say that nobody saw their source. */
function unfinished({ unfinished: { placeholders, doubted_notes: notes, doubts }, order }) {
  const check = element("a", { href: `/${order.dossier}/check` }, "Check shows where");
  const sources = element("a", { href: `/${order.dossier}/evidence/sources` }, "Evidence, Sources");
  const parts = [];
  if (placeholders) parts.push(element("p", { class: "finding" }, element("strong", {}, `${placeholders} ${placeholders === 1 ? "place still says" : "places still say"} what the new dossier said, not what you write. `), check, "."));
  if (notes) parts.push(element("p", { class: "finding" }, element("strong", {}, `${notes} ${notes === 1 ? "note says" : "notes say"} “${doubts.join("” or “")}” in yellow. `), "It goes when somebody has seen the words in the source and says so under ", sources, ", “Seen in the source”."));
  return parts;
}

function links(job) {
  const address = (name) => `/api/builds/${job.id}/files/${encodeURIComponent(name)}`;
  const line = (each) => element("li", {}, element("a", { href: address(each.name), download: each.saved_as, class: "button" }, each.saved_as), element("span", { class: "quiet" }, [each.pages ? `${each.pages} page${each.pages === 1 ? "" : "s"}` : "", size(each.size)].filter(Boolean).join(", ")));
  const all = element("p", {}, element("a", { href: `/api/builds/${job.id}/all.zip`, download: `${job.order.dossier}.zip`, class: "button quiet" }, "All of these in one zip"));
  return [element("ul", { class: "files" }, ...job.files.map(line)), ...(job.files.length > 1 ? [all] : [])];
}

function finding(each) {
  const place = each.go ? element("a", { href: each.go.address }, each.go.words) : element("span", { class: "quiet" }, each.stands);
  return element("p", { class: `finding ${each.severity}` }, element("strong", {}, sentence(each.message)), " ", element("br"), sentence(each.hint), " ", place);
}
