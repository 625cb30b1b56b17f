/* Passkeys: makes or asks for one and sends the answer with the page's own form. Codes work without this file, too. */
(function () {
  "use strict";
  var address = /^(\d+\.){3}\d+$|:/; // passkeys need a name, not an address of numbers
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }
  function words(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function known(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }
  function asked(verb, text) {
    var options = JSON.parse(text);
    options.challenge = bytes(options.challenge);
    if (verb === "create") {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = known(options.excludeCredentials);
    }
    return options;
  }
  function answer(made) {
    var said = { clientDataJSON: words(made.response.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature"].forEach(function (part) {
      if (made.response[part]) { said[part] = words(made.response[part]); }
    });
    return JSON.stringify({ id: made.id, rawId: words(made.rawId), type: made.type, response: said, clientExtensionResults: {} });
  }
  function filled(form) {
    return Array.from(form.querySelectorAll("[required]")).every(function (field) {
      return field.name === "code" || field.reportValidity();
    });
  }
  function begin(place) {
    var form = place.closest("form"), button = place.querySelector("button"), problem = place.querySelector(".error");
    button.addEventListener("click", function () {
      if (!filled(form)) { return; }
      button.disabled = true;
      problem.hidden = true;
      navigator.credentials[place.dataset.passkey]({ publicKey: asked(place.dataset.passkey, place.dataset.options) })
        .then(function (made) {
          form.elements.passkey.value = answer(made);
          form.submit();
        })
        .catch(function () {
          button.disabled = false;
          problem.textContent = place.dataset.failed;
          problem.hidden = false;
        });
    });
    place.hidden = false;
    document.querySelectorAll(".without-script").forEach(function (one) { one.hidden = true; });
  }
  if (window.PublicKeyCredential && navigator.credentials && !address.test(window.location.hostname)) {
    document.querySelectorAll("[data-passkey]").forEach(begin);
  }
})();
