"use strict";
// Around textual.js, which draws the terminal and says on the body how it is with the session:
// -loaded, then -closed. The keys go to the terminal without a click.
addEventListener("load", () => {
  const state = document.body.classList;
  const keys = document.querySelector(".xterm-helper-textarea");
  const again = document.querySelector(".ended button");
  again.addEventListener("click", () => location.reload());
  let shown = "";
  new MutationObserver(() => {
    const now = state.contains("-closed") ? "closed" : state.contains("-loaded") ? "loaded" : "";
    if (now !== shown) (now === "closed" ? again : keys).focus();
    shown = now;
  }).observe(document.body, { attributeFilter: ["class"] });
  // It would tell a session that has ended that the terminal has lost the keys.
  addEventListener("blur", (event) => state.contains("-closed") && event.stopPropagation(), true);
});
