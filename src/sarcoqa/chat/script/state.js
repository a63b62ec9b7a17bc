// What the parts of the page share. `element` is the page, `server` what the server offers.

const find = (selector, from = element) => from.querySelector(selector);
const all = (selector, from = element) => [...from.querySelectorAll(selector)];

const app = find(".sq-app");
const log = find(".sq-log");
const box = find(".sq-box");
const pane = find(".sq-pane");
const source = find(".sq-source");
const pop = find(".sq-pop");

const NO_FILTERS = { document: [], section: [], kind: [], year: "" };
const EARLIER = 3; // answers that a follow-up may go back to

const state = {
  chat: "", // the name under which this chat is kept
  turns: [], // {question, understood, filters, answer} or {question, filters, error}
  filters: structuredClone(NO_FILTERS),
  running: null, // the question that is being answered
};

const FAULT = "There was a fault in the program, or it is not running any more. Please try again.";

// What the server gives for `payload`; what goes wrong is in its `error`.
async function call(name, payload) {
  try { // gradio's own client gives nothing at all where the server has failed
    return (await server["sarcoqa_" + name](payload)) ?? { error: FAULT };
  } catch {
    return { error: FAULT };
  }
}

// Tells a screen reader; the eye sees it where it happens.
function announce(words) {
  find(".sq-status").textContent = words;
}

function filtersNow() {
  return structuredClone(state.filters);
}

function isNarrowed(filters) {
  return Boolean(filters.document.length || filters.section.length || filters.kind.length || filters.year);
}

// A calm word beside a button, gone after a while.
function remark(beside, words) {
  const place = beside.closest(".sq-tools")?.querySelector(".sq-said");
  if (place) {
    place.textContent = words;
    setTimeout(() => { if (place.textContent === words) place.textContent = ""; }, 4000);
  } else announce(words);
}

async function copy(words, beside) {
  try {
    await navigator.clipboard.writeText(words);
  } catch { // an address that is not this machine's own has no clipboard to write to
    const area = document.createElement("textarea");
    area.value = words;
    element.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  remark(beside, "Copied");
}

function el(tag, className, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}
