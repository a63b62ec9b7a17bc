// Views, menus, keys of the whole page, and what it opens with.

function showView(name) {
  app.dataset.view = name;
  for (const tab of all("[data-view-of]")) {
    const chosen = tab.dataset.viewOf === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    find(`#${tab.getAttribute("aria-controls")}`).hidden = !chosen;
  }
}

function closeMenus({ refocus = false } = {}) {
  const open = find('.sq-menu > [aria-expanded="true"]');
  if (!open) return false;
  open.setAttribute("aria-expanded", "false");
  open.nextElementSibling.hidden = true;
  if (refocus) open.focus();
  return true;
}

function toggleMenu(button) {
  const opens = button.getAttribute("aria-expanded") !== "true";
  closeMenus();
  if (!opens) return;
  if (button.getAttribute("aria-controls") === "sq-menu-history") listHistory();
  button.setAttribute("aria-expanded", "true");
  button.nextElementSibling.hidden = false;
  button.nextElementSibling.querySelector("button")?.focus();
}

element.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-view-of]");
  if (tab) showView(tab.dataset.viewOf);
  const menu = event.target.closest(".sq-menu > button");
  if (menu) toggleMenu(menu);
  else if (!event.composedPath().includes(find("#sq-menu-history"))) closeMenus();
});

// Arrows go through tabs and menus; Escape closes what is on top, or stops the question.
element.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const group = event.target.closest('[role="tablist"], [role="menu"]');
  if (step && group) {
    event.preventDefault();
    const entries = all('[role="tab"], [role="menuitem"]', group);
    const next = entries[(entries.indexOf(event.target) + step + entries.length) % entries.length];
    next.focus();
    if (next.matches('[role="tab"]')) next.click();
  }
  if (event.key !== "Escape") return;
  if (hidePop({ refocus: true }) || closeMenus({ refocus: true }) || stop() || closePane()) event.preventDefault();
});

async function begin() {
  const wanted = new URLSearchParams(window.location.search);
  const asked = wanted.get("q");
  try {
    Object.assign(state.filters, JSON.parse(sessionStorage.getItem("sarcoqa.filters") ?? "{}"));
  } catch { /* what cannot be read is no filter */ }
  if (asked !== null) {
    for (const name of ["document", "section", "kind"]) state.filters[name] = wanted.getAll(name);
    state.filters.year = wanted.get("year") ?? "";
  }
  const earlier = kept().find((chat) => chat.id === sessionStorage.getItem(HERE));
  const shelf = loadShelf();
  if (asked !== null && earlier?.turns[0]?.question !== asked) ask(asked, { follow: false });
  else if (earlier) await reopen(earlier);
  await shelf;
  if (!window.matchMedia("(pointer: coarse)").matches) box.focus({ preventScroll: true });
}

window.addEventListener("pagehide", keepNow);
begin();
