// A text field whose words can be underlined. The field is a plain textarea, so that typing, undo, spelling, input methods and
// screen readers stay the browser's own; behind it lies a mirror with the same letters, unseen but for its underlines.

import { h } from "./dom.js";
import { follow, pieces } from "./spans.js";

export class Editor {
  #field; #mirror; #lines = []; #marks = []; #active = null; #seen = "";

  /** @param {HTMLTextAreaElement} field @param {(editor: Editor) => void} changed */
  constructor(field, changed) {
    this.#field = field;
    this.#mirror = field.previousElementSibling;
    field.addEventListener("input", () => {
      this.#followed();
      changed(this);
    });
    field.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#followed();
  }

  get field() { return this.#field; }
  get text() { return this.#field.value; }
  get marks() { return this.#marks; }

  /** Sets the text from outside; the browser's own undo does not bring back what was there. */
  set text(text) {
    this.#field.value = text;
    this.#followed();
  }

  /** Puts another text in as if it were typed, so that undo brings the old one back. */
  replace(text) {
    this.#field.focus();
    this.#field.select();
    const undoable = text.length < 20_000 && document.execCommand("insertText", false, text);
    if (!undoable) this.#field.setRangeText(text, 0, this.#field.value.length, "end");
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Underlines these places: `{start, end, key, kind}` in UTF-16 units, of the text as it is now. */
  underline(marks) {
    this.#marks = [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
    this.#paint();
  }

  /** The mark at the caret; with `near`, else the next one, else the first. */
  markAtCaret({ near = false } = {}) {
    const caret = this.#field.selectionStart;
    const here = this.#marks.filter((mark) => mark.start <= caret && caret <= mark.end);
    const narrowest = here.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    return narrowest ?? (near ? (this.#marks.find((mark) => mark.start >= caret) ?? this.#marks[0]) : undefined) ?? null;
  }

  /** Tints the words of one finding, or of none. */
  activate(key) {
    if (this.#active === key) return;
    this.#active = key;
    for (const piece of this.#mirror.querySelectorAll("mark")) piece.classList.toggle("active", this.#isActive(piece.dataset.keys));
  }

  /** Selects the words of a finding and brings them into sight. */
  select(key) {
    const mark = this.#marks.find((one) => one.key === key);
    if (!mark) return false;
    this.#field.focus();
    this.#field.setSelectionRange(mark.start, mark.end);
    const piece = [...this.#mirror.querySelectorAll("mark")].find((one) => one.dataset.keys.split("\n").includes(key));
    if (piece) {
      const top = piece.offsetTop - this.#field.clientHeight / 3;
      if (piece.offsetTop < this.#field.scrollTop || piece.offsetTop + piece.offsetHeight > this.#field.scrollTop + this.#field.clientHeight) this.#field.scrollTop = top;
      piece.scrollIntoView({ block: "nearest" });
    }
    this.#scrolled();
    return true;
  }

  #isActive(keys) { return this.#active !== null && keys.split("\n").includes(this.#active); }

  #followed() {
    const now = this.#field.value;
    this.#marks = follow(this.#marks, this.#seen, now);
    this.#seen = now;
    this.#paint();
  }

  /** Lines that are as they were keep their elements: at 100,000 characters a key press touches one of them. */
  #paint() {
    const wanted = this.#wanted();
    const before = this.#lines;
    let head = 0, tail = 0;
    const most = Math.min(before.length, wanted.length);
    while (head < most && before[head].same === wanted[head].same) head += 1;
    while (tail < most - head && before[before.length - 1 - tail].same === wanted[wanted.length - 1 - tail].same) tail += 1;
    const fresh = wanted.slice(head, wanted.length - tail).map((line) => ({ same: line.same, element: this.#line(line) }));
    const gone = before.splice(head, before.length - tail - head, ...fresh);
    for (const line of gone) line.element.remove();
    const after = before[head + fresh.length]?.element ?? null;
    const sheet = document.createDocumentFragment();
    sheet.append(...fresh.map((line) => line.element));
    this.#mirror.insertBefore(sheet, after);
    this.#scrolled();
  }

  #wanted() {
    const lines = [];
    let start = 0, next = 0;
    const open = [];
    for (const text of this.#field.value.split("\n")) {
      const end = start + text.length;
      for (let n = open.length - 1; n >= 0; n -= 1) if (open[n].end <= start) open.splice(n, 1);
      while (next < this.#marks.length && this.#marks[next].start < end) open.push(this.#marks[next++]);
      const marks = open.map((mark) => ({ ...mark, start: Math.max(mark.start - start, 0), end: Math.min(mark.end - start, text.length) })).filter((mark) => mark.start < mark.end);
      lines.push({ text, marks, same: marks.length ? `${marks.map((m) => `${m.start},${m.end},${m.kind},${m.key}`).join("\0")}\0\0${text}` : text });
      start = end + 1;
    }
    return lines;
  }

  #line({ text, marks }) {
    if (!text) return h("div", {}, h("br"));
    return h("div", {}, pieces(text, marks).map((piece) => {
      if (!piece.marks.length) return piece.text;
      const keys = piece.marks.map((mark) => mark.key).join("\n");
      const kind = piece.marks.some((mark) => mark.kind === "finding") ? "finding" : "note";
      return h("mark", { "data-keys": keys, class: this.#isActive(keys) ? `${kind} active` : kind }, piece.text);
    }));
  }

  #scrolled() {
    this.#mirror.scrollTop = this.#field.scrollTop;
    this.#mirror.scrollLeft = this.#field.scrollLeft;
  }
}
