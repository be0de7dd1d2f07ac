// Says in time that the session is about to end (WCAG 2.2.1) and lets the person stay.
(function () {
  "use strict";
  var box = document.getElementById("session-warning");
  if (!box) { return; }
  var minutes = Number(box.dataset.idleMinutes);
  var timer;
  function restart() {
    box.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(function () { box.hidden = false; }, (minutes - 2) * 60000);
  }
  box.querySelector("button").addEventListener("click", function () {
    fetch(box.dataset.url, { method: "GET", credentials: "same-origin" }).then(restart);
  });
  restart();
})();
