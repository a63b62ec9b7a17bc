// What leaves the page: copies, links, files, checks, opinions.

function turnOf(inside) {
  const article = inside.closest(".sq-turn");
  return { article, turn: state.turns[Number(article.id.slice("turn-".length)) - 1] };
}

// A link that asks again: the whole question and the filters, nothing of the answer.
function linkTo(turn) {
  const link = new URL(window.location.href);
  link.search = "";
  link.hash = "";
  link.searchParams.set("q", turn.understood || turn.question);
  for (const name of ["document", "section", "kind"]) {
    for (const value of turn.filters[name]) link.searchParams.append(name, value);
  }
  if (turn.filters.year) link.searchParams.set("year", turn.filters.year);
  return link.href;
}

// What of the turns the server needs: with one of them, or all.
const sent = (turns) => turns.map(({ question, understood = "", filters, answer = null, error = "" }) =>
  ({ question, understood, filters, answer, error }));

const today = () => new Date().toISOString().slice(0, 10);

async function save(format) {
  const reply = await call("export", { turns: sent(state.turns), format, when: today() });
  if (reply.error) {
    tell(reply.error);
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([reply.text], { type: reply.type }));
  link.download = reply.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  announce(`Saved ${reply.name}`);
}

// Something about the whole chat, below its last answer.
function tell(words, html = "") {
  find(".sq-told")?.remove();
  const told = el("div", "sq-told");
  told.setAttribute("role", "status");
  if (html) told.innerHTML = html;
  else told.append(el("p", "sq-error", words));
  log.after(told);
  told.scrollIntoView({ block: "nearest" });
}

async function verifyAll() {
  const reply = await call("verify", { turns: sent(state.turns) });
  tell(reply.error ?? "", reply.html);
}

async function verifyOne(inside) {
  const { article, turn } = turnOf(inside);
  const reply = await call("verify", { turns: sent([turn]) });
  article.querySelector(".sq-verified")?.remove();
  const holder = el("div", "");
  if (reply.error) holder.append(el("p", "sq-error", reply.error));
  else holder.innerHTML = reply.html;
  const shown = holder.firstElementChild;
  inside.closest(".sq-tools").after(shown);
  shown.scrollIntoView({ block: "nearest" });
}

async function copyAnswer(inside) {
  const reply = await call("export", { turns: sent([turnOf(inside).turn]), format: "markdown", when: "" });
  if (reply.error) remark(inside, reply.error);
  else copy(reply.text, inside);
}

// An opinion, then a word on it for those who want to say one.
async function rate(button) {
  const { turn } = turnOf(button);
  const rating = button.dataset.do;
  const tools = button.closest(".sq-tools");
  const [good] = sent([turn]);
  const reply = await call("rate", { turn: good, rating, comment: "" });
  for (const one of all("[aria-pressed]", tools)) one.setAttribute("aria-pressed", String(one === button));
  remark(button, reply.error ?? "Noted, on this machine");
  tools.parentElement.querySelector(".sq-comment")?.remove();
  if (reply.error) return;
  const form = el("form", "sq-comment");
  const field = el("input", "");
  field.setAttribute("aria-label", "What should be better?");
  field.placeholder = rating === "up" ? "What was good? (optional)" : "What should be better? (optional)";
  field.maxLength = 2000;
  const send = el("button", "sq-small", "Send");
  form.append(field, send);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = await call("rate", { turn: good, rating, comment: field.value });
    form.remove();
    remark(button, said.error ?? "Thank you; kept on this machine");
  });
  tools.after(form);
  form.scrollIntoView({ block: "nearest" });
  field.focus({ preventScroll: true });
}

const DOINGS = {
  copy: copyAnswer,
  link: (button) => copy(linkTo(turnOf(button).turn), button),
  verify: verifyOne,
  "verify-all": verifyAll,
  up: rate,
  down: rate,
  stop: () => stop(),
  new: () => startAfresh(),
  close: () => closePane(),
  previous: () => turnOver(-1),
  next: () => turnOver(1),
  sections: toggleSections,
  image: toggleImage,
  filters: (button) => {
    const panel = find(".sq-filters");
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  },
  "tick-all": () => { for (const one of all("[data-tick]")) one.checked = true; readFilters(); },
  "tick-none": () => { for (const one of all("[data-tick]")) one.checked = false; sayNone(); },
};

function sayNone() {
  find(".sq-scope").textContent = "Tick at least one paper; until then all are searched";
  state.filters.document = [];
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) DOINGS[button.dataset.do](button);
  const format = event.target.closest("[data-export]");
  if (format) save(format.dataset.export);
});
