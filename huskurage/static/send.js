/* Sending where the signal is weak: what is typed stays, and is sent again by itself for a minute. When it is through, the
   browser sends the same page once more and shows the answer as always: it can be loaded again. A page that is sent
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
  /* The same fields once more, as they were sent, in a form of their own: the page may have been changed since. */
  function show(typed) {
    var same = document.createElement("form");
    same.method = "post";
    same.action = form.action;
    same.hidden = true;
    typed.forEach(function (value, name) {
      var field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      same.append(field);
    });
    document.body.append(same);
    same.submit();
    same.remove();
    hold(false);
  }
  function pause(milliseconds) {
    return new Promise(function (go) {
      function on() { window.clearTimeout(timer); window.removeEventListener("online", on); go(); }
      var timer = window.setTimeout(on, milliseconds);
      window.addEventListener("online", on);
    });
  }
  /* One try: whether a page of ours answered that is no "not now", and whether any page of ours did. What is sent on
     to another address is for the browser to follow. */
  async function once(typed) {
    var stop = new AbortController();
    var timer = window.setTimeout(function () { stop.abort(); }, ONE_TRY);
    try {
      var answer = await fetch(form.action, { method: "POST", body: typed, signal: stop.signal, cache: "no-store" });
      var ours = answer.redirected || (await answer.text()).indexOf('id="leave"') > 0;
      return { through: ours && answer.status < 500, ours: ours };
    } catch (error) {
      return { through: false, ours: false };
    } finally {
      window.clearTimeout(timer);
    }
  }
  async function send(typed) {
    var began = Date.now(), wait = 2000;
    var slow = window.setTimeout(function () { say("slow"); }, SOON);
    for (;;) {
      var met = await once(typed);
      window.clearTimeout(slow);
      if (left()) { return; }
      if (met.through) { return show(typed); }
      if (Date.now() - began + wait > LONG_ENOUGH) { break; }
      say("again");
      await pause(wait);
      if (left()) { return; }
      wait = Math.min(2 * wait, 8000);
    }
    if (met.ours) { return show(typed); } /* our own page says what is wrong, and whom to call */
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
  window.addEventListener("pageshow", function (event) { /* Back leads to a page that was kept as it stood */
    if (event.persisted) { say(""); hold(false); }
  });
})();
