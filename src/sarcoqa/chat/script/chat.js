// Asking: each answer is added below the last; nothing before it is touched or sent again.

function articleFor(number, html = "") {
  const article = el("article", "sq-turn");
  article.id = `turn-${number}`;
  article.innerHTML = html;
  return article;
}

function pendingArticle(number, question) {
  const article = articleFor(number);
  const asked = el("h3", "sq-question", question);
  asked.dir = "auto";
  if (question.trim()) article.append(asked);
  article.append(el("p", "sq-pending", "Searching the papers…")); // seen after a while only
  return article;
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
}

function showTop(article) {
  const first = article === log.firstElementChild;
  if (first) window.scrollTo(0, 0);
  else article.scrollIntoView({ block: "start" });
}

function busy(is) {
  find(".sq-stop").hidden = !is;
  find(".sq-ask .sq-primary").disabled = is;
}

function dropEmptyErrors() {
  while (state.turns.length && !state.turns.at(-1).question.trim()) {
    state.turns.pop();
    log.lastElementChild?.remove();
  }
}

async function ask(question, { filters = filtersNow(), follow = find(".sq-follow input").checked } = {}) {
  if (state.running) return;
  dropEmptyErrors();
  const number = state.turns.length + 1;
  const article = pendingArticle(number, question);
  const running = { article, question };
  state.running = running;
  find(".sq-examples").hidden = true;
  log.append(article);
  showTop(article);
  busy(true);
  const earlier = state.turns.filter((turn) => turn.answer).slice(-EARLIER).map((turn) => turn.answer);
  const reply = await call("ask", { question, number, filters, follow, earlier: follow ? earlier : [] });
  if (state.running !== running) return; // stopped, or another chat by now
  state.running = null;
  busy(false);
  settle(article, number, { question, filters, reply });
}

function settle(article, number, { question, filters, reply }) {
  if (reply.error) {
    article.querySelector(".sq-pending").remove();
    const line = el("p", "sq-error", reply.error);
    line.setAttribute("role", "alert");
    article.append(line);
    state.turns.push({ question, filters, error: reply.error });
  } else {
    article.innerHTML = reply.html;
    state.turns.push(reply.turn);
    announce(reply.said);
    offerOthers(article, number, reply.turn);
  }
  showTop(article);
  keep();
}

// Where a question was refused: others near to it, that the papers do answer.
async function offerOthers(article, number, turn) {
  const place = article.querySelector(".sq-offers");
  if (!place) return;
  const reply = await call("suggest", { question: turn.understood, number, filters: turn.filters });
  if (reply.html) {
    place.innerHTML = reply.html;
    place.hidden = false;
  }
}

function stop() {
  if (!state.running) return false;
  const { article, question } = state.running;
  state.running = null;
  article.remove();
  busy(false);
  if (!box.value) box.value = question;
  grow();
  find(".sq-examples").hidden = state.turns.length > 0;
  announce("Stopped");
  box.focus();
  return true;
}

function submit() {
  if (state.running) return;
  const question = box.value;
  box.value = "";
  grow();
  ask(question);
}

find(".sq-ask").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
box.addEventListener("input", grow);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
element.addEventListener("click", (event) => {
  const offered = event.target.closest(".sq-offer");
  if (offered) { showView("chat"); ask(offered.dataset.question, { follow: false }); }
});
