/* dom.js: elements from text, and lists that keep their elements
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The only ways in which this page makes elements: none of them takes markup.
 */

import { t } from "./strings.js";

export const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (names with a hyphen, `role`, `for`) and children. */
export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for" || key === "lang") node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets a node's text only when it differs, so that screen readers are not disturbed. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node, name, value) {
  if (value === null || value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/** Text that others wrote: its direction is its own and does not leak out. */
export function foreign(text, language, name = "span") {
  return el(name, { textContent: text, dir: "auto", lang: language, className: "foreign" });
}

/**
 * Makes the children of `list` stand for `items`, in this order: children that are there stay the same
 * elements (and keep the focus), `update(child, item)` refreshes each, others come and go.
 */
export function keyed(list, items, key, create, update) {
  const old = new Map();
  for (const child of list.children) old.set(child.dataset.key, child);

  let place = list.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let child = old.get(name);
    if (child === undefined) {
      child = create(item);
      child.dataset.key = name;
    }
    old.delete(name);
    if (child === place) place = place.nextElementSibling;
    else list.insertBefore(child, place);
    update(child, item);
  }
  for (const child of old.values()) child.remove();
}

/** Fills in every text of the skeleton in the page's language. */
export function translate() {
  for (const node of document.querySelectorAll("[data-text]")) setText(node, t(node.dataset.text));
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
  }
}

/** Tells those who do not see it what happened. */
export function announce(text) {
  const line = el("p", { textContent: text });
  const log = byId("announcer");
  log.append(line);
  while (log.children.length > 5) log.firstElementChild.remove();
}

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** Length of a text as a person counts it: user-perceived characters. */
export function graphemes(text) {
  return segmenter ? [...segmenter.segment(text)].length : [...text].length;
}

/** The beginning of a text, for a name that is read out. */
export const excerpt = (text) => (graphemes(text) > 80 ? `${[...text].slice(0, 78).join("")} …` : text);

export const bytes = (text) => new TextEncoder().encode(text).length;
