// Building the page: elements from text nodes only, so that no name and no message can be anything but text.

import { today } from "./time.js";

export const $ = (id) => document.getElementById(id);

/** Make an element. `props` are set as they are, but `data` and `aria`; what is null or empty is left out. */
export function make(tag, props = {}, ...children) {
  const { data = {}, aria = {}, ...rest } = props;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(aria)) if (value !== null) element.setAttribute(`aria-${name}`, value);
  element.append(...children.filter((each) => each !== null && each !== ""));
  return element;
}

/** Let a list hold these items, leaving alone what is the same, what is open, and where the keyboard is. */
export function fill(list, items, key, build) {
  const before = new Map([...list.children].map((each) => [each.dataset.key, each]));
  const after = items.map((item) => keep(before.get(String(key(item))), item, String(key(item)), build));
  if (after.length === list.children.length && after.every((each, at) => each === list.children[at])) return;
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const where = focused?.closest("[data-key]")?.dataset.key;
  list.replaceChildren(...after);
  if (where) list.querySelector(`[data-key="${CSS.escape(where)}"] [data-focus="${focused.dataset.focus}"]`)?.focus();
}

function keep(old, item, key, build) {
  const print = JSON.stringify([item, today()]);
  if (old?.print === print) return old;
  const made = build(item);
  made.dataset.key = key;
  made.print = print;
  const [was, is] = [old?.querySelector("details"), made.querySelector("details")];
  if (was && is) is.open = was.open;
  return made;
}
