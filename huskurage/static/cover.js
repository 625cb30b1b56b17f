/* Redacted copies: a button that puts the marks around what is selected. Typing the marks does the same. */
(function () {
  "use strict";
  document.querySelectorAll("button.cover").forEach(function (button) {
    var text = document.getElementById(button.dataset.for);
    button.hidden = false;
    button.addEventListener("click", function () {
      var from = text.selectionStart, to = text.selectionEnd;
      if (from !== to) {
        var inside = text.value.slice(from, to).replace(/[\u27e6\u27e7]/g, "");
        text.setRangeText("\u27e6" + inside + "\u27e7", from, to, "end");
      }
      text.focus();
    });
  });
})();
