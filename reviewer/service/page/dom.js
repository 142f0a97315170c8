// Elements made of values, never of markup: whatever a draft holds stays text.

/** An element with its attributes, listeners (`onclick`) and children; a child that is null or false is left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Writes text only where it differs, so that nothing is read out or painted twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Gives a list these children in this order and touches none that is in its place already, so that focus stays. */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, n) => {
    if (parent.children[n] !== child) parent.insertBefore(child, parent.children[n] ?? null);
  });
}
