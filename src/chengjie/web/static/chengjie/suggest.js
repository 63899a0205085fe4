// What answers is shown under the search box while somebody types; arrow keys go through it. Without this the box sends its form as ever.
"use strict";
const box = document.querySelector("form.seek input[name=q]");
const panel = document.getElementById("suggestions");
let turn = 0;
let timer = 0;

function shut() {
  turn += 1;
  panel.hidden = true;
}

async function ask() {
  const typed = box.value.trim();
  const mine = ++turn;
  if (!typed) return shut();
  try {
    const answer = await fetch(`${box.form.action}?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    const found = answer.ok ? await answer.text() : "";
    if (mine !== turn) return; // something else was typed meanwhile
    panel.innerHTML = found;
    panel.hidden = !found;
  } catch (error) {
    shut(); // the service is away for a moment; the button still sends the form
  }
}

function later(event) {
  if (event.isComposing) return; // letters of an input method are not yet what is meant
  clearTimeout(timer);
  timer = setTimeout(ask, 150);
}

function step(event) {
  if (panel.hidden) return;
  if (event.key === "Escape") {
    shut();
    box.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const stops = [box, ...panel.querySelectorAll("a")];
    const by = event.key === "ArrowDown" ? 1 : stops.length - 1;
    stops[(stops.indexOf(document.activeElement) + by) % stops.length].focus();
  }
}

if (box && panel) {
  box.addEventListener("input", later);
  box.addEventListener("compositionend", later);
  box.form.addEventListener("keydown", step);
  for (const kind of ["focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      if (!box.form.contains(event.target)) shut();
    });
  }
}
