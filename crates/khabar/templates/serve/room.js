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
