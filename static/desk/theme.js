// Light or dark as chosen before, set before the first paint; without a choice the system decides.
(function () {
  "use strict";
  var root = document.documentElement;
  var kept = null;
  try { kept = localStorage.getItem("theme"); } catch (error) { kept = null; }
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  root.setAttribute("data-bs-theme", kept || (system.matches ? "dark" : "light"));
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-theme-switch]");
    if (!button) { return; }
    var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("theme", next); } catch (error) { /* the choice lasts for this page */ }
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-dismiss-message]");
    if (button) { button.closest(".notice").remove(); }
  });
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
  });
})();
