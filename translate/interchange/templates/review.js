"use strict";
// Keeps every correction in this browser as it is typed, and saves the page with the
// corrections in it. A saved page is a new revision: what the browser keeps belongs to
// the revision it was typed into, so a page that comes from someone else is shown as it is.
(() => {
  const body = document.body;
  const find = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("tr[data-key]")];
  const fields = new Map(rows.map((row) => [row, {
    translation: row.querySelector(".translation"), comment: row.querySelector(".comment"),
    reviewed: row.querySelector(".reviewed"), final: row.querySelector(".final"),
  }]));
  const revisions = [body.dataset.revision];
  const opened = new Map();
  let unsaved = false;

  const value = (row) => {
    const { translation, comment, reviewed, final } = fields.get(row);
    return JSON.stringify([translation.value, comment.value, reviewed.checked, final.checked]);
  };
  const name = (row, revision) => ["yelema", body.dataset.page, revision, row.dataset.id, row.dataset.key].join("/");

  // What is in the fields becomes part of the page, so that saving it in any way keeps it.
  // The first line break of a text area is none of its text.
  const write = (row) => {
    const { translation, comment, reviewed, final } = fields.get(row);
    for (const area of [translation, comment]) {
      const text = area.value;
      area.value = text;
      area.defaultValue = "\n" + text;
    }
    for (const box of [reviewed, final]) box.toggleAttribute("checked", box.checked);
    row.classList.toggle("done", reviewed.checked);
    row.classList.toggle("changed", value(row) !== opened.get(row));
  };
  const put = (row, text) => {
    const { translation, comment, reviewed, final } = fields.get(row);
    [translation.value, comment.value, reviewed.checked, final.checked] = JSON.parse(text);
    write(row);
  };
  const count = () => {
    const done = rows.filter((row) => fields.get(row).reviewed.checked).length;
    find("progress").textContent = `${done} of ${rows.length} reviewed`;
  };
  const keep = (row) => {
    write(row);
    unsaved = true;
    count();
    try {
      for (const revision of revisions) localStorage.setItem(name(row, revision), value(row));
      find("status").textContent = "Kept in this browser, not saved yet";
    } catch {
      find("status").textContent = "This browser keeps nothing: save often";
    }
  };

  const save = () => {
    const revision = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
    const here = decodeURIComponent(location.pathname.split("/").pop() || "");
    const banner = find("restored").hidden;
    rows.forEach(write);
    find("restored").hidden = true;
    find("status").textContent = "";
    body.classList.remove("only-left");
    body.dataset.revision = revision;
    const page = "<!doctype html>\n" + document.documentElement.outerHTML + "\n";
    find("restored").hidden = banner;
    body.classList.toggle("only-left", find("left").checked);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([page], { type: "text/html;charset=utf-8" }));
    link.download = /\.x?html?$/i.test(here) ? here : body.dataset.file + ".html";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    revisions.push(revision);
    unsaved = false;
    find("status").textContent = "Saved as " + link.download + " where your downloads go";
  };

  const restore = () => {
    let restored = 0;
    try {
      for (const row of rows) {
        const kept = localStorage.getItem(name(row, revisions[0]));
        if (kept !== null && kept !== value(row)) {
          put(row, kept);
          restored += 1;
        }
      }
    } catch {
      find("status").textContent = "This browser keeps nothing: save often";
    }
    find("restored").hidden = restored === 0;
    unsaved = restored > 0;
  };
  const discard = () => {
    for (const row of rows) {
      put(row, opened.get(row));
      for (const revision of revisions) localStorage.removeItem(name(row, revision));
    }
    find("restored").hidden = true;
    find("status").textContent = "";
    unsaved = false;
    count();
  };

  const changed = (event) => {
    const row = event.target.closest("tr[data-key]");
    if (!row) return;
    const { reviewed, final } = fields.get(row);
    if (event.target === final && final.checked) reviewed.checked = true;
    if (event.target === reviewed && !reviewed.checked) final.checked = false;
    keep(row);
  };
  document.addEventListener("input", changed);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") {
      event.preventDefault();
      save();
    }
    const row = event.target.closest && event.target.closest("tr[data-key]");
    if (event.key === "Enter" && row) {
      event.preventDefault();
      fields.get(row).reviewed.checked = true;
      const next = rows.slice(rows.indexOf(row) + 1).find((other) => !fields.get(other).reviewed.checked);
      keep(row);
      if (next) fields.get(next).translation.focus();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  find("save").addEventListener("click", save);
  find("discard").addEventListener("click", discard);
  find("left").addEventListener("change", (event) => body.classList.toggle("only-left", event.target.checked));

  for (const row of rows) {
    opened.set(row, value(row));
    write(row);
  }
  restore();
  count();
})();
