// The printed page, where the paper has a print, with the quote marked on it.

let wantsImage = false;

function pageOf(position) {
  return read.pages.find(([start, end]) => start <= position && position < end)?.[2] ?? 0;
}

async function showImage() {
  const place = find(".sq-image");
  const page = read.spans.length ? pageOf(read.spans[0][0]) : read.pages[0]?.[2] ?? 0;
  if (!wantsImage || !page) {
    place.hidden = true;
    return;
  }
  const asked = { document: read.document, page, spans: read.spans };
  const reply = await call("image", asked);
  if (!wantsImage) return;
  place.hidden = false;
  if (!reply.image) {
    place.replaceChildren(el("p", "sq-place", reply.error ?? "This paper has no printed page here."));
    return;
  }
  const frame = el("div", "sq-print");
  const picture = el("img", "");
  picture.alt = `Page ${page} of the paper as printed`;
  picture.width = reply.width;
  picture.height = reply.height;
  picture.src = reply.image;
  frame.append(picture);
  for (const boxes of reply.boxes) {
    for (const [left, top, right, bottom] of boxes) {
      const drawn = el("span", "sq-print-mark");
      drawn.style.cssText = `left:${left * 100}%;top:${top * 100}%;width:${(right - left) * 100}%;height:${(bottom - top) * 100}%`;
      frame.append(drawn);
    }
  }
  place.replaceChildren(frame);
  const first = place.querySelector(".sq-print-mark");
  await picture.decode().catch(() => {});
  first?.scrollIntoView({ block: "center" });
}

function toggleImage(button) {
  wantsImage = !wantsImage;
  button.setAttribute("aria-pressed", String(wantsImage));
  showImage();
}
