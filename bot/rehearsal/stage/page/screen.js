// The open place: SimCord's own page in a frame. Each place gets a frame of its own, so that none leaves a step in the
// browser's history.

import { $, make } from "./making.js";

const TO_A_MESSAGE = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)/;
const WENT_WRONG = /not completed|uncertain/i;
const SETTLING = 4000;
const screen = { frame: null, shown: null, left: null };

/** Show the place that SimCord serves under this secret, unless it is shown already or was just left. */
export function showPlace(capability, title, { go, say }) {
  if (!capability || capability === screen.left || capability === screen.shown) return;
  screen.frame?.remove();
  screen.frame = make("iframe", { title, src: `/channel#${capability}` });
  screen.shown = capability;
  screen.frame.addEventListener("load", ({ target }) => furnish(target, go, say));
  $("screen").replaceChildren(screen.frame);
}

/** Take the place away before the server closes it, so that it does not ask in vain. */
export function leavePlace() {
  screen.left = screen.shown;
  screen.shown = null;
  screen.frame?.remove();
  screen.frame = null;
}

/** The server did not close it after all. */
export function returnToPlace() { screen.left = null; }

function furnish(frame, go, say) {
  const { contentDocument: page, contentWindow: view } = frame;
  // A link to a message leads to that place on the stage, and not to a Discord that knows nothing of it.
  page.addEventListener("click", (event) => {
    const found = TO_A_MESSAGE.exec(event.target.closest("a")?.href ?? "");
    if (!found) return;
    event.preventDefault();
    go(found[1]);
  }, true);
  const status = page.getElementById("action-status");
  if (status) {
    const watch = () => {
      if (frame.isConnected && WENT_WRONG.test(status.textContent)) say("That did not go through. Please try it once more.");
    };
    new MutationObserver(watch).observe(status, { childList: true, characterData: true, subtree: true });
  }
  const since = performance.now();
  const settle = () => {
    if (!frame.isConnected || performance.now() - since > SETTLING) return;
    const timeline = page.getElementById("channel-timeline");
    if (view.simcordPreview?.ready && timeline) timeline.scrollTop = timeline.scrollHeight;
    else setTimeout(settle, 50);
  };
  settle();
}
