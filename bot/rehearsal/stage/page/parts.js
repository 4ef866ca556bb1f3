// The parts of the page: beside one another on a wide screen, one at a time on a phone; and light or dark.

import { $ } from "./making.js";

const THEME = "usher-stage-theme";
const DARK = window.matchMedia("(prefers-color-scheme: dark)");
const tabs = [...document.querySelectorAll('[role="tab"]')];
const doors = [...document.querySelectorAll(".doors button")];

/** Show a part: on a phone alone, on a wide screen beside the others. */
export function show(part) {
  document.body.dataset.part = part;
  for (const door of doors) {
    if (door.dataset.part === part) door.setAttribute("aria-current", "true");
    else door.removeAttribute("aria-current");
  }
  if (!tabs.some((each) => each.id === `tab-${part}`)) return;
  for (const tab of tabs) {
    const chosen = tab.id === `tab-${part}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    $(tab.getAttribute("aria-controls")).classList.toggle("chosen", chosen);
  }
}

function turn(event, at) {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs[(to + tabs.length) % tabs.length];
  next.focus();
  next.click();
}

function paint() {
  const dark = (localStorage.getItem(THEME) ?? (DARK.matches ? "dark" : "light")) === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  $("theme").setAttribute("aria-pressed", String(dark));
}

for (const [at, tab] of tabs.entries()) {
  tab.addEventListener("click", () => show(tab.id.slice("tab-".length)));
  tab.addEventListener("keydown", (event) => turn(event, at));
}
for (const door of doors) door.addEventListener("click", () => show(door.dataset.part));
DARK.addEventListener("change", paint);
$("theme").addEventListener("click", () => {
  localStorage.setItem(THEME, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  paint();
});
paint();
show("scenes");
show("channel");
