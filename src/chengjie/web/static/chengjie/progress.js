// A block that is fetched anew each second until it says that it is done; then the page is loaded again.
"use strict";
const block = document.getElementById("progress");
async function look() {
  try {
    const answer = await fetch(block.dataset.poll, { credentials: "same-origin" });
    if (answer.ok) {
      block.innerHTML = await answer.text();
      if (block.querySelector("[data-done]")) {
        location.reload();
        return;
      }
    }
  } catch (error) {
    // the service is away for a moment; the next look will tell
  }
  setTimeout(look, 1000);
}
if (block) setTimeout(look, 1000);
