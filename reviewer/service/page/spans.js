// Places in a text: code points as the reviewer counts them, UTF-16 units as a browser does.

const SURROGATE = /[\ud800-\udfff]/;

/** Turns spans (`start`, `end` in code points) into units of this text; they may come in any order. */
export function toUnits(text, spans) {
  if (!SURROGATE.test(text)) return spans.map((span) => ({ ...span }));
  const places = [...new Set(spans.flatMap((span) => [span.start, span.end]))].sort((a, b) => a - b);
  const units = new Map();
  let point = 0, unit = 0;
  for (const place of places) {
    while (point < place && unit < text.length) {
      unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
      point += 1;
    }
    units.set(place, unit);
  }
  return spans.map((span) => ({ ...span, start: units.get(span.start), end: units.get(span.end) }));
}

/** How many code points a text has. */
export function points(text) {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Whole characters only: half of a surrogate pair becomes the sign for what cannot be read, of equal length. */
export function whole(text) {
  return text.toWellFormed ? text.toWellFormed() : text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** Moves marks along with an edit, until the next review comes; marks that the edit touches go. */
export function follow(marks, before, after) {
  if (before === after) return marks;
  const most = Math.min(before.length, after.length);
  let head = 0, tail = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  while (tail < most - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  const end = before.length - tail, shift = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= end) return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
    return [];
  });
}

/** Cuts a text into pieces that carry the same marks throughout: `{text, marks}`, in order. */
export function pieces(text, marks) {
  const cuts = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const out = [];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const [start, end] = [cuts[n], cuts[n + 1]];
    out.push({ text: text.slice(start, end), start, marks: marks.filter((mark) => mark.start <= start && mark.end >= end) });
  }
  return out;
}

/** The same change without the words that stand on both sides of it. */
export function narrowed(text, { start, end, after }) {
  const words = (part) => part.match(/\s+|[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{M}\p{N}'’]+/gu) ?? [];
  const [out, into] = [words(text.slice(start, end)), words(after)];
  const most = Math.min(out.length, into.length);
  let head = 0, tail = 0;
  while (head < most && out[head] === into[head]) head += 1;
  while (tail < most - head && out[out.length - 1 - tail] === into[into.length - 1 - tail]) tail += 1;
  const length = (part) => part.join("").length;
  return { start: start + length(out.slice(0, head)), end: end - length(out.slice(out.length - tail)), after: into.slice(head, into.length - tail).join("") };
}
