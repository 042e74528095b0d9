"use strict";

// The page's data, from an element that holds JSON.
const read = (id) => JSON.parse(document.getElementById(id).textContent);

// A cell's text for sorting: digits as a number, also with commas and a percent sign.
const sortKey = (text, isNumber) =>
  isNumber ? Number.parseFloat(text.replaceAll(",", "")) || 0 : text.toLowerCase();

// Calls `sort(column, direction)` when a heading is used; direction is 1 or -1.
function sortable(table, sort) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    heading.setAttribute("aria-sort", "none");
    heading.firstElementChild.addEventListener("click", () => {
      const isNumber = heading.classList.contains("number");
      const old = heading.getAttribute("aria-sort");
      const first = isNumber ? "descending" : "ascending";
      const second = isNumber ? "ascending" : "descending";
      const now = old === first ? second : first;
      headings.forEach((other) => other.setAttribute("aria-sort", "none"));
      heading.setAttribute("aria-sort", now);
      sort(column, now === "ascending" ? 1 : -1, isNumber);
    });
  });
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Tables whose rows stand in the page are sorted there.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  if (body.rows.length === 0) continue;
  sortable(table, (column, direction, isNumber) => {
    const key = (row) => sortKey(row.cells[column].textContent, isNumber);
    const rows = [...body.rows].map((row) => [key(row), row]);
    rows.sort(([a], [b]) => direction * compare(a, b));
    body.replaceChildren(...rows.map(([, row]) => row));
  });
}

// A table whose rows are made from data, some at a time.
function listing(table, more, cells) {
  const STEP = 50;
  const labels = [...table.tHead.rows[0].cells].map((heading) => heading.textContent);
  let rows = [];
  let shown = 0;
  // On narrow screens rows are blocks; the roles keep the table one for readers of the screen.
  table.setAttribute("role", "table");
  for (const group of [table.tHead, table.tBodies[0]]) group.setAttribute("role", "rowgroup");
  table.tHead.rows[0].setAttribute("role", "row");
  for (const heading of table.tHead.rows[0].cells) heading.setAttribute("role", "columnheader");
  const line = (row) => {
    const tr = document.createElement("tr");
    tr.setAttribute("role", "row");
    cells(row).forEach((content, index) => {
      const cell = document.createElement(index === 0 ? "th" : "td");
      if (index === 0) cell.scope = "row";
      cell.setAttribute("role", index === 0 ? "rowheader" : "cell");
      cell.dataset.label = labels[index];
      cell.append(...content);
      tr.append(cell);
    });
    return tr;
  };
  const show = () => {
    const next = rows.slice(shown, shown + STEP);
    const first = next.map(line);
    table.tBodies[0].append(...first);
    shown += next.length;
    more.hidden = shown >= rows.length;
    more.textContent = `Show more (${(rows.length - shown).toLocaleString("en")} left)`;
    return first[0];
  };
  more.addEventListener("click", () => {
    const first = show();
    // The reader goes on where the list went on.
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  });
  return (list) => {
    rows = list;
    shown = 0;
    table.tBodies[0].replaceChildren();
    show();
  };
}

// Their names.
const areas = read("areas");
const rustdoc = read("rustdoc");
const operations = read("operation-rows").map((row) => {
  const [area, uid, method, path, takes, gives, untyped, since, rust, declaration, says] = row;
  const [name, feature] = areas[area];
  const words = [name, uid, method, path, takes, gives, ...untyped, rust, feature, declaration, says];
  if (since) words.push(`since ${since}`);
  const text = words.join("\n").toLowerCase();
  return { area: name.toLowerCase(), uid, method, path, takes, gives, untyped, rust, feature, declaration, since, says, text };
});

// Long names may break where a word of them ends.
const breakable = (text) => {
  const parts = text.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[_/])|(?<=\.)(?!md)/);
  return parts.flatMap((part, index) => index === 0 ? [part] : [document.createElement("wbr"), part]);
};

const code = (text) => {
  const element = document.createElement("code");
  element.append(...breakable(text));
  return element;
};

const sentence = (text) => {
  const element = document.createElement("div");
  element.textContent = text;
  return element;
};

const since = (release) => {
  const element = document.createElement("small");
  element.textContent = ` since ${release}`;
  return element;
};

// The page of a function, where `cargo doc` has written it.
const linked = (rust) => {
  if (!rustdoc) return code(rust);
  const link = document.createElement("a");
  const modules = rust.split("::");
  const name = modules.pop();
  link.href = [rustdoc, ...modules, `fn.${name}.html`].join("/");
  link.append(code(rust));
  return link;
};

// Function, signature and feature, a line each.
const inRust = ({ rust, declaration, feature }) => {
  const lines = [linked(rust), code(declaration), code(feature)];
  return lines.map((line) => {
    const paragraph = document.createElement("div");
    paragraph.append(line);
    return paragraph;
  });
};

const table = document.getElementById("operation-table");
const show = listing(table, document.getElementById("operation-more"), (operation) => [
  operation.since ? [code(operation.uid), since(operation.since)] : [code(operation.uid)],
  [code(`${operation.method} ${operation.path}`), sentence(operation.says)],
  [operation.takes || "nothing"],
  breakable(operation.gives || "nothing"),
  [operation.untyped.join(", ") || "none"],
  inRust(operation),
]);

const query = document.getElementById("q");
const style = document.getElementById("style");
const typed = document.getElementById("typed");
const status = document.getElementById("operation-count");
let order = null;

// Every word has to stand somewhere; `area:Agents/Appointment` is that area alone.
function find() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (operation) => words.every((word) => word.startsWith("area:")
    ? operation.area === word.slice(5)
    : operation.text.includes(word));
  const found = operations.filter((operation) =>
    operation.area.startsWith(style.value)
    && (typed.value === "" || (typed.value === "typed") === (operation.untyped.length === 0))
    && fits(operation));
  if (order) found.sort(order);
  const all = operations.length.toLocaleString("en");
  status.textContent = `${found.length.toLocaleString("en")} of ${all} operations`;
  show(found);
}

const keys = [
  (operation) => operation.uid.toLowerCase(),
  (operation) => operation.path.toLowerCase(),
  (operation) => operation.takes.toLowerCase(),
  (operation) => operation.gives.toLowerCase(),
  (operation) => operation.untyped.length,
  (operation) => operation.rust,
];
sortable(table, (column, direction) => {
  const key = keys[column];
  order = (a, b) => direction * compare(key(a), key(b));
  find();
});

// The address keeps the search, so that it can be passed on.
function fromAddress() {
  const match = /^#q=(.*)$/.exec(location.hash);
  if (match) {
    try {
      query.value = decodeURIComponent(match[1]);
    } catch {
      query.value = match[1];
    }
    document.getElementById("operations").scrollIntoView({ behavior: "instant" });
  }
  find();
}

query.addEventListener("input", () => {
  history.replaceState(null, "", query.value ? `#q=${encodeURIComponent(query.value)}` : "#operations");
  find();
});
style.addEventListener("change", find);
typed.addEventListener("change", find);
query.form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", fromAddress);
fromAddress();

// Lists with a search of their own: their rows are texts, column by column.
function texts(id) {
  const element = document.getElementById(`${id}-rows`);
  if (!element) return;
  const rows = read(`${id}-rows`).map((cells) => ({ cells, text: cells.join("\n").toLowerCase() }));
  const table = document.getElementById(`${id}-table`);
  const status = document.getElementById(`${id}-count`);
  const query = document.getElementById(`${id}-q`);
  const columns = [...table.tHead.rows[0].cells].map((heading) => heading.textContent);
  const isCode = columns.map((column) => ["Name", "Where", "Rule"].includes(column));
  const cell = (text, index) => text && isCode[index] ? [code(text)] : [text];
  const show = listing(table, document.getElementById(`${id}-more`), (row) => row.cells.map(cell));
  let order = null;
  const find = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter((row) => words.every((word) => row.text.includes(word)));
    if (order) found.sort(order);
    const [some, all] = [found.length, rows.length].map((number) => number.toLocaleString("en"));
    status.textContent = `${some} of ${all} ${status.dataset.plural}`;
    show(found);
  };
  sortable(table, (column, direction) => {
    const key = (row) => row.cells[column].toLowerCase();
    order = (a, b) => direction * compare(key(a), key(b));
    find();
  });
  query.addEventListener("input", find);
  query.form.addEventListener("submit", (event) => event.preventDefault());
  find();
}
texts("finding");
texts("change");
