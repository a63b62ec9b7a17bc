// Runs once, when the chat is on the page; `element` holds the questions and answers.

// A [n] in an answer leads to its quote. An ordinary link would load the page anew (gradio sets a
// base address), and with it lose the chat.
element.addEventListener("click", (event) => {
  const mark = event.target.closest(".sq-mark");
  if (!mark) return;
  event.preventDefault();
  const quote = document.getElementById(mark.getAttribute("href").slice(1));
  quote?.scrollIntoView({ block: "center" });
  quote?.focus({ preventScroll: true });
});

// The newest question stands at the top of the window, so that its answer is read from its beginning;
// the first one below the title.
watch("value", () => {
  const turns = element.querySelectorAll(".sq-turn");
  if (turns.length > 1) turns[turns.length - 1].scrollIntoView({ block: "start" });
  else window.scrollTo(0, 0);
});
