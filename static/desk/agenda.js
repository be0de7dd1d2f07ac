// Lets rows of an agenda be dragged; the drop sends the same form as the buttons do.
(function () {
  "use strict";
  var form = document.getElementById("order-form");
  if (!form) { return; }
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-token]"));
  var dragged = null;

  function clear() {
    rows.forEach(function (row) { row.classList.remove("drop-here", "dragged"); });
  }

  rows.forEach(function (row) {
    if (row.tagName === "LI") {
      row.draggable = true;
      row.addEventListener("dragstart", function (event) {
        dragged = row;
        row.classList.add("dragged");
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.dataset.token);
      });
      row.addEventListener("dragend", function () { dragged = null; clear(); });
    }
    row.addEventListener("dragover", function (event) {
      if (!dragged || dragged === row) { return; }
      event.preventDefault();
      clear();
      dragged.classList.add("dragged");
      row.classList.add("drop-here");
    });
    row.addEventListener("drop", function (event) {
      if (!dragged || dragged === row) { return; }
      event.preventDefault();
      // An item dragged upwards takes the place of the row it is dropped on, else it follows it.
      var upwards = rows.indexOf(row) < rows.indexOf(dragged);
      var target = upwards && row.tagName === "LI" ? rows[rows.indexOf(row) - 1] : row;
      form.elements.token.value = dragged.dataset.token;
      form.elements.behind.value = target ? target.dataset.token : "";
      form.submit();
    });
  });
})();
