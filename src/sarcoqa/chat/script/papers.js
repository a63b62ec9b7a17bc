// The papers: which are searched, adding and removing them, and the filters.

let shelfIds = [];

async function loadShelf() {
  const reply = await call("shelf", {});
  const place = find(".sq-paper-list");
  if (reply.error) {
    place.replaceChildren(el("p", "sq-error", reply.error));
    return;
  }
  shelfIds = reply.ids;
  app.dataset.papers = shelfIds.length;
  place.innerHTML = reply.papers;
  find(".sq-filters").innerHTML = reply.filters;
  find(".sq-sources").innerHTML = reply.line;
  state.filters.document = state.filters.document.filter((id) => shelfIds.includes(id));
  showFilters();
}

// What is ticked and typed → the filters; all papers ticked is no filter.
function readFilters() {
  const ticked = all("[data-tick]").filter((one) => one.checked).map((one) => one.dataset.tick);
  state.filters.document = ticked.length === shelfIds.length || !ticked.length ? [] : ticked;
  for (const name of ["section", "kind"]) {
    state.filters[name] = all(`[data-filter="${name}"]:checked`).map((one) => one.value);
  }
  state.filters.year = find('[data-filter="year"]')?.value.trim() ?? "";
  sayScope();
  keepFilters();
}

// The filters → what is ticked and typed.
function showFilters() {
  const { document: papers, section, kind, year } = state.filters;
  for (const one of all("[data-tick]")) one.checked = !papers.length || papers.includes(one.dataset.tick);
  for (const one of all('[data-filter="section"]')) one.checked = section.includes(one.value);
  for (const one of all('[data-filter="kind"]')) one.checked = kind.includes(one.value);
  const field = find('[data-filter="year"]');
  if (field) field.value = year;
  sayScope();
}

function sayScope() {
  const { document: papers, section, kind, year } = state.filters;
  const parts = [];
  if (papers.length) parts.push(`${papers.length} of ${shelfIds.length} papers`);
  if (section.length) parts.push(section.length === 1 ? section[0] : `${section.length} sections`);
  if (kind.length) parts.push(kind.length === 1 ? kind[0] : `${kind.length} kinds`);
  if (year) parts.push(year);
  find(".sq-scope").textContent = parts.length ? `Searching ${parts.join(" · ")}` : "";
}

// One file after the other: each line says what became of it.
async function addFiles(files) {
  const outcomes = find(".sq-outcomes");
  outcomes.replaceChildren();
  const lines = [...files].map((file) => {
    const line = el("li", "sq-outcome", `${file.name}: waiting`);
    line.dataset.state = "waiting";
    outcomes.append(line);
    return [file, line];
  });
  for (const [file, line] of lines) {
    line.dataset.state = "reading";
    line.textContent = `${file.name}: reading…`;
    const reply = await addFile(file);
    line.dataset.state = reply.error ? "failed" : "done";
    line.textContent = reply.error ?? reply.outcome;
    for (const warning of reply.warnings ?? []) line.append(el("span", "sq-warning", warning));
  }
  fetched.clear();
  await loadShelf();
}

async function addFile(file) {
  let stored;
  try {
    stored = await upload(file);
  } catch (error) {
    return { error: `${file.name}: not sent. ${error.message ?? error}` };
  }
  if (!stored?.path) return { error: `${file.name}: not sent. The file may be too large.` };
  return call("add", { path: stored.path, name: file.name });
}

async function removePaper(button) {
  const id = button.dataset.remove;
  if (button.dataset.sure !== "yes") {
    button.dataset.sure = "yes";
    button.textContent = "Really remove?";
    setTimeout(() => { button.dataset.sure = ""; button.textContent = "Remove"; }, 4000);
    return;
  }
  const reply = await call("remove", { document: id });
  fetched.delete(id);
  if (read.document === id) closePane();
  announce(reply.error ?? `${id} removed`);
  await loadShelf();
  if (reply.error) find(".sq-outcomes").replaceChildren(el("li", "sq-outcome", reply.error));
  find(".sq-drop input").focus();
}

const drop = find(".sq-drop");
drop.querySelector("input").addEventListener("change", (event) => {
  addFiles(event.target.files);
  event.target.value = "";
});
for (const name of ["dragover", "dragleave", "drop"]) {
  find("#sq-view-papers").addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("sq-over", name === "dragover");
    if (name === "drop") addFiles(event.dataTransfer.files);
  });
}
element.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick], [data-filter]")) readFilters();
});
element.addEventListener("click", (event) => {
  const removed = event.target.closest("[data-remove]");
  if (removed) removePaper(removed);
  const opened = event.target.closest("[data-read]");
  if (opened) openPaper(opened.dataset.read, opened);
});
