// The PDF beside the page: built in the background, with what it is at, and shown page by page.
import { ask, element, told } from "./studio.js";

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Builds the PDF and shows it in `place`; a newer call ends this one. */
export function pdfView(place, { dossier, document: name }) {
  let running = null; // the job that is waited for: its number once there is one, and whether it is to stop

  /** Stops the job; one that the studio does not know yet is stopped as soon as it does. */
  function halt() {
    if (!running) return;
    running.stopped = true;
    if (running.id) ask(`/api/builds/${running.id}/stop`, {}).catch(() => {});
  }

  async function show(unsaved) {
    halt();
    const mine = { id: 0, stopped: false };
    running = mine;
    const stop = element("button", { type: "button", class: "quiet" }, "Stop");
    const doing = element("p", { role: "status" }, "The PDF is being made …");
    const card = element("div", { class: "card" }, doing, element("progress", { "aria-label": "The PDF is being made" }), stop);
    place.replaceChildren(card);
    stop.addEventListener("click", halt);
    await told(async () => {
      const { id } = await ask(`/api/${dossier}/${name}/pdf`, {});
      mine.id = id;
      let job = await (mine.stopped ? ask(`/api/builds/${id}/stop`, {}) : ask(`/api/builds/${id}`));
      while (mine === running && ["waiting", "building"].includes(job.state)) {
        await pause(250);
        job = await ask(`/api/builds/${id}`);
        if (job.doing) doing.textContent = `The PDF is being made: ${job.doing}`;
      }
      if (mine !== running) return;
      if (job.state !== "done") return say(job.state === "stopped" ? "It was stopped." : `It could not be made: ${job.error}`);
      const made = await ask(`/api/${dossier}/pdf/${job.id}/pages`);
      if (mine === running) made.pages ? pages(job.id, made.pages, unsaved) : say("It could not be made: see the findings.", made.findings);
    });
  }

  function say(words, findings = []) {
    const again = element("button", { type: "button" }, "Make it again");
    again.addEventListener("click", () => show(false));
    const said = findings.filter((each) => each.severity === "error").map((each) => element("p", { class: "finding error" }, each.message));
    place.replaceChildren(element("div", { class: "card" }, element("p", {}, words), ...said, again));
  }

  function pages(job, count, unsaved) {
    const at = place.scrollTop;
    const drawn = Array.from({ length: count }, (_, page) =>
      element("img", { src: `/api/${dossier}/pdf/${job}/pages/${page + 1}.png`, alt: `Page ${page + 1} of ${count}`, width: 900, height: 1273, loading: "lazy" }));
    const open = element("a", { href: `/api/${dossier}/pdf/${job}/whole.pdf`, target: "_blank", rel: "noopener" }, "Open the PDF in a tab of its own");
    place.replaceChildren(element("p", { class: "row" }, open, unsaved ? element("span", { class: "quiet" }, "What is not saved yet is not in it.") : ""), ...drawn);
    place.scrollTop = at;
  }

  return {
    show,
    hide: () => {
      halt();
      running = null;
    },
  };
}
