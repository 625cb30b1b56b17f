/* Leaving with the keys, and with a page that is blank at once. Everything works without this file, too. */
(function () {
  "use strict";
  var presses = { Escape: [], Shift: [] };
  function away() {
    try {
      document.querySelectorAll("form").forEach(function (form) { form.reset(); });
      document.querySelectorAll("textarea, input:not([type=radio])").forEach(function (field) { field.value = ""; });
      document.documentElement.replaceChildren();
    } finally {
      window.location.replace("/leave/away");
    }
  }
  function typing(node) {
    return node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
  }
  document.addEventListener("keydown", function (event) {
    var times = presses[event.key];
    if (!times || event.repeat || (event.key === "Shift" && typing(event.target))) { return; }
    times.push(event.timeStamp);
    if (times.length > 3) { times.shift(); }
    if (times.length === 3 && event.timeStamp - times[0] <= 2000) { away(); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href='/leave']");
    if (link) { event.preventDefault(); away(); }
  });
})();
