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
