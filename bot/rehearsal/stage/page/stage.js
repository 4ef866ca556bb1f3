// The stage's page: shows the state that the server sends, and sends what somebody presses.

import { renderDecisions, renderLedger, renderScenes } from "./lists.js";
import { $, fill, make } from "./making.js";
import { show } from "./parts.js";
import { leavePlace, returnToPlace, showPlace } from "./screen.js";
import { date, hour, now, tell, today, useZone, when } from "./time.js";

const ROLES = [["fan", "Fans"], ["team", "Team"], ["moderator", "Moderators"], ["manager", "Managers"], ["admin", "Admins"]];
const SIGNS = { channel: "#", thread: "↳", direct: "@" };
const NARROW = window.matchMedia("(max-width: 1240px)");
const SAID_FOR = 6000;

let state = null;
let waiting = 0;
let silence = 0;

// ---- showing --------------------------------------------------------------------------------------------------------

function render() {
  if (!state) return;
  $("server").textContent = state.server;
  document.title = `${state.server}: the stage`;
  renderPeople();
  renderPlaces();
  renderScenes(state.scenes, play);
  renderDecisions(state.decisions, $("all").checked, look);
  renderLedger(state.ledger);
  const [next] = state.ledger.due;
  $("next").disabled = !next;
  $("next").title = next ? `${next.what}, ${when(next.at)}` : "Nothing is due";
  if (state.trouble) say(state.trouble);
}

function renderPeople() {
  const print = JSON.stringify(state.people);
  if ($("me").print !== print) {
    $("me").print = print;
    $("me").replaceChildren(...ROLES.map(([role, label]) => make("optgroup", { label },
      ...state.people.filter((each) => each.role === role).map((each) => make("option", { value: each.key }, each.name)))));
    $("fan-locale").replaceChildren(...state.languages.map(({ tag, name }) =>
      make("option", { value: tag, defaultSelected: tag === "en-GB", selected: tag === "en-GB" }, name)));
  }
  $("me").value = state.me;
  const { about, language, direct_messages: direct } = person(state.me);
  const closed = direct === "closed" ? "no direct messages" : "";
  const reads = language === "English" ? "" : `Discord in ${language}`;
  $("about").textContent = [about, reads, closed].filter(Boolean).join(" · ");
}

const person = (key) => state.people.find((each) => each.key === key);

function renderPlaces() {
  const [direct, channels] = [[], []];
  for (const each of state.places) (each.kind === "direct" ? direct : channels).push(each);
  fill($("channels"), channels, (each) => each.id, place);
  fill($("direct"), direct, (each) => each.id, place);
  document.querySelector('.doors [data-part="places"]').classList.toggle("unread", state.places.some((each) => each.unread));
  const open = state.places.find((each) => each.open);
  showPlace(state.screen.capability, `${open?.name ?? "The open place"}, as ${person(state.me).name}`, { go: look, say });
}

function place(each) {
  const direct = each.kind === "direct";
  const name = direct && !each.turns_into ? `${each.name} (you)` : each.name;
  return make("li", { data: { kind: each.kind } }, make("button", {
    type: "button", data: { focus: "open" }, aria: { current: each.open ? "true" : null }, onclick: () => look(each.id),
  },
  make("span", { className: "sign", aria: { hidden: "true" } }, SIGNS[each.kind]),
  make("span", { className: "name" }, name),
  each.turns_into && !direct ? make("small", {}, `as ${person(each.turns_into).name}`) : null,
  each.unread ? make("span", { className: "dot" }, make("span", { className: "out" }, "new")) : null));
}

function tick() {
  if (!state) return;
  $("time").textContent = hour(now());
  $("date").textContent = date(now(), NARROW.matches);
}

function say(text) {
  $("status").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { $("status").textContent = ""; }, SAID_FOR);
}

// ---- doing ----------------------------------------------------------------------------------------------------------

/** Ask the server to do something; return whether it was done, and say why where it was not. */
async function act(name, body, { leaves = false } = {}) {
  waiting += 1;
  document.body.setAttribute("aria-busy", "true");
  if (leaves) leavePlace();
  let trouble = "the stage does not answer";
  try {
    const answer = await fetch(`/stage/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    trouble = answer.ok ? (await answer.json()).trouble : "something went wrong";
  } catch { /* it does not answer */ }
  waiting -= 1;
  if (!waiting) document.body.removeAttribute("aria-busy");
  if (!trouble) return true;
  say(`Not done: ${trouble}.`);
  returnToPlace();
  render();
  return false;
}

async function look(id) {
  show("channel");
  if (!state.places.find((each) => each.id === id)?.open) await act("look", { place: id }, { leaves: true });
}

async function play(scene) {
  if (await act("play", { scene: scene.name }, { leaves: true })) say(`Played: ${scene.title}.`);
}

for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", async () => {
    const { move, said } = button.dataset;
    const next = state.ledger.due[0]?.what;
    if (await act("clock", { by: move })) say(said ?? `Reached: ${next}.`);
  });
}

$("fan-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData($("fan-form"));
  const name = form.get("name").trim();
  $("fan").close();
  const fan = { name, locale: form.get("locale"), days: Number(form.get("days")),
    direct_messages: form.has("closed") ? "closed" : "open" };
  if (!(await act("welcome", fan, { leaves: true }))) return;
  $("fan-form").reset();
  show("channel");
  say(`${name} is here, and you are ${name}.`);
});

$("me").addEventListener("change", () => act("be", { who: $("me").value }, { leaves: true }));
$("all").addEventListener("change", render);
$("add").addEventListener("click", () => $("fan").showModal());
$("fan-not").addEventListener("click", () => $("fan").close());

// ---- following the server -------------------------------------------------------------------------------------------

// The token is in the cookie by now, and need not stay in the address.
history.replaceState(null, "", "/");
const events = new EventSource("/stage/events");
events.addEventListener("now", ({ data }) => {
  const before = today();
  tell(JSON.parse(data));
  if (today() !== before) render();
  tick();
});
events.addEventListener("state", ({ data }) => {
  state = JSON.parse(data);
  useZone(state.zone);
  render();
  tick();
});
events.addEventListener("closed", () => {
  events.close();
  leavePlace();
  $("over").showModal();
});
