// Controls for one fact each. A control has an `element`, a `value` (undefined while the fact is open) and `focus()`.

import { h } from "./dom.js";
import { isDay } from "./days.js";

const PERIODS = { year: "a year", month: "a month", week: "a week", day: "a day", hour: "an hour" };
const dayField = (attributes) => h("input", { type: "date", min: "1950-01-01", max: "2150-12-31", ...attributes });

/** A day of the calendar. */
export function day({ id, changed, described }) {
  const field = dayField({ id, "aria-labelledby": `${id}-q`, "aria-describedby": described, oninput: changed });
  return {
    element: h("div", { class: "row" }, field),
    get value() { return isDay(field.value) ? field.value : undefined; },
    set value(value) { field.value = value ?? ""; },
    focus: () => field.focus(),
  };
}

/** A word or name in free text. */
export function line({ id, changed, described }) {
  const field = h("input", { type: "text", id, maxlength: 200, autocomplete: "off", dir: "auto", "aria-labelledby": `${id}-q`, "aria-describedby": described, oninput: changed });
  return {
    element: h("div", { class: "row" }, field),
    get value() { return field.value.trim() || undefined; },
    set value(value) { field.value = value ?? ""; },
    focus: () => field.focus(),
  };
}

/** One of a few answers, all in sight. */
export const choice = (answers) => ({ id, changed, described }) => {
  const fields = Object.keys(answers).map((value) => h("input", { type: "radio", name: id, id: `${id}-${value}`, value, "aria-describedby": described, onchange: changed }));
  const chips = fields.map((field) => h("label", { class: "chip", for: field.id }, field, h("span", {}, answers[field.value])));
  return {
    element: h("div", { class: "chips", role: "radiogroup", "aria-labelledby": `${id}-q` }, chips),
    get value() { return fields.find((field) => field.checked)?.value; },
    set value(value) { for (const field of fields) field.checked = field.value === String(value); },
    focus: () => (fields.find((field) => field.checked) ?? fields[0]).focus(),
  };
};

/** One of many answers. */
export const pick = (answers) => ({ id, changed, described }) => {
  const field = h("select", { id, "aria-labelledby": `${id}-q`, "aria-describedby": described, onchange: changed }, h("option", { value: "" }, "Not said"),
    Object.entries(answers).map(([value, words]) => h("option", { value }, words)));
  return {
    element: h("div", { class: "row" }, field),
    get value() { return field.value || undefined; },
    set value(value) { field.value = value ?? ""; },
    focus: () => field.focus(),
  };
};

/** None, or the days of each; "yes" without a day is still open. */
export function days(given) {
  const { id, changed, described } = given;
  const list = h("div", { class: "days" });
  const more = h("button", { type: "button", class: "quietly", onclick: () => add().focus() }, "Add another day");
  const some = h("div", { hidden: true }, list, more);
  const whether = choice({ none: "No", some: "Yes, on these days" })({ ...given, changed: chosen });
  const fields = () => [...list.querySelectorAll("input")];

  function add(value = "") {
    const field = dayField({ value, "aria-label": "Day of a follow-up", "aria-describedby": described, oninput: changed });
    field.value = value;
    const drop = h("button", { type: "button", class: "quietly", "aria-label": "Take this day out", onclick: () => {
      row.remove();
      (fields().at(-1) ?? more).focus();
      changed();
    } }, "Remove");
    const row = h("div", { class: "row" }, field, drop);
    list.append(row);
    return field;
  }
  function shown() {
    some.hidden = whether.value !== "some";
    if (!some.hidden && !fields().length) add();
  }
  function chosen() {
    shown();
    changed();
  }
  return {
    element: h("div", { id }, whether.element, some),
    get value() {
      if (whether.value === "none") return [];
      const told = fields().map((field) => field.value).filter(isDay).sort();
      return whether.value === "some" && told.length ? told : undefined;
    },
    set value(value) {
      list.replaceChildren();
      whether.value = value === undefined ? undefined : value.length ? "some" : "none";
      (value ?? []).forEach((one) => add(one));
      shown();
    },
    focus: () => whether.focus(),
  };
}

/** A figure or a range, its currency and its period; open until a figure is there. */
export function pay({ id, changed, described }) {
  const number = (name, label) => h("input", { type: "number", id: `${id}-${name}`, min: 0, step: "any", inputmode: "decimal", "aria-describedby": described, "aria-label": label, placeholder: name === "min" ? "from" : "to", oninput: changed });
  const [low, high] = [number("min", "Lowest figure"), number("max", "Highest figure")];
  const currency = h("input", { type: "text", id: `${id}-currency`, maxlength: 12, size: 4, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-label": "Currency", placeholder: "USD", list: `${id}-currencies`, oninput: changed });
  const period = h("select", { id: `${id}-period`, "aria-label": "Per", onchange: changed }, h("option", { value: "" }, "per ..."), Object.entries(PERIODS).map(([value, words]) => h("option", { value }, words)));
  const known = h("datalist", { id: `${id}-currencies` }, ["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR"].map((value) => h("option", { value })));
  const amount = (field) => (field.value === "" || Number.isNaN(field.valueAsNumber) ? undefined : field.valueAsNumber);
  return {
    element: h("div", { class: "row pay" }, low, high, currency, period, known),
    get value() {
      const told = { min: amount(low), max: amount(high), currency: currency.value.trim() || undefined, period: period.value || undefined };
      return told.min === undefined && told.max === undefined ? undefined : Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    },
    set value(value) {
      low.value = value?.min ?? "";
      high.value = value?.max ?? "";
      currency.value = value?.currency ?? "";
      period.value = value?.period ?? "";
    },
    focus: () => low.focus(),
  };
}
