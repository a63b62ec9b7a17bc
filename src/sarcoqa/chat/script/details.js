// The small window: a quote under its chip, and the entries behind a citation mark of the paper.

let popOpener = null;
let popTimer = 0;

function later(what, milliseconds) {
  clearTimeout(popTimer);
  popTimer = setTimeout(what, milliseconds);
}

function hidePop({ refocus = false } = {}) {
  clearTimeout(popTimer);
  if (pop.hidden) return false;
  pop.hidden = true;
  popOpener?.removeAttribute("aria-describedby");
  if (refocus) popOpener?.focus({ preventScroll: true });
  popOpener = null;
  return true;
}

function showPop(opener, content, { label, focus = false }) {
  clearTimeout(popTimer);
  hidePop();
  popOpener = opener;
  pop.replaceChildren(...content);
  pop.setAttribute("aria-label", label);
  pop.hidden = false;
  place(opener);
  if (focus) pop.querySelector("a, button")?.focus({ preventScroll: true });
}

// Below what opened it, or above where there is no room, and always inside the window.
function place(opener) {
  const mark = (opener.getClientRects()[0] ?? opener.getBoundingClientRect());
  const { width, height } = pop.getBoundingClientRect();
  const left = Math.max(8, Math.min(mark.left, window.innerWidth - width - 8));
  const below = mark.bottom + 6;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, mark.top - height - 6) : below;
  pop.style.left = `${left}px`;
  pop.style.top = `${top}px`;
}

function quoteUnder(chip) {
  const card = document.getElementById(chip.dataset.quote);
  if (!card) return;
  const parts = [".sq-quote", ".sq-place", ".sq-origin", ".sq-references"];
  const content = parts.flatMap((part) => all(part, card).slice(0, 1)).map((one) => one.cloneNode(true));
  const hint = el("p", "sq-hint", "Press to read it in the paper");
  showPop(chip, [...content, hint], { label: chip.getAttribute("aria-label") });
  pop.id = "sq-pop";
  chip.setAttribute("aria-describedby", "sq-pop");
}

async function entriesBehind(mark) {
  const from = mark.closest("[data-document]");
  if (!from) return;
  const payload = { document: from.dataset.document, labels: mark.dataset.labels.split(" ") };
  const reply = await call("entries", payload);
  const holder = el("div", "sq-found");
  if (reply.error) holder.textContent = reply.error;
  else holder.innerHTML = reply.html;
  const close = el("button", "sq-small", "Close");
  close.type = "button";
  close.addEventListener("click", () => hidePop({ refocus: true }));
  const show = el("button", "sq-small", "Show in the list");
  show.type = "button";
  show.addEventListener("click", () => {
    hidePop();
    openEntry(payload.document, payload.labels[0]);
  });
  const tools = el("div", "sq-tools");
  tools.append(show, close);
  showPop(mark, [holder, tools], { label: `References ${mark.textContent}`, focus: true });
}

element.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const chip = event.target.closest(".sq-mark");
  if (chip && chip !== popOpener) later(() => quoteUnder(chip), 120);
  else if (event.target.closest(".sq-pop") || chip) clearTimeout(popTimer);
  else if (popOpener?.classList.contains("sq-mark")) later(() => hidePop(), 200);
});
element.addEventListener("focusin", (event) => {
  const chip = event.target.closest(".sq-mark");
  if (chip?.matches(":focus-visible")) quoteUnder(chip);
  else if (!event.target.closest(".sq-pop")) hidePop();
});
element.addEventListener("click", (event) => {
  const copied = event.target.closest("[data-copy]");
  if (copied) {
    copy(copied.dataset.copy, copied);
    copied.textContent = "Copied";
    return;
  }
  const mark = event.target.closest("[data-labels]");
  if (mark) {
    event.preventDefault();
    entriesBehind(mark);
  } else if (!event.target.closest(".sq-pop")) hidePop();
});
// What is no link of its own answers to the keys of a button.
element.addEventListener("keydown", (event) => {
  const pressed = event.key === "Enter" || event.key === " ";
  if (!pressed || !event.target.matches('[role="button"]')) return;
  event.preventDefault();
  event.target.click();
});
window.addEventListener("resize", () => hidePop());
