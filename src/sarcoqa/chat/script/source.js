// The paper beside the chat: its whole text, with the quote marked where it stands.

const read = { document: "", list: [], at: -1, opener: null, spans: [], pages: [] };
const fetched = new Map(); // papers by id; emptied when the papers change

// Offsets count characters; a browser counts those beyond the first 65,536 twice.
const WIDE = /[\ud800-\udbff]/;
const length = (words) => (WIDE.test(words) ? [...words].length : words.length);
const unitsOf = (words, characters) =>
  WIDE.test(words) ? [...words].slice(0, characters).join("").length : characters;

async function load(id) {
  if (!fetched.has(id)) {
    const reply = await call("source", { document: id });
    if (reply.error) return reply;
    fetched.set(id, reply);
  }
  return fetched.get(id);
}

async function show(id) {
  if (read.document === id && source.dataset.document === id) return true;
  const paper = await load(id);
  if (paper.error) {
    source.replaceChildren(el("p", "sq-error", paper.error));
    source.dataset.document = "";
    read.document = "";
    return false;
  }
  source.innerHTML = paper.html;
  source.dataset.document = id;
  find(".sq-tree").innerHTML = paper.sections;
  find(".sq-tree").dataset.document = id;
  pane.setAttribute("aria-label", `The paper: ${paper.title}`);
  read.document = id;
  read.pages = paper.pages;
  find('[data-do="image"]').hidden = !paper.pages.length;
  return true;
}

function unmark() {
  for (const mark of all("mark.sq-marked", source)) mark.replaceWith(...mark.childNodes);
  source.normalize();
}

// Marks the characters from `start` to `end` of the paper's text; gives the first mark.
function mark(start, end) {
  const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let position = 0, node = walker.nextNode(); node && position < end; node = walker.nextNode()) {
    const size = length(node.data);
    if (position + size > start) {
      const from = unitsOf(node.data, Math.max(0, start - position));
      parts.push([node, from, unitsOf(node.data, Math.min(size, end - position))]);
    }
    position += size;
  }
  let first = null;
  for (const [node, from, to] of parts) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const made = el("mark", "sq-marked");
    range.surroundContents(made);
    first ??= made;
  }
  return first;
}

function openPane() {
  pane.hidden = false;
  app.dataset.reading = "true";
}

function closePane() {
  if (pane.hidden) return false;
  pane.hidden = true;
  delete app.dataset.reading;
  read.opener?.focus({ preventScroll: true });
  return true;
}

function inPane(target, block = "center") {
  target?.scrollIntoView({ block, inline: "nearest" });
}

async function openPlace({ document: id, start, end }, { focus = true } = {}) {
  openPane();
  hidePop();
  if (!(await show(id))) return;
  unmark();
  read.spans = end > start ? [[start, end]] : [];
  const first = end > start ? mark(start, end) : null;
  inPane(first ?? source.firstElementChild, first ? "center" : "start");
  if (focus) source.focus({ preventScroll: true });
  sayWhere();
  showImage();
}

// The quotes of one answer are turned over by "previous" and "next".
function openFrom(opener) {
  read.list = quotesOf(opener.closest(".sq-turn"));
  const here = addressOf(opener);
  read.at = read.list.findIndex((one) => same(one, here));
  read.opener = opener;
  openPlace(here);
}

// Each quote of the turn once: those of the answer, then those of its notes alone.
function quotesOf(turn) {
  if (!turn) return [];
  const own = all("div > .sq-citations .sq-number", turn);
  const noted = all(".sq-note .sq-number", turn);
  const places = [...own, ...noted].map(addressOf);
  return places.filter((one, at) => places.findIndex((other) => same(one, other)) === at);
}

const addressOf = (opener) => ({
  document: opener.dataset.document,
  start: Number(opener.dataset.start),
  end: Number(opener.dataset.end),
});
const same = (one, other) =>
  one.document === other.document && one.start === other.start && one.end === other.end;

function turnOver(step) {
  if (pane.hidden || !read.list.length) return;
  read.at = (read.at + step + read.list.length) % read.list.length;
  openPlace(read.list[read.at]);
}

function sayWhere() {
  const many = read.list.length;
  find(".sq-pane-count").textContent = many && read.at >= 0 ? `Quote ${read.at + 1} of ${many}` : "";
  for (const name of ["previous", "next"]) find(`[data-do="${name}"]`).hidden = many < 2;
}

async function openEntry(id, label) {
  openPane();
  if (!(await show(id))) return;
  unmark();
  const entry = all(".sq-entry", source).find((one) => one.dataset.label === label);
  inPane(entry);
  entry?.classList.add("sq-shown");
  setTimeout(() => entry?.classList.remove("sq-shown"), 2500);
  source.focus({ preventScroll: true });
}

function openPaper(id, opener) {
  read.list = [];
  read.at = -1;
  read.opener = opener;
  openPlace({ document: id, start: 0, end: 0 });
}

function toggleSections(button) {
  const tree = find(".sq-tree");
  tree.hidden = !tree.hidden;
  button.setAttribute("aria-expanded", String(!tree.hidden));
  if (!tree.hidden) drawMap();
}

// The sections by their size, with the evidence of this chat: in the place of the plain list.
async function drawMap() {
  const conversation = { turns: sent(state.turns) };
  const reply = await call("map", { document: read.document, conversation });
  if (reply.html) find(".sq-tree").innerHTML = reply.html;
  inPane(find("mark.sq-marked", source));
}

element.addEventListener("click", (event) => {
  const opener = event.target.closest(".sq-open");
  if (opener) { event.preventDefault(); openFrom(opener); return; }
  const drawn = event.target.closest("a[data-citation]"); // in a picture
  if (drawn) {
    event.preventDefault();
    const card = document.getElementById(drawn.getAttribute("href").slice(1));
    if (card) openFrom(find(".sq-number", card));
    return;
  }
  const section = event.target.closest("[data-section-start]");
  if (section) {
    const start = Number(section.dataset.sectionStart);
    const heading = all("[data-at]", source).find((one) => Number(one.dataset.at) >= start);
    inPane(heading, "start");
    if (window.innerWidth < 900) toggleSections(find('[data-do="sections"]'));
  }
});
element.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") turnOver(1);
  if (event.key === "p") turnOver(-1);
});
