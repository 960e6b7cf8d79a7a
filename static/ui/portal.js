// Small comforts. Every page works without this file.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// A slow answer shows that it is on its way; the browser's way back finds the page as it was.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => form.toggleAttribute("data-busy", true));
  window.addEventListener("pageshow", () => form.removeAttribute("data-busy"));
}
