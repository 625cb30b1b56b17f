/* Staff pages: choose all, and a progress page that renews itself. Everything works without this file, too. */
(function () {
  "use strict";
  var all = document.getElementById("all");
  if (all) {
    all.addEventListener("change", function () {
      document.querySelectorAll("input[name=stairwell]").forEach(function (box) { box.checked = all.checked; });
    });
  }
  function renew() {
    fetch(window.location.href, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (html) {
      var next = new DOMParser().parseFromString(html, "text/html").getElementById("progress");
      var here = document.getElementById("progress");
      if (next && here) { here.replaceWith(next); }
      if (next && next.dataset.running) { setTimeout(renew, 1500); }
    }).catch(function () { setTimeout(renew, 5000); });
  }
  var progress = document.getElementById("progress");
  if (progress && progress.dataset.running) { setTimeout(renew, 1000); }
})();
