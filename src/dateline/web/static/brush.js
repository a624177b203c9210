"use strict";
// The timeline: a drag over it, or the arrow keys, choose a period; the filter's own fields carry it.
(function () {
  let drag = null;
  let keys = null;

  function edges(time) { return Array.from(time.querySelectorAll(".edges i")); }

  function at(time, x) {
    const box = time.querySelector(".bars").getBoundingClientRect();
    const all = edges(time);
    return Math.min(all.length - 1, Math.max(0, Math.floor(((x - box.left) / box.width) * all.length)));
  }

  function show(time, one, two) {
    const all = edges(time);
    const low = Math.min(one, two);
    const high = Math.max(one, two);
    const brush = time.querySelector(".brush");
    brush.setAttribute("x", (low / all.length) * 100 + "%");
    brush.setAttribute("width", ((high - low + 1) / all.length) * 100 + "%");
    const total = all.slice(low, high + 1).reduce(function (sum, edge) { return sum + Number(edge.dataset.n); }, 0);
    time.querySelector(".chosen").textContent =
      all[low].dataset.from + " to " + all[high].dataset.to + ", " + total + (total === 1 ? " record" : " records");
  }

  function clear(time) {
    time.querySelector(".brush").setAttribute("width", "0");
    time.querySelector(".chosen").textContent = "";
  }

  function choose(time, one, two) {
    const all = edges(time);
    const form = document.getElementById("filter");
    const from = all[Math.min(one, two)].dataset.from;
    const to = all[Math.max(one, two)].dataset.to;
    if (form) {
      form.elements.from.value = from;
      form.elements.to.value = to;
      form.requestSubmit();
    } else {
      window.location = time.dataset.base + "&from=" + from + "&to=" + to;
    }
  }

  document.addEventListener("pointerdown", function (event) {
    const bars = event.target.closest(".bars");
    if (!bars || event.button !== 0) return;
    const time = bars.closest(".time");
    drag = { time: time, from: at(time, event.clientX), x: event.clientX };
    bars.setPointerCapture(event.pointerId);
  });

  document.addEventListener("pointermove", function (event) {
    if (drag) show(drag.time, drag.from, at(drag.time, event.clientX));
  });

  document.addEventListener("pointerup", function (event) {
    if (!drag) return;
    const done = drag;
    drag = null;
    choose(done.time, done.from, at(done.time, event.clientX));
  });

  document.addEventListener("pointercancel", function () {
    if (drag) clear(drag.time);
    drag = null;
  });

  document.addEventListener("keydown", function (event) {
    const time = event.target.closest ? event.target.closest(".time") : null;
    if (!time || event.target !== time) return;
    const last = edges(time).length - 1;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape" && keys) {
      keys = null;
      clear(time);
    } else if (event.key === "Enter" && keys) {
      event.preventDefault();
      choose(time, keys.from, keys.to);
      keys = null;
    } else if (step) {
      event.preventDefault();
      if (!keys) keys = { from: last, to: last };
      else keys.to = Math.min(last, Math.max(0, keys.to + step));
      if (!event.shiftKey) keys.from = keys.to;
      show(time, keys.from, keys.to);
      document.getElementById("said").textContent = time.querySelector(".chosen").textContent;
    }
  });
})();
