// The facts that only the writer knows: which are asked, in which order, and what has been said.

import { arrange, h, say } from "./dom.js";
import { day, days, choice, line, pay, pick } from "./controls.js";
import { isDay, today } from "./days.js";

const FACTS = {
  interviewed_on: ["When was the interview?", day],
  stage: ["How far are you?", choice({ phone_screen: "Phone screen", interview: "Interview", final_interview: "Final interview", offer: "Offer" })],
  reply_promised_by: ["By which day did they promise to answer?", day],
  follow_ups: ["Have you followed up since they last wrote?", days, "A thank-you note is none."],
  "recipient.connection": ["Do you know the reader?", choice({ met: "They met me, or wrote first", introduced: "Somebody introduced us", none: "No" })],
  "recipient.role": ["Who is the reader?", pick({ recruiter: "Recruiter", hiring_manager: "Hiring manager", interviewer: "Interviewer", executive: "Executive", employee: "Employee", other: "Somebody else" })],
  "recipient.name": ["What is the reader's name?", line],
  salary_expectation: ["Which pay have you named, or accepted from their posting?", pay],
  other_offer: ["Do you hold another offer?", choice({ true: "Yes", false: "No" })],
  process: ["Where does it stand?", choice({ open: "Still open", hired: "I was hired", rejected: "I was turned down" })],
};
const NOT_FOR_A_POST = new Set(["reply_promised_by", "follow_ups", "recipient.connection", "recipient.role", "recipient.name", "salary_expectation"]);

export class Facts {
  #rows = new Map(); #asked = []; #unknown = []; #channel = ""; #places; #changed; #sending;

  /** @param places `{sending, asked, others, unasked, section}`: where they stand. */
  constructor(places, changed) {
    this.#places = places;
    this.#changed = changed;
    for (const [field, [question, make, hint]] of Object.entries(FACTS)) this.#rows.set(field, this.#row(field, question, make, hint));
    this.#sending = this.#sendingRow();
    places.section.addEventListener("focusout", () => setTimeout(() => this.#settle()));
    this.#settle();
  }

  /** What has been said, as the reviewer's context has it; the day of sending included. */
  get context() {
    const context = {}, recipient = {};
    for (const [field, row] of this.#rows) {
      const value = row.control.value;
      if (value === undefined) continue;
      if (field.startsWith("recipient.")) recipient[field.slice(10)] = value;
      else context[field] = field === "other_offer" ? value === "true" : value;
    }
    if (Object.keys(recipient).length) context.recipient = recipient;
    const sending = this.#sending.value;
    if (sending) context.sending_on = sending;
    return context;
  }

  /** What has been said, field by field, for keeping; the day of sending only where it is not simply today. */
  get said() {
    const said = [...this.#rows].map(([field, row]) => [field, row.control.value]).filter(([, value]) => value !== undefined);
    return { ...Object.fromEntries(said), ...this.#sending.said };
  }

  set said(said) {
    for (const [field, row] of this.#rows) {
      row.control.value = said[field];
      this.#answered(row);
    }
    this.#sending.said = said;
    this.#settle();
  }

  /** Asks what the review does not know, in its order, and offers the rest behind "Other facts". */
  ask(unknowns, channel) {
    this.#unknown = unknowns.map((unknown) => unknown.field).filter((field) => this.#rows.has(field));
    this.#channel = channel;
    for (const { field, why } of unknowns) if (this.#rows.has(field)) say(this.#rows.get(field).why, why);
    this.#settle();
  }

  /** Goes to the question about a field. */
  goTo(field) {
    if (field === "sending_on") return this.#sending.focus();
    const row = this.#rows.get(field);
    if (!row) return;
    if (this.#places.others.contains(row.element)) this.#places.others.open = true;
    row.control.focus();
    row.element.scrollIntoView({ block: "center" });
  }

  /** Shows what is wrong with a field beside it; with null, nothing is. */
  fault(field, sentence) {
    const at = field?.replace(/^context\./, "").replace(/\[\d+\]$/, "");
    for (const [name, row] of this.#rows) {
      const here = at === name || at?.startsWith(`${name}.`) || (at === "recipient" && name === "recipient.name");
      say(row.fault, here ? sentence : "");
      row.element.classList.toggle("wrong", Boolean(here));
    }
  }

  #row(field, question, make, hint) {
    const id = `fact-${field.replace(".", "-")}`;
    const [why, fault] = [h("p", { class: "small why" }), h("p", { class: "fault", id: `${id}-fault`, role: "status" })];
    const clear = h("button", { type: "button", class: "quietly", hidden: true, "aria-label": `Leave open: ${question}` }, "Leave it open");
    const row = { clear, fault, why };
    const changed = () => {
      this.#answered(row);
      this.#changed();
    };
    row.control = make({ id, changed, described: `${id}-fault`, question });
    clear.addEventListener("click", () => {
      row.control.value = undefined;
      row.control.focus();
      changed();
    });
    row.element = h("div", { class: "fact", role: "group", "aria-labelledby": `${id}-q`, "data-field": field },
      h("div", { class: "ask" }, h("p", { class: "question", id: `${id}-q` }, question), clear),
      why, hint && h("p", { class: "small" }, hint), row.control.element, fault);
    return row;
  }

  #answered(row) { row.clear.hidden = row.control.value === undefined; }

  /** Answered questions stay where they are, and while one is being answered nothing else moves; new ones come last. */
  #settle() {
    const { asked, unasked, section, others } = this.#places;
    const busy = section.contains(document.activeElement) && document.activeElement.closest(".fact");
    const given = (field) => this.#rows.get(field).control.value !== undefined;
    const open = this.#unknown.filter((field) => !given(field));
    let next;
    if (busy) next = [...this.#asked, ...open.filter((field) => !this.#asked.includes(field))];
    else {
      const rest = [...open];
      next = this.#asked.flatMap((field) => (given(field) ? [field] : rest.splice(0, 1)));
      next.push(...rest);
    }
    this.#asked = next;
    const left = [...this.#rows.keys()].filter((field) => !next.includes(field) && (given(field) || !(this.#channel === "social_post" && NOT_FOR_A_POST.has(field))));
    arrange(asked, next.map((field) => this.#rows.get(field).element));
    arrange(unasked, left.map((field) => this.#rows.get(field).element));
    const told = left.filter(given).length;
    say(others.querySelector("summary"), told ? `Other facts (${told} told)` : "Other facts");
  }

  /** The day of sending is today by the browser's clock until the writer says otherwise, and the page says which. */
  #sendingRow() {
    const id = "fact-sending_on";
    let own = null;
    const said = h("p", { class: "small why", role: "status" });
    const back = h("button", { type: "button", class: "quietly", hidden: true }, "Back to today");
    const field = h("input", { type: "date", id, min: "1950-01-01", max: "2150-12-31" });
    const tell = () => {
      back.hidden = own === null;
      if (own === null) field.value = today();
      say(said, own === null ? "Today, by this browser's clock." : own === "" ? "Left open, so the day is not judged." : "The day that you chose.");
    };
    field.addEventListener("input", () => {
      own = field.value === today() ? null : field.value;
      tell();
      this.#changed();
    });
    back.addEventListener("click", () => {
      own = null;
      tell();
      field.focus();
      this.#changed();
    });
    tell();
    this.#places.sending.append(h("div", { class: "fact sending" },
      h("div", { class: "ask" }, h("label", { class: "question", for: id }, "When will you send it?"), back), field, said));
    return {
      get value() {
        if (own === null) tell();
        return own ?? today();
      },
      get said() { return own === null ? {} : { sending_on: own }; },
      set said(given) {
        own = given.sending_on === "" || isDay(given.sending_on) ? given.sending_on : null;
        field.value = own ?? today();
        tell();
      },
      focus: () => field.focus(),
    };
  }
}
