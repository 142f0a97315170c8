// A review as the page tells it: the verdict in kind words, each finding with its reason, remedy and source, and what was not judged.

import { arrange, byId, h, say } from "./dom.js";
import { longDay } from "./days.js";

const VERDICTS = {
  none: ["Write, or paste what you have", "I read along while you type, and say what might work against you."],
  send: ["Fine to send", "Nothing here stands in the way."],
  "send-so-far": ["Fine so far", "Nothing that could be judged stands in the way. Some things are not known yet."],
  revise: ["Mend the wording", "The wording can be mended; then it is ready."],
  wait: ["Wait a little", "The right message on the wrong day."],
  "do-not-send": ["Better left unsent", "In this form it would work against you. What to do instead stands below."],
};
const FOUND = { certain: "certain", likely: "likely", hint: "perhaps" };

/** A name that a finding keeps from review to review, so that its card stays where it is while one types. */
export function keyed(findings, kind) {
  const seen = new Map();
  return findings.map((finding) => {
    const base = `${kind} ${finding.rule} ${finding.span ? `${finding.span.in} ${finding.span.quote}` : ""}`.replaceAll("\n", " ");
    seen.set(base, (seen.get(base) ?? 0) + 1);
    return { ...finding, kind, key: `${base} ${seen.get(base)}` };
  });
}

export class Told {
  #cards = new Map(); #guidelines = new Map(); #acts;

  /** @param acts `{show(key), hover(key), answer(field)}`: what the page does when somebody asks for it. */
  constructor(acts) { this.#acts = acts; }

  set guidelines(all) {
    this.#guidelines = new Map(all.map((one) => [one.id, one]));
    byId("looked-at").replaceChildren(...all.map((one) => h("li", {}, one.title)));
  }

  title(guideline) { return this.#guidelines.get(guideline)?.title ?? guideline.replaceAll("-", " "); }

  /** Shows a review; null where there is nothing to review yet. */
  show(review, findings, notes) {
    const name = review ? (review.verdict === "send" && review.unknowns.length ? "send-so-far" : review.verdict) : "none";
    const [word, says] = VERDICTS[name] ?? [name, ""];
    byId("verdict").dataset.verdict = review?.verdict ?? "none";
    say(byId("word"), word);
    say(byId("says"), says);
    byId("day").hidden = !review?.first_good_day;
    say(byId("good-day"), longDay(review?.first_good_day));
    const kept = new Map();
    const cards = (list) => list.map((finding) => {
      const card = this.#cards.get(finding.key) ?? this.#card(finding);
      kept.set(finding.key, card);
      card.fill(finding);
      return card.element;
    });
    arrange(byId("findings"), cards(findings));
    arrange(byId("notes"), cards(notes));
    this.#cards = kept;
    byId("findings").hidden = !findings.length;
    byId("notes-part").hidden = !notes.length;
    this.#accepted(review?.accepted ?? []);
    byId("covers").hidden = !review;
    byId("looks").hidden = Boolean(review) || !this.#guidelines.size;
    if (review) byId("coverage").replaceChildren(...this.#coverage(review));
    return spoken(review, word, says, findings, notes);
  }

  /** Marks the card of one finding, or of none. */
  activate(key) { for (const [name, card] of this.#cards) card.element.classList.toggle("active", name === key); }

  /** Goes to the card of a finding. */
  goTo(key) {
    const card = this.#cards.get(key);
    card?.element.focus();
    card?.element.scrollIntoView({ block: "nearest" });
    return Boolean(card);
  }

  reveal(key) { this.#cards.get(key)?.element.scrollIntoView({ block: "nearest" }); }

  #card(finding) {
    const part = (tag, className) => h(tag, { class: className });
    const [kind, message, remedy, facts, contested, source] = [part("span", "kind"), part("p", "message"), part("span"), part("p", "arithmetic"), part("p", "contested"), part("p", "small source")];
    const words = h("button", { type: "button", class: "words", onclick: () => this.#acts.show(finding.key) });
    const [title, why] = [h(finding.kind === "note" ? "h4" : "h3"), part("p")];
    const element = h("li", { class: `card ${finding.kind}`, tabindex: "-1", "data-key": finding.key, onfocusin: () => this.#acts.hover(finding.key), onmouseenter: () => this.#acts.hover(finding.key) },
      h("div", { class: "head" }, title, kind),
      finding.span ? words : null, message, h("p", { class: "instead" }, h("b", {}, "Instead"), " ", remedy), facts, contested,
      h("details", {}, h("summary", {}, "Why, and whose rule it is"), why, source));
    const fill = (now) => {
      say(title, this.title(now.guideline));
      say(why, this.#guidelines.get(now.guideline)?.why ?? "");
      const quote = now.span?.quote.replace(/\s+/g, " ") ?? "";
      const short = [...quote].length > 120 ? `${[...quote].slice(0, 117).join("")}...` : quote;
      say(kind, [FOUND[now.certainty] ?? now.certainty, now.found_by.includes("model") && "found by the model"].filter(Boolean).join(", "));
      if (now.span) {
        words.replaceChildren(h("span", { class: "unseen" }, "Show in the draft: "), h("bdi", {}, `“${short}”`), now.span.in === "subject" ? " in the subject" : "");
      }
      say(message, now.message);
      say(remedy, now.instead);
      say(facts, now.facts.join(" · "));
      facts.hidden = !now.facts.length;
      contested.hidden = !now.contested;
      say(contested, now.contested ? `The model disagrees: ${now.contested.reason}` : "");
      const { document: paper, section, paragraph, basis } = now.source;
      say(source, `“${paper}”, ${section}, paragraph ${paragraph}${basis === "document" ? "" : "; the exact line is ours"} (${now.rule})`);
    };
    return { element, fill };
  }

  #accepted(accepted) {
    byId("accepted-part").hidden = !accepted.length;
    byId("accepted").replaceChildren(...accepted.map((one) => h("li", {}, h("b", {}, this.title(one.guideline)), one.span ? h("bdi", {}, ` “${one.span.quote}”`) : "", `: ${one.reason}`)));
  }

  /** What was judged, what was not and why, and what is not known: silence is never approval. */
  *#coverage(review) {
    const titles = (ids) => ids.map((id) => this.title(id)).join(" · ");
    yield h("dt", {}, `Judged (${review.judged.length})`);
    yield h("dd", {}, titles(review.judged) || "Nothing");
    const reasons = new Map();
    for (const { guideline, why } of review.not_judged) reasons.set(why, [...(reasons.get(why) ?? []), guideline]);
    if (reasons.size) yield h("dt", {}, `Not judged (${review.not_judged.length})`);
    for (const [why, ids] of reasons) yield h("dd", {}, titles(ids), why && h("span", { class: "quiet" }, ` (${why})`));
    if (review.unknowns.length) yield h("dt", {}, `Not known (${review.unknowns.length})`);
    for (const { field, why } of review.unknowns) yield h("dd", {}, why, " ", h("button", { type: "button", class: "quietly", "aria-label": `Answer: ${why}`, onclick: () => this.#acts.answer(field) }, "Answer"));
    const model = toldOfModel(review.critique);
    if (model) yield* [h("dt", {}, "Model"), h("dd", {}, model)];
  }
}

function toldOfModel(critique) {
  if (critique.status === "off") return "";
  const dropped = critique.dropped?.total ?? 0;
  const claims = dropped ? `; ${dropped === 1 ? "one claim" : `${dropped} claims`} did not hold and ${dropped === 1 ? "was" : "were"} dropped` : "";
  if (critique.status === "done") return `${critique.model} has read this draft as well${claims}.`;
  return `${critique.model ?? "The model"} gave no reading (${critique.reason ?? critique.status}). What stands here is the rules' own.`;
}

/** The same in one breath, for who listens. */
function spoken(review, word, says, findings, notes) {
  if (!review) return "";
  const count = (n, one, many) => (n ? `${n} ${n === 1 ? one : many}.` : "");
  const good = review.first_good_day ? `First good day: ${longDay(review.first_good_day)}.` : "";
  return [`${word}.`, says, count(findings.length, "finding", "findings"), count(notes.length, "note", "notes"), good].filter(Boolean).join(" ");
}
