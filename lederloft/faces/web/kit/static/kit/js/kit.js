/* Small helps on top of pages that work without any of this. No inline code, no eval, no third party. */
(function () {
  "use strict";

  var root = document.documentElement;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* Ctrl+K (Cmd+K) goes to the search field, or to the search page on a phone. */
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    var field = document.querySelector("[data-kit='search']");
    var link = document.querySelector(".ll-search-link");
    if (field && field.offsetParent !== null) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (link) {
      event.preventDefault();
      link.click();
    }
  });

  /* A menu closes on Escape, on a press outside, and when focus leaves it. */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    all("details[data-kit='menu'][open]").forEach(function (menu) {
      var had = menu.contains(document.activeElement);
      menu.open = false;
      if (had) menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", function (event) {
    all("details[data-kit='menu'][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("focusin", function (event) {
    all("details[data-kit='menu'][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  /* Colour scheme: shows at once; the form still posts, so the choice is kept. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-kit='scheme'] button[name='scheme']");
    if (button) root.setAttribute("data-color-scheme", button.value);
  });

  /* Double press: the second press of a sent form does nothing; back from the browser's cache it is awake again. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || (form.method || "").toLowerCase() !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    all("button[type='submit'], button:not([type])", form).forEach(function (button) {
      button.setAttribute("aria-disabled", "true");
    });
  });
  function wake() {
    all("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
      all("button[aria-disabled]", form).forEach(function (button) {
        button.removeAttribute("aria-disabled");
      });
    });
  }
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) wake();
  });

  /* Dialogs: data-opens="id" on a link or button opens; data-closes on a button closes. The link's own page is the way without script. */
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    if (opener && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      var dialog = document.getElementById(opener.dataset.opens);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    var closer = event.target.closest("[data-closes]");
    if (closer) {
      var open = closer.closest("dialog");
      if (open) {
        event.preventDefault();
        open.close();
      }
    }
  });

  /* Bulk: count, choose all, clear. */
  function count(name) {
    var boxes = all("input[type='checkbox'][name='" + name + "']");
    var chosen = boxes.filter(function (box) { return box.checked; }).length;
    all("[data-kit='bulk'][data-name='" + name + "']").forEach(function (bar) {
      var words = bar.querySelector("[data-kit='count']");
      if (words) words.textContent = chosen + " " + (words.dataset.word || "");
      if (chosen) bar.removeAttribute("data-empty");
      else bar.setAttribute("data-empty", "");
    });
    all("[data-kit='pick-all'][data-name='" + name + "']").forEach(function (box) {
      box.checked = boxes.length > 0 && chosen === boxes.length;
      box.indeterminate = chosen > 0 && chosen < boxes.length;
    });
  }
  document.addEventListener("change", function (event) {
    var box = event.target;
    if (box.matches("[data-kit='pick-all']")) {
      all("input[type='checkbox'][name='" + box.dataset.name + "']").forEach(function (one) { one.checked = box.checked; });
      count(box.dataset.name);
    } else if (box.type === "checkbox" && document.querySelector("[data-kit='bulk'][data-name='" + box.name + "']")) {
      count(box.name);
    }
  });
  document.addEventListener("click", function (event) {
    var clear = event.target.closest("[data-kit='pick-none']");
    if (!clear) return;
    event.preventDefault();
    var name = clear.closest("[data-kit='bulk']").dataset.name;
    all("input[type='checkbox'][name='" + name + "']").forEach(function (one) { one.checked = false; });
    count(name);
  });

  /* Autosave: a form with data-draft="its page's address" is kept at /kladd a moment after the last key; the note says when. */
  function draft(form) {
    var timer = null;
    var sending = null;
    var address = form.dataset.draftUrl || "/kladd";
    function save() {
      timer = null;
      var data = new FormData(form);
      data.append("kladd", form.dataset.draft);
      all("input[type='password'], input[type='file']", form).forEach(function (secret) { data.delete(secret.name); });
      sending = new AbortController();
      fetch(address, { signal: sending.signal, method: "POST", body: data, credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
        .then(function (answer) { return answer.ok ? answer.json() : null; })
        .then(function (kept) {
          var note = document.querySelector("[data-kit='draft-note'][data-for='" + form.dataset.draft + "']");
          if (note && kept && kept.melding) note.textContent = kept.melding;
        })
        .catch(function () { /* the next key tries again; what stands in the form is still there */ });
    }
    form.addEventListener("input", function () {
      if (timer) clearTimeout(timer);
      timer = setTimeout(save, 1500);
    });
    form.addEventListener("submit", function () {
      if (timer) clearTimeout(timer);
      if (sending) sending.abort();
    });
  }

  /* What must run once per piece of page, also after a partial swap. */
  function prepare(within) {
    all("form[data-draft]", within).forEach(function (form) {
      if (form.dataset.drafting) return;
      form.dataset.drafting = "1";
      draft(form);
    });
    all("[data-kit='pick-all']", within).forEach(function (box) {
      box.hidden = false;
      count(box.dataset.name);
    });
    all(".ll-places, .ll-object-links", within).forEach(function (strip) {
      var here = strip.querySelector("[aria-current]");
      if (here && strip.scrollWidth > strip.clientWidth) {
        strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
      }
    });
    var errors = (within || document).querySelector("[data-kit='errors']");
    if (errors) errors.focus();
  }

  /* Focus is never lost after a swap: the same id if it is there again, else the new piece itself. */
  var heldId = "";
  document.addEventListener("htmx:beforeSwap", function () {
    heldId = document.activeElement && document.activeElement.id;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    prepare(event.target);
    if (document.activeElement && document.activeElement !== document.body) return;
    var again = heldId && document.getElementById(heldId);
    var place = again || event.target;
    if (!again && place && !place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    if (place && place.focus) place.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:afterRequest", wake);

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", function () { prepare(document); });
  else prepare(document);
})();
