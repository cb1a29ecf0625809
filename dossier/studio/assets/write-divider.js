// The divider between the page and the text: dragged, or moved by keys; its place is remembered.

const KEY = "page-share";
const [LEAST, MOST, USUAL, STEP] = [15, 85, 54, 5];

/** Lets `divider` share the height of `home` between the page above it and the text below. */
export function setUpDivider(divider, home) {
  let share = remembered();
  const show = () => {
    home.style.setProperty("--page-share", share);
    divider.setAttribute("aria-valuenow", String(share));
  };
  const become = (wanted) => {
    share = Math.round(Math.min(MOST, Math.max(LEAST, wanted)));
    show();
    try {
      localStorage.setItem(KEY, String(share));
    } catch {
      // It holds for this page alone.
    }
  };
  divider.addEventListener("keydown", (event) => {
    const wanted = { ArrowUp: share - STEP, ArrowDown: share + STEP, Home: LEAST, End: MOST, Enter: USUAL }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    become(wanted);
  });
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    home.classList.add("dragging"); // the frame would keep the moves above it to itself
    event.preventDefault();
    divider.focus();
  });
  for (const each of ["pointerup", "pointercancel"]) divider.addEventListener(each, () => home.classList.remove("dragging"));
  divider.addEventListener("pointermove", (event) => {
    if (!home.classList.contains("dragging")) return;
    const { top, height } = home.getBoundingClientRect();
    become((100 * (event.clientY - top)) / height);
  });
  divider.addEventListener("dblclick", () => become(USUAL));
  show();
}

function remembered() {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return kept >= LEAST && kept <= MOST ? kept : USUAL;
  } catch {
    return USUAL;
  }
}
