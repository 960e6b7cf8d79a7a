// Keeps what is typed into a form of the desk, so that neither a lost connection nor an ended
// session costs it. Forms work without this file.
const form = document.querySelector("#content-main form[method=post]:not(#forget-kept)");
const address = document.querySelector("[data-keep]")?.dataset.keep;
if (form && address) {
  const status = document.createElement("p");
  status.className = "keeping";
  status.setAttribute("role", "status");
  form.append(status);
  let waiting = null;
  let sent = false;
  const keep = async () => {
    waiting = null;
    if (sent) return;
    const entries = new FormData(form);
    entries.set("_title", document.title);
    for (const [name, value] of [...entries]) if (value instanceof File) entries.delete(name);
    try {
      const answer = await fetch(address, { method: "POST", body: entries, redirect: "error" });
      const told = { 202: status.dataset.away, 204: status.dataset.kept };
      status.textContent = told[answer.status] ?? status.dataset.lost;
    } catch {
      status.textContent = status.dataset.lost;
      waiting ??= setTimeout(keep, 10000);
    }
  };
  Object.assign(status.dataset, document.querySelector("[data-keep]").dataset);
  form.addEventListener("input", () => { waiting ??= setTimeout(keep, 3000); });
  form.addEventListener("submit", (sending) => {
    if (!sending.submitter?.formTarget) sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}
// What is still missing goes from the bar as it is filled in.
document.querySelector(".form-missing")?.closest("form").addEventListener("input", ({ target }) => {
  const links = [...document.querySelectorAll(".form-missing a")];
  for (const link of links) if (link.hash === `#${target.id}`) link.hidden = target.value !== "";
  links[0].parentElement.hidden = links.every((link) => link.hidden);
});
// Where one types to look a record up, the box bears the name of its field.
const nameChoosers = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const words = select.labels[0]?.textContent;
    const box = select.nextElementSibling;
    for (const part of box?.querySelectorAll("[role=combobox], [role=textbox], input") ?? []) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", words);
    }
  }
};
// The boxes are made when Django's script comes to it, and again for a row that is added.
if (form) new MutationObserver(nameChoosers).observe(form, { childList: true, subtree: true });
