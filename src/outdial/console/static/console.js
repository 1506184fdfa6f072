// What pages do with script beside htmx; all that they offer is there without it, too.
"use strict";

const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
document.body.append(said);

// What is in a `copy` gets a button behind it.
function addCopyButton(source) {
  const button = document.createElement("button");
  const what = source.getAttribute("aria-label");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = "Copy";
  if (what) button.setAttribute("aria-label", `Copy: ${what}`);
  button.addEventListener("click", async () => {
    const isCopied = await copy(source);
    said.textContent = isCopied ? "Copied" : "Selected; press Ctrl+C to copy it";
    button.textContent = isCopied ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 2000);
  });
  source.after(button);
}

// Browsers offer the clipboard to pages of HTTPS and of the own machine only.
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
}

htmx.onLoad((part) => {
  for (const each of part.querySelectorAll(".copy")) addCopyButton(each);
  for (const each of part.querySelectorAll("[data-script]")) each.hidden = false;
});

// What asks again and again does so while its check box is ticked and somebody can see the page.
document.addEventListener("htmx:beforeRequest", (event) => {
  const box = document.getElementById(event.detail.elt.dataset.while);
  if (box && (document.hidden || !box.checked)) event.preventDefault();
});

// Where it tells of news, it also tells that it gets none.
const LOST = "There is no answer from the server; it is asked again and again.";
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    const told = document.getElementById(detail.elt.dataset.tells);
    if (told && told.textContent !== LOST) told.textContent = LOST;
  });
}
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const told = document.getElementById(detail.requestConfig.elt.dataset.tells);
  if (told && detail.shouldSwap && told.textContent === LOST) told.textContent = "";
});
