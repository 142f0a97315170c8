// What is kept in this browser: nothing, until the writer ticks the box; then the draft and the facts, until they erase them.

const PLACE = "before-you-send";

/** What was kept, or null. */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE));
  } catch {
    return null;
  }
}

/** Keeps a value; false where this browser does not allow it, or has no room. */
export function keep(value) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(PLACE);
  } catch { /* a browser that allows no storage has kept nothing */ }
}
