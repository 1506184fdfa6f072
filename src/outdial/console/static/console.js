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
});
