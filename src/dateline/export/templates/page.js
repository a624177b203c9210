"use strict";
// Lights the spans of a card and the cards of a span. Without this script the links between them still work.
(function () {
  const PRIMARY = new Set(["what", "also", "words", "number", "deal"]);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const wide = window.matchMedia("(min-width: 60em)");
  const spans = new Map(); // card id -> [{el, role, first}]
  const links = Array.from(document.querySelectorAll(".card h3 a"));
  let held = null; // what is lit: an id, or ids
  let x = -1;
  let y = -1;
  let timer = 0;

  function fields(el) {
    const doc = el.closest(".doc").id;
    return el.dataset.r.split(" ").map(function (token) {
      const first = token.endsWith("!");
      const parts = (first ? token.slice(0, -1) : token).split(".");
      return { id: doc + "-" + parts[0], role: parts[1], first: first, el: el };
    });
  }

  document.documentElement.classList.add("js");
  document.querySelectorAll(".s").forEach(function (el) {
    fields(el).forEach(function (field) {
      if (!spans.has(field.id)) spans.set(field.id, []);
      spans.get(field.id).push(field);
    });
  });

  function clear() {
    document.querySelectorAll(".lit").forEach(function (el) { el.classList.remove("lit"); });
    document.querySelectorAll(".on").forEach(function (el) {
      el.classList.remove("on", "main");
      delete el.dataset.role;
    });
    held = null;
  }

  function light(ids) {
    const key = ids.join(" ");
    if (key === held) return;
    clear();
    held = key;
    ids.forEach(function (id) {
      const card = document.getElementById(id);
      if (!card) return;
      card.classList.add("on");
      card.closest(".doc").classList.add("lit");
      (spans.get(id) || []).forEach(function (field) {
        const main = PRIMARY.has(field.role);
        field.el.classList.add("on");
        // A long quotation would become a block of ink; only short primary spans are filled.
        if (main && field.role !== "words" && field.role !== "deal") field.el.classList.add("main");
        if (!main && field.first) {
          const named = field.el.dataset.role;
          if (!named) field.el.dataset.role = field.role;
          else if (!named.split(" · ").includes(field.role)) field.el.dataset.role = named + " · " + field.role;
        }
      });
    });
  }

  // The narrowest record that the span belongs to; a span that is only a field lights every record that uses it.
  function recordsAt(el) {
    const all = fields(el);
    const own = all.filter(function (field) { return PRIMARY.has(field.role) && field.role !== "words"; });
    if (own.length) return [own[own.length - 1].id];
    const used = all.filter(function (field) { return field.role !== "words"; });
    return Array.from(new Set((used.length ? used : all.slice(-1)).map(function (field) { return field.id; })));
  }

  function motion() { return still.matches ? "auto" : "smooth"; }

  function showText(id) {
    const found = spans.get(id);
    if (!found) return;
    const el = (found.find(function (field) { return PRIMARY.has(field.role); }) || found[0]).el;
    const pane = el.closest(".text");
    if (pane.scrollHeight <= pane.clientHeight + 1) return;
    const box = el.getBoundingClientRect();
    const view = pane.getBoundingClientRect();
    if (box.top > view.top + 24 && box.bottom < Math.min(view.bottom, window.innerHeight) - 24) return;
    pane.scrollTo({ top: pane.scrollTop + box.top - view.top - pane.clientHeight / 3, behavior: motion() });
  }

  function showCard(id) {
    const card = document.getElementById(id);
    const box = card.getBoundingClientRect();
    if (box.top >= 0 && box.bottom <= window.innerHeight) return;
    card.scrollIntoView({ block: "center", behavior: motion() });
  }

  function over(target) {
    const card = target.closest(".card");
    const badge = target.closest(".text .b");
    const span = target.closest(".s");
    window.clearTimeout(timer);
    if (card) {
      light([card.id]);
      showText(card.id);
    } else if (badge || span) {
      const ids = badge ? [badge.hash.slice(1)] : recordsAt(span);
      light(ids);
      if (wide.matches) timer = window.setTimeout(function () { showCard(ids[0]); }, 350);
    } else {
      return false;
    }
    return true;
  }

  function rest() {
    window.clearTimeout(timer);
    const focused = document.activeElement;
    const card = focused.closest(".card");
    const badge = focused.closest(".text .b");
    if (card) light([card.id]);
    else if (badge) light([badge.hash.slice(1)]);
    else clear();
  }

  document.addEventListener("pointerover", function (event) {
    // Scrolling moves the page under a pointer that rests; only a pointer that moves chooses.
    if (event.pointerType === "touch" || (event.screenX === x && event.screenY === y)) return;
    x = event.screenX;
    y = event.screenY;
    if (!over(event.target)) rest();
  });

  document.addEventListener("focusin", function (event) {
    const card = event.target.closest(".card");
    const badge = event.target.closest(".text .b");
    if (card) {
      light([card.id]);
      showText(card.id);
    } else if (badge) {
      const id = badge.hash.slice(1);
      light([id]);
      if (wide.matches) showCard(id);
    } else {
      clear();
    }
  });

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href^='#']");
    if (!link) {
      if (event.target.closest(".s")) over(event.target);
      return;
    }
    const target = document.getElementById(link.hash.slice(1));
    if (!target || !link.closest(".card, .text")) return;
    event.preventDefault();
    target.scrollIntoView({ block: "center", behavior: motion() });
    (target.matches(".card") ? target.querySelector("h3 a") : target).focus({ preventScroll: true });
  });

  const linked = document.getElementById(window.location.hash.slice(1));
  if (linked && linked.matches(".card")) {
    light([linked.id]);
    showText(linked.id);
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      document.activeElement.blur();
      clear();
    }
    if (event.key !== "j" && event.key !== "k") return;
    const lit = held ? held.split(" ")[0] : null;
    const at = links.findIndex(function (link) { return link.closest(".card").id === lit; });
    const next = links[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
    if (!next) return;
    next.focus({ preventScroll: true });
    showCard(next.closest(".card").id);
  });
})();
