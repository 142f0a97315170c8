// The service behind the page: JSON to it, JSON or one sentence of trouble back.

/** Why there is no answer: a sentence for people, the field at fault, and when to try again (seconds, or null for never). */
export class Trouble extends Error {
  constructor(sentence, { status = 0, field = null, again = null } = {}) {
    super(sentence);
    Object.assign(this, { status, field, again });
  }
}

const NAMES = {
  text: "the draft",
  subject: "the subject",
  channel: "the channel",
  sending_on: "the day of sending",
  interviewed_on: "the day of the interview",
  reply_promised_by: "the promised day",
  follow_ups: "the day of a follow-up",
  recipient: "the reader",
  salary_expectation: "the pay that you named",
};

let key = "";

/** Keeps the key in memory for the requests that follow. */
export function useKey(given) { key = given.trim(); }

export const about = () => ask("/v1/about");
export const guidelines = () => ask("/v1/guidelines");
export const review = (document, { model = false, signal } = {}) => ask(`/v1/reviews?model=${model}`, { document, signal });
export const rewrite = (document, { signal } = {}) => ask("/v1/rewrites?model=false", { document, signal });
export const wouldLeave = (document, { signal } = {}) => ask("/v1/reviews/request", { document, signal });
export const calendar = (document) => ask("/v1/when.ics", { document, as: "blob" });

async function ask(path, { document = null, signal = null, as = "json" } = {}) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const body = document && JSON.stringify(document);
  let answer;
  try {
    answer = await fetch(path, document ? { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body, signal } : { headers, signal });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Trouble("The reviewer cannot be reached just now. What you wrote is safe here.", { again: 3 });
  }
  if (!answer.ok) throw await trouble(answer);
  return answer[as]();
}

async function trouble(answer) {
  const problem = await answer.json().catch(() => ({}));
  const later = Number(answer.headers.get("Retry-After"));
  const passing = answer.status === 429 || answer.status >= 502;
  const again = passing ? Math.min(Math.max(later || 3, 1), 60) : null;
  const said = typeof problem.detail === "string" ? problem.detail : `The server answered with the status ${answer.status}.`;
  return new Trouble(sentence(answer.status, said), { status: answer.status, field: problem.field ?? null, again });
}

function sentence(status, said) {
  if (status === 401) return "This server needs a valid API key; please check the one above.";
  if (status === 429 || status === 503) return `The reviewer is busy: ${said}. What you wrote is safe here.`;
  if (status >= 500) return `Something went wrong on the server: ${said}. What you wrote is safe here.`;
  return said.replace(/`?\b(?:draft|context)\.([a-z_]+)[\w.[\]]*`?|\b(sending_on)\b/g, (all, field, bare) => NAMES[field ?? bare] ?? all).replace(/^./, (first) => first.toUpperCase()).replace(/([^.!?])$/, "$1.");
}
