// What happens behind the scenes: the scenes, what Usher decided, and the ledger.

import { $, fill, make } from "./making.js";
import { when } from "./time.js";

const LEFT_UNSAID = new Set(["due", "done"]);
const STATES = { running: "under way", stopped: "stopped", dropped: "left out" };

export function renderScenes(scenes, play) {
  fill($("scenes"), scenes, (each) => each.name, (each) => {
    const total = each.held + each.misses.length;
    const [sign, said] = each.misses.length
      ? ["✗", ` ${each.misses.length} of ${total} did not hold`] : ["✓", ` All ${total} held`];
    return make("li", {},
      make("div", { className: "row" },
        make("h3", {}, each.title),
        make("button", {
          type: "button", data: { focus: "play" }, aria: { label: `Play: ${each.title}` }, onclick: () => play(each),
        }, "Play")),
      make("p", {}, each.shows),
      make("p", { className: each.misses.length ? "result missed" : "result held" },
        make("span", { aria: { hidden: "true" } }, sign), said),
      ...each.misses.map(({ what, why }) => make("p", { className: "miss" }, `${what}. No: ${why}.`)));
  });
}

export function renderDecisions(decisions, everything, look) {
  const wanted = everything ? decisions : decisions.filter((each) => each.found);
  fill($("decisions"), wanted, (each) => each.id, (each) => decision(each, look));
  $("no-decisions").hidden = wanted.length > 0;
}

function decision(each, look) {
  return make("li", {}, make("details", {},
    make("summary", { data: { focus: "why" } },
      make("span", { className: "row" },
        make("span", {}, make("b", {}, each.who), ` in ${each.where}, ${when(each.at)}`),
        make("span", { className: each.found ? "verdict found" : "verdict" }, each.verdict)),
      make("q", { className: each.taken ? "taken" : "" },
        ...each.text.map(([piece, marked]) => (marked ? make("mark", {}, piece) : piece))),
      ...notes(each).map((note) => make("span", { className: "note" }, note)),
      each.forgotten ? make("span", { className: "gone" }, "Forgotten") : null),
    make("div", { className: "why" }, ...why(each),
      make("button", { type: "button", className: "quiet", data: { focus: "show" }, onclick: () => look(each.place) },
        `Show ${each.where}`))));
}

function notes({ taken, changed }) {
  return [taken ? "Taken away" : "", changed ? "Changed since" : ""].filter(Boolean);
}

function why({ lines: [first, ...rules], done, offered, judged, kept_until: until, forgotten }) {
  const said = done.map((each) => `${each.what} Remembered until ${when(each.until)}.`).concat(judged);
  if (forgotten === "all") said.push("Usher remembers nothing of this any more.");
  if (forgotten === "word") said.push("What was said to its author is forgotten by now.");
  if (until && !done.length) said.push(`What was found is remembered until ${when(until)}.`);
  return [
    make("p", {}, first),
    make("ul", {}, ...rules.map((each) => make("li", {}, each.replace(/^•\s*/, "")))),
    offered ? make("p", {}, "A version that would be fine: ", make("q", { className: "offered" }, offered)) : null,
    ...said.map((each) => make("p", {}, each)),
  ].filter(Boolean);
}

export function renderLedger({ stopped, due, done }) {
  const groups = [["due", "Due", due], ["done", "Done", done]];
  if (stopped.length) groups.unshift(["stopped", "Stopped: a person has to decide", stopped]);
  fill($("ledger"), groups, ([name]) => name, ([name, title, rows]) => make("section", { className: name },
    make("h3", {}, title),
    rows.length ? make("ul", { className: "rows" }, ...rows.map(row)) : make("p", { className: "empty" }, "Nothing.")));
}

function row({ at, what, state, trouble }) {
  return make("li", {},
    make("time", { dateTime: at }, when(at)),
    make("span", {}, what,
      LEFT_UNSAID.has(state) ? null : make("em", {}, ` (${STATES[state]})`),
      trouble ? make("span", { className: "trouble" }, trouble) : null));
}
