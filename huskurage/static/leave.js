/* Leaving with the keys, and with a page that is blank at once. Everything works without this file, too. */
(function () {
  "use strict";
  var presses = { Escape: [], Shift: [] };
  var alone = false;
  function away() {
    try {
      window.stop(); /* a page that was on its way would stand here instead of the blank one */
      document.querySelectorAll("form").forEach(function (form) { form.reset(); });
      document.querySelectorAll("textarea, input:not([type=radio])").forEach(function (field) { field.value = ""; });
      document.documentElement.replaceChildren();
    } finally {
      drawn(function () { window.location.replace("/leave/away"); });
    }
  }
  /* Once WebKit waits for the next page it draws nothing more of this one: the blank page has to be drawn first. */
  function drawn(next) {
    var due = true;
    function once() { if (due) { due = false; next(); } }
    window.setTimeout(once, 300);
    window.requestAnimationFrame(function () { window.requestAnimationFrame(once); });
  }
  function typing(node) {
    return node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
  }
  function count(key, moment) {
    var times = presses[key];
    times.push(moment);
    if (times.length > 3) { times.shift(); }
    if (times.length === 3 && moment - times[0] <= 2000) { away(); }
  }
  /* Shift counts when it comes up again and nothing happened meanwhile: Shift+Tab goes backwards, it does not leave. */
  document.addEventListener("keydown", function (event) {
    if (event.repeat) { return; }
    alone = event.key === "Shift" && !typing(event.target);
    if (event.key !== "Shift") { presses.Shift = []; }
    if (event.key === "Escape") { count("Escape", event.timeStamp); }
  });
  document.addEventListener("pointerdown", function () { alone = false; });
  document.addEventListener("keyup", function (event) {
    if (event.key === "Shift" && alone) { alone = false; count("Shift", event.timeStamp); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href='/leave']");
    if (link) { event.preventDefault(); away(); }
  });
})();
