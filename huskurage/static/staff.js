/* Staff pages: tick all, a progress page that renews itself, a sheet that follows the choices, long work that goes on. Everything works without this file, too. */
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
  var order = document.querySelector("form[data-preview]");
  function show() {
    var asked = new URLSearchParams(new FormData(order));
    ["csrf_token", "count"].forEach(function (name) { asked.delete(name); });
    var said = asked.toString();
    fetch(order.dataset.preview + "?" + said, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (html) {
      var next = new DOMParser().parseFromString(html, "text/html").getElementById("preview");
      var here = document.getElementById("preview");
      var latest = new URLSearchParams(new FormData(order));
      ["csrf_token", "count"].forEach(function (name) { latest.delete(name); });
      if (next && here && latest.toString() === said) { here.replaceWith(next); }
    }).catch(function () { });
  }
  if (order) { order.addEventListener("change", show); }
  var onward = document.querySelector("form[data-go-on]");
  if (onward) { setTimeout(function () { onward.requestSubmit(); }, 800); }
  var progress = document.getElementById("progress");
  if (progress && progress.dataset.running) { setTimeout(renew, 1000); }
})();
