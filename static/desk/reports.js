// Copies the text accepted last time into its box, and keeps the table's own HTML when one is pasted.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy-into]");
    if (!button) { return; }
    var from = document.getElementById(button.dataset.copyFrom);
    var into = document.getElementById(button.dataset.copyInto);
    if (!from || !into) { return; }
    into.value = into.value ? into.value.replace(/\s+$/, "") + "\n" + from.textContent : from.textContent;
    into.dispatchEvent(new Event("input", { bubbles: true }));
    into.focus();
  });
  document.addEventListener("paste", function (event) {
    var field = event.target.closest("[data-paste-table]");
    var keeper = field && document.getElementById(field.dataset.pasteTable);
    if (!keeper || !event.clipboardData) { return; }
    var html = event.clipboardData.getData("text/html");
    keeper.value = /<table/i.test(html) ? html : "";
    var told = document.getElementById("pasted-html");
    if (told) { told.textContent = keeper.value ? told.dataset.words : ""; }
  });
  document.addEventListener("input", function (event) {
    // Text mended by hand counts more than what was pasted.
    var field = event.target.closest("[data-paste-table]");
    if (field && event.inputType && event.inputType.indexOf("insertFromPaste") !== 0) {
      document.getElementById(field.dataset.pasteTable).value = "";
    }
  });
})();
