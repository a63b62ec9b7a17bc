// Earlier chats: in this browser alone, and gone from it when their owner says so.

const KEPT = "sarcoqa.chats";
const HERE = "sarcoqa.chat"; // of this tab: a reload shows the same chat again

function kept() {
  try {
    const held = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(held) ? held : [];
  } catch {
    return [];
  }
}

// Where the browser's room is used up, the oldest chats give way.
function store(chats) {
  for (let left = chats; ; left = left.slice(0, -1)) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(left));
      return;
    } catch {
      if (!left.length) return;
    }
  }
}

let keeping = 0;

// Writing a long chat takes a while: it waits until the page has nothing else to do.
function keep() {
  clearTimeout(keeping);
  keeping = setTimeout(keepNow, 400);
}

function keepNow() {
  clearTimeout(keeping);
  const turns = state.turns.filter((turn) => turn.question.trim());
  if (!turns.length) return;
  state.chat ||= crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const chat = { id: state.chat, title: turns[0].question.slice(0, 120), when: new Date().toISOString(), turns };
  store([chat, ...kept().filter((one) => one.id !== state.chat)]);
  sessionStorage.setItem(HERE, state.chat);
}

function keepFilters() {
  sessionStorage.setItem("sarcoqa.filters", JSON.stringify(state.filters));
}

function startAfresh() {
  keepNow();
  state.running = null;
  state.chat = "";
  state.turns = [];
  sessionStorage.removeItem(HERE);
  log.replaceChildren();
  find(".sq-told")?.remove();
  find(".sq-examples").hidden = false;
  busy(false);
  closePane();
  showView("chat");
  box.focus();
}

async function reopen(chat) {
  keepNow();
  const reply = await call("restore", { turns: sent(chat.turns) });
  if (reply.error) {
    tell(reply.error);
    return;
  }
  state.running = null;
  state.chat = chat.id;
  state.turns = chat.turns;
  sessionStorage.setItem(HERE, chat.id);
  log.replaceChildren(...reply.html.map((html, number) => articleFor(number + 1, html)));
  find(".sq-examples").hidden = true;
  find(".sq-told")?.remove();
  showView("chat");
  log.lastElementChild?.scrollIntoView({ block: "start" });
}

function listHistory() {
  const list = find("#sq-menu-history");
  const rows = kept().map((chat) => {
    const row = el("div", "sq-past");
    const open = el("button", "sq-past-open", chat.title);
    open.type = "button";
    open.dir = "auto";
    open.addEventListener("click", () => { closeMenus(); reopen(chat); });
    const gone = el("button", "sq-small", "Delete");
    gone.type = "button";
    gone.setAttribute("aria-label", `Delete the chat: ${chat.title}`);
    gone.addEventListener("click", () => forget(chat.id));
    row.append(open, gone);
    return row;
  });
  const words = rows.length ? "Kept in this browser alone." : "No earlier chat in this browser.";
  list.replaceChildren(el("p", "sq-place", words), ...rows);
  if (!rows.length) return;
  const everything = el("button", "sq-small", "Delete all");
  everything.type = "button";
  everything.addEventListener("click", () => forget(null));
  list.append(everything);
}

// Takes one chat, or all of them, out of this browser.
function forget(id) {
  clearTimeout(keeping);
  store(id === null ? [] : kept().filter((one) => one.id !== id));
  if (id === null || id === state.chat) {
    state.turns = [];
    state.chat = "";
    startAfresh();
  }
  listHistory();
  find("#sq-menu-history").querySelector("button")?.focus();
}
