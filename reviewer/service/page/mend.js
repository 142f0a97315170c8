// The rewrite: the smallest mend as a difference, which the writer takes, copies or leaves.

import { h, say } from "./dom.js";
import * as server from "./server.js";
import { narrowed, toUnits } from "./spans.js";

const OUTCOMES = {
  "nothing-to-mend": "There is nothing to mend.",
  "no-honest-mend": "No other wording would help here.",
  cannot: "This needs your own hand.",
};

export class Mend {
  #place; #page; #asking = null; #of = null; #title; #body; #ask;

  /** @param page `{document(), use(draft)}`: the input as it is now, and what is done with a mended draft. */
  constructor(place, page) {
    this.#place = place;
    this.#page = page;
    this.#ask = h("button", { type: "button", onclick: () => this.#begin() }, "Suggest the smallest mend");
    this.#title = h("p", { class: "small", role: "status" });
    this.#body = h("div", { class: "change" });
    place.append(this.#ask, this.#title, this.#body);
  }

  /** Offers a mend where there is something to mend, and says when a mend is of an older draft. */
  offer(wanted, document) {
    const shown = this.#body.childElementCount > 0 || this.#asking;
    this.#place.hidden = !wanted && !shown;
    if (this.#of !== null && this.#of !== JSON.stringify(document)) this.close("The draft or the facts have changed since this mend was made.");
    else if (!shown) say(this.#title, "");
    this.#ask.disabled = !wanted;
  }

  close(why = "") {
    this.#asking?.abort();
    this.#asking = this.#of = null;
    this.#body.replaceChildren();
    say(this.#title, why);
    this.#ask.hidden = false;
  }

  async #begin() {
    const document = this.#page.document();
    this.close("Looking for the smallest honest mend ...");
    this.#ask.hidden = true;
    const own = (this.#asking = new AbortController());
    this.#of = JSON.stringify(document);
    this.#body.replaceChildren(this.#button("Stop", () => this.close()));
    this.#body.firstChild.focus({ preventScroll: true });
    try {
      const made = await server.rewrite(document, { signal: own.signal });
      if (own.signal.aborted) return;
      this.#asking = null;
      this.#show(made, document.draft);
    } catch (problem) {
      if (own.signal.aborted) return;
      this.close(problem instanceof server.Trouble ? problem.message : "The mend could not be shown.");
    }
  }

  #show(made, draft) {
    this.#ask.hidden = made.outcome !== "cannot";
    say(this.#title, made.outcome === "mended" ? "The smallest mend. What is struck out goes, what is underlined comes." : (OUTCOMES[made.outcome] ?? made.outcome));
    const close = this.#button("Close", () => {
      this.close();
      this.#ask.focus();
    });
    if (made.outcome !== "mended") {
      this.#body.replaceChildren(...[made.alternative && h("p", { class: "instead" }, h("b", {}, "Instead"), " ", made.alternative), h("p", { class: "buttons" }, close)].filter(Boolean));
      close.focus({ preventScroll: true });
      return;
    }
    const use = this.#button("Use this", () => {
      this.close("Your draft holds the mend now. Undo in the draft brings your words back.");
      this.#page.use(made.draft);
    }, "main");
    const copy = this.#button("Copy", async () => {
      await navigator.clipboard?.writeText(made.draft.text).then(() => say(copy, "Copied"), () => say(copy, "Your browser does not allow it"));
    });
    const parts = ["subject", "text"].filter((part) => draft[part] && (part === "text" || made.changes.some((change) => change.span.in === part)));
    this.#body.replaceChildren(
      ...parts.map((part) => h("div", { class: "difference", dir: "auto", role: "group", "aria-label": part === "text" ? "The draft with its changes" : "The subject with its changes" }, ...difference(draft[part], made.changes.filter((change) => change.span.in === part)))),
      h("ul", { class: "reasons" }, made.changes.map(reason)),
      ...(made.alternative ? [h("p", { class: "small" }, made.alternative)] : []),
      ...(made.after && made.after.verdict !== "send" ? [h("p", { class: "small" }, `After this mend the verdict is still “${made.after.verdict}”.`)] : []),
      h("p", { class: "buttons" }, use, copy, close),
    );
    use.focus({ preventScroll: true });
    this.#place.scrollIntoView({ block: "start" });
  }

  #button(words, onclick, className = null) { return h("button", { type: "button", class: className, onclick }, words); }
}

/** The draft with what goes and what comes; long stretches that stay are shortened. */
function* difference(text, changes) {
  let done = 0;
  for (const change of toUnits(text, changes.map((one) => ({ ...one.span, after: one.after })))) {
    const { start, end, after } = narrowed(text, change);
    yield stays(text.slice(done, start));
    if (end > start) yield h("del", {}, h("span", { class: "unseen" }, "[out: "), text.slice(start, end), h("span", { class: "unseen" }, "]"));
    if (after) yield h("ins", {}, h("span", { class: "unseen" }, "[in: "), after, h("span", { class: "unseen" }, "]"));
    done = end;
  }
  yield stays(text.slice(done));
}

function stays(text) {
  return text.length > 600 ? `${text.slice(0, 280)}\n[...]\n${text.slice(-280)}` : text;
}

function reason(change) {
  return h("li", {}, change.why, change.lost.length > 0 && h("b", {}, ` This leaves out: ${change.lost.join(", ")}.`));
}
