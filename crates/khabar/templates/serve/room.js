// Only enriches: without script all pages work.
// Empty fields stay out of the address, so that it can be passed on.
document.addEventListener("submit", (e) => {
  for (const field of e.target.elements) {
    if (field.name && field.value === "") field.disabled = true;
  }
});
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form [name][disabled]")) field.disabled = false;
});
// "/" goes to the search box.
document.addEventListener("keydown", (e) => {
  if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  e.preventDefault();
  document.querySelector(".find input").focus();
});
// What came in since this reader last looked.
const newest = document.querySelector(".newest");
if (newest) {
  const seen = Number(localStorage.getItem("khabar-seen"));
  if (seen > 0) {
    const fresh = [...newest.children].filter((li) => Number(li.dataset.article) > seen);
    for (const li of fresh) li.classList.add("fresh");
    const since = document.getElementById("since");
    since.textContent = since.dataset.text + fresh.length;
    since.hidden = false;
  }
  localStorage.setItem("khabar-seen", newest.dataset.last);
}
// A stretch of bars dragged over becomes the days of the form below them.
const bars = document.querySelector("svg.months");
const dates = document.querySelector("form.dates");
if (bars && dates) {
  const all = [...bars.querySelectorAll("a[data-from]")];
  let first = null, dragged = false;
  const over = (e) => {
    const at = document.elementFromPoint(e.clientX, e.clientY);
    return all.indexOf(at && at.closest("a[data-from]"));
  };
  const mark = (a, b) => all.forEach((bar, k) => {
    bar.classList.toggle("brushed", k >= Math.min(a, b) && k <= Math.max(a, b));
  });
  bars.addEventListener("dragstart", (e) => e.preventDefault());
  bars.addEventListener("pointerdown", (e) => {
    if (e.button !== 0 || e.pointerType === "touch") return;
    first = over(e);
    dragged = false;
  });
  addEventListener("pointermove", (e) => {
    const k = first === null || first < 0 ? -1 : over(e);
    if (k < 0 || (k === first && !dragged)) return;
    dragged = true;
    mark(first, k);
    dates.elements.from.value = all[Math.min(first, k)].dataset.from;
    dates.elements.to.value = all[Math.max(first, k)].dataset.to;
  });
  addEventListener("pointerup", () => {
    const brushed = dragged && first !== null;
    first = null;
    if (brushed) dates.requestSubmit();
  });
  // A drag that ends on the bar where it began is no click on it.
  bars.addEventListener("click", (e) => { if (dragged) e.preventDefault(); });
}
