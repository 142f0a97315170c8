// One page: a draft and facts go in, a review comes back while one types, and what was typed is never lost.

import { byId, h, say } from "./dom.js";
import { Editor } from "./editor.js";
import { Facts } from "./facts.js";
import { forget, keep, kept } from "./keep.js";
import { Mend } from "./mend.js";
import { SecondReader } from "./second.js";
import * as server from "./server.js";
import { follow, points, toUnits, whole } from "./spans.js";
import { keyed, Told } from "./told.js";

const PAUSE = 40; // ms without a key before the reviewer is asked
const LONGEST_PAUSE = 1500; // where a long draft takes long to review
const WIDE = matchMedia("(min-width: 62rem)");
const CHANNELS = { email: "Email", text: "Text or chat", phone: "Phone call", linkedin_message: "LinkedIn message", connection_request: "Connection request", social_post: "Public post" };
const WITH_SUBJECT = new Set(["email"]);

const page = { about: null, review: null, sent: null, took: 0, timer: 0, retry: 0, asking: null, listed: [], erased: null };

// ---- what goes in

const channels = Object.entries(CHANNELS).map(([value, words]) => h("label", { class: "chip", for: `channel-${value}` }, h("input", { type: "radio", name: "channel", id: `channel-${value}`, value, checked: value === "email" }), h("span", {}, words)));
byId("channel").append(...channels);
byId("channel").addEventListener("change", changed);

const text = new Editor(byId("text"), changed);
const subject = new Editor(byId("subject"), () => {
  if (/[\r\n]/.test(subject.text)) subject.text = subject.text.replace(/[\r\n]+/g, " ");
  changed();
});
const editors = { text, subject };
const facts = new Facts({ sending: byId("sending"), asked: byId("asked"), others: byId("others"), unasked: byId("unasked"), section: document.querySelector(".facts") }, changed);

const channel = () => document.querySelector("#channel input:checked").value;
const isEmpty = () => channel() !== "connection_request" && !text.text.trim() && !(WITH_SUBJECT.has(channel()) && subject.text.trim());

/** The input document, as it is now; null while there is nothing to review. */
function input() {
  if (isEmpty()) return null;
  const draft = { channel: channel(), text: whole(text.text) };
  if (WITH_SUBJECT.has(channel()) && subject.text.trim()) draft.subject = whole(subject.text);
  return { draft, context: facts.context };
}

/** After any change: count, keep, and ask anew once the keys rest. */
function changed() {
  clearTimeout(page.timer);
  clearTimeout(page.retry);
  page.erased = null;
  byId("review").dataset.current = "false";
  counted();
  for (const line of document.querySelectorAll(".paper .line")) line.hidden = !WITH_SUBJECT.has(channel());
  page.timer = setTimeout(ask, Math.min(Math.max(PAUSE, page.took / 2), LONGEST_PAUSE));
}

function counted() {
  const most = page.about?.limits?.text;
  const count = text.text.length < 20_000 || !most ? points(text.text) : text.text.length;
  say(byId("count"), count ? `${count.toLocaleString("en")} characters` : "");
}

// ---- the review

async function ask() {
  page.asking?.abort();
  page.asking = null;
  const doc = input();
  second?.changed(doc);
  store();
  if (!doc) return shown(null, null);
  if (page.about?.key_required && !byId("key-field").value.trim()) return troubled("This server needs an API key before it reads anything; please give it above.");
  const most = page.about?.limits?.text ?? Infinity;
  if (points(doc.draft.text) > most) return troubled(`The draft is longer than the ${most.toLocaleString("en")} characters that are read; nothing of it has been sent.`);
  if (second?.on && JSON.stringify(doc) === page.sent) return undefined;
  const own = (page.asking = new AbortController());
  const begun = performance.now();
  const slow = setTimeout(() => byId("review").classList.add("reading"), 700);
  try {
    const review = await server.review(doc, { signal: own.signal });
    page.took = performance.now() - begun;
    if (page.asking === own) shown(review, doc);
  } catch (problem) {
    if (problem.name === "AbortError" || page.asking !== own) return undefined;
    failed(problem);
  } finally {
    clearTimeout(slow);
    if (page.asking === own || page.asking === null) byId("review").classList.remove("reading");
  }
  return undefined;
}

function shown(review, doc) {
  page.review = review;
  page.sent = doc && JSON.stringify(doc);
  troubled("");
  const findings = keyed(review?.findings ?? [], "finding"), notes = keyed(review?.notes ?? [], "note");
  page.listed = [...findings, ...notes];
  for (const [part, editor] of Object.entries(editors)) underline(part, editor, doc?.draft[part] ?? "");
  announce(told.show(review, findings, notes));
  facts.ask(review?.unknowns ?? [], channel());
  facts.fault(null, "");
  mend?.offer(findings.length > 0, doc);
  peek();
  byId("review").dataset.current = String(JSON.stringify(input()) === JSON.stringify(doc));
}

/** Underlines what was found in one part; where one has typed on since, the marks follow. */
function underline(part, editor, judged) {
  const spans = page.listed.filter((finding) => finding.span?.in === part).map((finding) => ({ start: finding.span.start, end: finding.span.end, key: finding.key, kind: finding.kind }));
  editor.underline(follow(toUnits(judged, spans), judged, whole(editor.text)));
}

function failed(problem) {
  if (!(problem instanceof server.Trouble)) {
    troubled("The answer could not be shown. What you wrote is safe here.");
    throw problem;
  }
  const atField = problem.field?.startsWith("context.");
  if (atField) facts.fault(problem.field, problem.message);
  if (problem.status === 401) byId("key").hidden = false;
  troubled(problem.message);
  if (problem.again) page.retry = setTimeout(ask, problem.again * 1000);
}

function troubled(sentence) {
  byId("review").classList.toggle("stale", Boolean(sentence) && page.review !== null);
  byId("trouble").hidden = !sentence;
  say(byId("trouble"), sentence && page.review ? `${sentence} What stands here is from before your last change.` : sentence);
  if (sentence) announce(sentence);
}

let announcing = 0;
function announce(sentence) {
  clearTimeout(announcing);
  announcing = setTimeout(() => say(byId("announcer"), sentence), 1200); // once the keys rest, not at every one
}

// ---- from words to findings and back

const told = new Told({ show, hover: activate, answer: (field) => facts.goTo(field) });

function activate(key) {
  told.activate(key);
  for (const editor of Object.values(editors)) editor.activate(key);
}

function show(key) {
  activate(key);
  return Object.values(editors).some((editor) => editor.select(key));
}

/** Names the finding at the caret below the draft, and marks its card. */
function peek() {
  const editor = Object.values(editors).find((one) => one.field === document.activeElement);
  const mark = editor?.markAtCaret();
  if (editor) activate(mark?.key ?? null);
  const finding = mark && page.listed.find((one) => one.key === mark.key);
  if (finding && WIDE.matches) told.reveal(finding.key);
  if (byId("peek").dataset.key === (finding?.key ?? "")) return;
  byId("peek").dataset.key = finding?.key ?? "";
  byId("peek").replaceChildren(...(finding ? [h("b", {}, told.title(finding.guideline)), " ", h("button", { type: "button", class: "quietly", onclick: () => told.goTo(finding.key) }, "Show the finding")] : []));
}

for (const editor of Object.values(editors)) {
  for (const event of ["click", "keyup", "focus"]) editor.field.addEventListener(event, peek);
  editor.field.addEventListener("keydown", (event) => {
    const mark = event.key === "Enter" && event.altKey && editor.markAtCaret({ near: true });
    if (mark) {
      event.preventDefault();
      told.goTo(mark.key);
    } else if (event.key === "Enter" && editor === subject && !event.isComposing) {
      event.preventDefault();
      text.field.focus();
    }
  });
}
byId("said").addEventListener("keydown", (event) => {
  const card = event.key === "Escape" && event.target.closest("[data-key]");
  if (card && !show(card.dataset.key)) text.field.focus();
});

// ---- the first good day

byId("ics").addEventListener("click", async () => {
  try {
    const link = h("a", { href: URL.createObjectURL(await server.calendar({ context: facts.context })), download: "first-good-day.ics" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say(byId("ics"), "Saved as first-good-day.ics");
    setTimeout(() => say(byId("ics"), "Put it in my calendar"), 4000);
  } catch (problem) {
    troubled(problem instanceof server.Trouble ? problem.message : "The calendar entry could not be made.");
  }
});

// ---- what is kept

function state() { return { channel: channel(), subject: subject.text, text: text.text, facts: facts.said }; }

function restore(was) {
  byId(`channel-${was.channel in CHANNELS ? was.channel : "email"}`).checked = true;
  subject.text = String(was.subject ?? "");
  text.text = String(was.text ?? "");
  facts.said = was.facts ?? {};
}

function store() {
  if (byId("keep").checked && !keep(state())) {
    byId("keep").checked = false;
    say(byId("kept"), "This browser has no room for it or does not allow it, so nothing is kept.");
  }
}

byId("keep").addEventListener("change", () => {
  if (byId("keep").checked) {
    say(byId("kept"), "Your draft and your facts are kept in this browser until you erase them or take the tick away.");
    store();
  } else {
    forget();
    say(byId("kept"), "Nothing is kept any more. What you see stays until you close this page.");
  }
});
byId("erase").addEventListener("click", () => {
  const was = page.erased ?? state();
  forget();
  byId("keep").checked = false;
  restore({});
  mend?.close();
  changed();
  page.erased = was;
  const back = h("button", { type: "button", class: "quietly", onclick: () => {
    restore(was);
    changed();
    say(byId("kept"), "Your words are back on this page. Nothing is kept in this browser.");
    byId("erase").focus();
  } }, "Bring it back");
  byId("kept").replaceChildren("Draft and facts are erased, in this browser too. ", back);
});
addEventListener("beforeunload", (event) => {
  if (text.text.trim().length > 40 && !byId("keep").checked) event.preventDefault();
});

// ---- what this server offers

let mend = null, second = null;

function offered(about) {
  page.about = about;
  say(byId("about"), `Reviewer ${about.reviewer}. It never sends anything for you. A review is advice and no promise.`);
  byId("key").hidden = !about.key_required;
  if (about.rewrites && !mend) {
    mend = new Mend(byId("mend"), { document: input, use: (draft) => {
      if (draft.subject && draft.subject !== subject.text) subject.replace(draft.subject);
      if (draft.text !== text.text) text.replace(draft.text);
    } });
  }
  if (about.model && !second) second = new SecondReader(byId("model"), about.model, { document: input, shown, again: ask });
}

async function arrive() {
  try {
    offered(await server.about());
    changed();
    if (!page.about.key_required) await explained();
  } catch (problem) {
    if (!(problem instanceof server.Trouble)) throw problem;
    troubled(problem.message);
    setTimeout(arrive, 3000);
  }
}

async function explained() {
  told.guidelines = (await server.guidelines()).guidelines;
  told.show(page.review, page.listed.filter((one) => one.kind === "finding"), page.listed.filter((one) => one.kind === "note"));
}

byId("key-field").addEventListener("input", () => {
  server.useKey(byId("key-field").value);
  changed();
});
byId("key-field").addEventListener("change", () => explained().catch(() => undefined));

if (["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) say(byId("where"), "Your words stay on this machine and are kept nowhere.");
else say(byId("where"), `Your words go to ${location.host} to be read, and are kept nowhere.`);
const before = kept();
if (before) {
  restore(before);
  byId("keep").checked = true;
  say(byId("kept"), "Your draft and your facts are kept in this browser until you erase them or take the tick away.");
}
addEventListener("pageshow", () => {
  if (text.field.value) text.text = text.field.value;
  changed();
});
shown(null, null);
arrive();
