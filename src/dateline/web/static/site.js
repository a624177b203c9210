"use strict";
// What all pages share: says aloud what a filter changed, and keeps empty fields out of addresses.
(function () {
  const said = document.getElementById("said");
  const here = document.querySelector(".bar nav [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - 40;

  document.addEventListener("formdata", function (event) {
    if (event.target.method !== "get") return;
    Array.from(event.formData.entries()).forEach(function (field) {
      if (field[1] === "") event.formData.delete(field[0]);
    });
  });

  document.addEventListener("htmx:after:swap", function () {
    const sum = document.querySelector("#view [role='status']");
    if (sum) said.textContent = sum.textContent.trim().split("\n")[0];
  });
})();
