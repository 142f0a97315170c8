// The second reader: a language model of the operator's, asked only after the writer has seen what would leave, each time.

import { byId, h, say } from "./dom.js";
import * as server from "./server.js";

export class SecondReader {
  #name; #page; #box; #said; #read = null;

  /** @param page `{document(), shown(review, document)}`: the input as it is now, and what shows a review. */
  constructor(place, name, page) {
    this.#name = name;
    this.#page = page;
    this.#box = h("input", { type: "checkbox", role: "switch", id: "second", "aria-describedby": "second-said", onchange: () => (this.#box.checked ? this.#begin() : this.#end("")) });
    this.#said = h("p", { class: "small", id: "second-said", role: "status" });
    place.append(h("h3", {}, "A second reader"), h("label", { class: "switch", for: "second" }, this.#box, h("span", {}, `Let the language model ${name} read this draft as well`)), this.#said);
    place.hidden = false;
    this.#rest();
  }

  /** The model has read one draft only: when it changes, the switch goes off by itself. */
  changed(document) {
    if (this.#read === null || this.#read === JSON.stringify(document)) return;
    this.#end("The draft or the facts have changed since the model read them. It will not see the change unless you ask again.");
  }

  get on() { return this.#read !== null; }

  #rest() { say(this.#said, "Off. You will see exactly what would leave before anything does."); }

  #end(why) {
    const was = this.#read !== null;
    this.#read = null;
    this.#box.checked = false;
    if (why) say(this.#said, why);
    else this.#rest();
    if (was && !why) this.#page.again();
  }

  async #begin() {
    const document = this.#page.document();
    if (!document) return this.#end("Write a draft first.");
    say(this.#said, "Preparing what would leave ...");
    try {
      const leaving = await server.wouldLeave(document);
      if (!(await agreed(leaving))) return this.#end("");
      say(this.#said, `${this.#name} is reading ...`);
      this.#read = JSON.stringify(document);
      const review = await server.review(document, { model: true });
      if (this.#read !== JSON.stringify(document)) return;
      say(this.#said, review.critique.status === "done" ? "The model has read this draft. What it found stands among the findings." : "The model gave no reading; the findings are the rules' own.");
      this.#page.shown(review, document);
    } catch (problem) {
      this.#end(problem instanceof server.Trouble ? problem.message : "The model could not be asked.");
    }
  }
}

/** Shows what would leave, word for word, and waits for yes or no. */
function agreed(leaving) {
  const dialog = byId("leaving");
  const messages = Array.isArray(leaving.body.messages) ? leaving.body.messages : [];
  const words = (content) => (typeof content === "string" ? content : JSON.stringify(content, null, 2));
  const { messages: _, ...rest } = leaving.body;
  return new Promise((settle) => {
    const answer = (value) => () => dialog.close(value);
    dialog.replaceChildren(
      h("h2", { id: "leaving-title" }, "This would leave"),
      h("p", {}, `It would go to ${leaving.model}${leaving.base_url ? ` at ${leaving.base_url}` : ""}. Names and addresses are replaced already. Nothing has been sent yet.`),
      h("div", { class: "leaving", tabindex: "0", role: "group", "aria-label": "What would leave" },
        [...messages].reverse().map((message) => h("section", {}, h("h3", {}, message.role === "user" ? "From your draft" : `Instructions (${message.role})`), h("pre", { dir: "auto" }, words(message.content)))),
        h("section", {}, h("h3", {}, "And these settings"), h("pre", {}, JSON.stringify(rest, null, 2)))),
      h("p", { class: "buttons" }, h("button", { type: "button", class: "main", onclick: answer("yes") }, "Send this"), h("button", { type: "button", autofocus: true, onclick: answer("no") }, "Keep it here")),
    );
    dialog.addEventListener("close", () => {
      dialog.replaceChildren();
      settle(dialog.returnValue === "yes");
      dialog.returnValue = "";
    }, { once: true });
    dialog.showModal();
  });
}
