/* Sending where the signal is weak: what is typed stays, and is sent again by itself for a minute. A form that is sent
   twice is one message. Everything works without this file, too. */
(function () {
  "use strict";
  var form = document.getElementById("form");
  var words = document.getElementById("sending");
  var LONG_ENOUGH = 60000, ONE_TRY = 25000, SOON = 3000;
  var busy = false;
  if (!form || !words || !window.fetch || !window.AbortController || !window.URLSearchParams) { return; }
  /* Leaving empties the page while the network may still stand still: nothing is shown or sent after that. */
  function left() { return !form.isConnected; }
  function hold(still) {
    form.querySelectorAll("textarea, input").forEach(function (one) { one.readOnly = still; });
    busy = still;
  }
  function say(state) {
    words.querySelectorAll("[data-state]").forEach(function (one) { one.hidden = one.dataset.state !== state; });
  }
  function show(page) {
    document.open("text/html", "replace");
    document.write(page);
    document.close();
    var first = document.querySelector("[role=alert]") || document.querySelector("h1");
    if (first) {
      first.tabIndex = -1;
      first.focus();
    }
    window.scrollTo(0, 0);
  }
  function ours(page) { return page.indexOf('id="leave"') > 0; }
  function pause(milliseconds) {
    return new Promise(function (go) {
      function on() { window.clearTimeout(timer); window.removeEventListener("online", on); go(); }
      var timer = window.setTimeout(on, milliseconds);
      window.addEventListener("online", on);
    });
  }
  /* One try. Answers the page that came, or nothing; a page of ours that says "not now" is kept for the end. */
  async function once(typed, kept) {
    var stop = new AbortController();
    var timer = window.setTimeout(function () { stop.abort(); }, ONE_TRY);
    try {
      var answer = await fetch(form.action, { method: "POST", body: typed, signal: stop.signal, cache: "no-store" });
      var page = await answer.text();
      if (!ours(page)) { return ""; }
      if (answer.status < 500) { return page; }
      kept.page = page;
      return "";
    } catch (error) {
      return "";
    } finally {
      window.clearTimeout(timer);
    }
  }
  async function send(typed) {
    var began = Date.now(), wait = 2000, kept = { page: "" };
    var slow = window.setTimeout(function () { say("slow"); }, SOON);
    for (;;) {
      var page = await once(typed, kept);
      window.clearTimeout(slow);
      if (left()) { return; }
      if (page) { return show(page); }
      if (Date.now() - began + wait > LONG_ENOUGH) { break; }
      say("again");
      await pause(wait);
      if (left()) { return; }
      wait = Math.min(2 * wait, 8000);
    }
    if (kept.page) { return show(kept.page); }
    say("unsent");
    hold(false);
  }
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || !/^(send|say)$/.test(button.name)) { return; }
    event.preventDefault();
    if (busy) { return; }
    var typed = new URLSearchParams(new FormData(form));
    typed.append(button.name, button.value);
    hold(true);
    say("");
    send(typed);
  });
})();
