"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const items = new Map([...data.tasks, ...data.apps].map((item) => [item.name, item]));
  const apps = new Set(data.apps);
  const svg = document.querySelector("svg");
  const details = document.querySelector(".details");
  const search = document.querySelector("input[type=search]");
  const rows = [...document.querySelectorAll("tbody tr")];
  const nodes = new Map([...document.querySelectorAll(".node")].map((node) => [node.dataset.name, node]));
  const calls = [...document.querySelectorAll(".call")];
  let chosen = null;
  let opener = null;

  // Zoom and pan: the view box is what is seen.
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };
  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const zoom = (factor, at) => {
    const width = Math.min(full.width * 4, Math.max(60, view.width * factor));
    const scale = width / view.width;
    const center = at || { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    view = {
      x: center.x - (center.x - view.x) * scale, y: center.y - (center.y - view.y) * scale,
      width, height: view.height * scale,
    };
    show();
  };
  const fit = () => { view = { ...full }; show(); };
  const move = (dx, dy) => { view.x += dx * view.width; view.y += dy * view.height; show(); };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(event.deltaY / 500), point(event));
  }, { passive: false });
  const pointers = new Map();
  let moved = 0;
  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, point(event));
    moved = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = point(event);
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    if (moved > 4 && !svg.hasPointerCapture(event.pointerId)) {
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("moving");
    }
    if (pointers.size === 1) {
      view.x += before.x - now.x;
      view.y += before.y - now.y;
    } else {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const factor = Math.hypot(before.x - other.x, before.y - other.y) / Math.hypot(now.x - other.x, now.y - other.y);
      if (Number.isFinite(factor) && factor > 0) zoom(factor, other);
    }
    show();
    pointers.set(event.pointerId, point(event));
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    svg.addEventListener(kind, (event) => { pointers.delete(event.pointerId); svg.classList.remove("moving"); });
  }
  const zooms = { in: () => zoom(0.75), out: () => zoom(1 / 0.75), fit };
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zooms[button.dataset.zoom]());
  }
  const keys = {
    "+": zooms.in, "=": zooms.in, "-": zooms.out, 0: fit,
    ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0),
    ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1),
  };
  svg.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    if (action && !event.ctrlKey && !event.metaKey) { event.preventDefault(); action(); }
  });

  // Details of one task or app.
  const make = (tag, text, parent, name) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    parent.append(element);
    return element;
  };
  const section = (title, lines) => {
    if (!lines.length) return;
    make("h3", title, details);
    make("pre", lines.join("\n"), details);
  };
  const links = (title, ends) => {
    if (!ends.length) return;
    make("h3", title, details);
    const list = make("ul", "", details, "links");
    for (const [name, note] of ends) {
      const item = make("li", "", list);
      if (items.has(name)) make("button", name, item).addEventListener("click", () => choose(name));
      else make("span", name, item);
      if (note) make("span", ` (${note})`, item);
    }
  };
  const noteOf = (call) => [call.links.join(", "), call.via.length ? `via ${call.via.join(", ")}` : "", call.places[0]]
    .filter(Boolean).join("; ");
  const amount = ([name, each]) => {
    const range = each.limit && each.limit !== each.request ? `${each.request || "?"}-${each.limit}` : each.request || "?";
    return [name, range, each.device].filter(Boolean).join(" ");
  };
  const between = (item) => {
    const asks = (call) => call.links.every((link) => link === "endpoint" || link === "output");
    const from = data.calls.filter((call) => call.from === item.name);
    const to = data.calls.filter((call) => call.to === item.name);
    links("Calls", from.filter((call) => !asks(call)).map((call) => [call.to, noteOf(call)]));
    links("Takes the address or output of", from.filter(asks).map((call) => [call.to, noteOf(call)]));
    links("Called by", to.filter((call) => !asks(call)).map((call) => [call.from, noteOf(call)]));
    links("Needed by", to.filter(asks).map((call) => [call.from, noteOf(call)]));
    section("May call", data.unresolved.filter((each) => each.from === item.name)
      .map((each) => `${each.expression}(...) at ${each.place}: ${each.why}`));
  };
  const madeOf = (item) => {
    section("Image", [item.image.uri, ...(item.image.base ? [`from ${item.image.base}`] : []), ...item.image.layers.map((line) => `+ ${line}`)]);
    section("Resources", Object.entries(item.resources).map(amount));
  };
  const given = (item) => {
    section("Secrets", item.secrets.map((each) =>
      `${each.group ? `${each.group}/` : ""}${each.key}${each.variable ? ` as ${each.variable}` : " as a file"}`));
    section("Variables", Object.entries(item.env).map(([name, value]) => `${name}=${value}`));
  };
  const fill = (item) => {
    details.replaceChildren();
    const close = make("button", "×", details, "close");
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", shut);
    make("h2", item.name, details).id = "details-title";
    const home = apps.has(item) ? item.kind : item.environment;
    make("p", `${home ? `${home}, ` : ""}${item.file}${item.line ? `:${item.line}` : ""}`, details, "where");
    (apps.has(item) ? fillApp : fillTask)(item);
  };
  const fillTask = (task) => {
    section("Signature", [task.signature]);
    section("Documentation", task.docs ? [task.docs] : []);
    between(task);
    madeOf(task);
    section("Runs", [
      task.type !== "python" ? `type ${task.type}` : "", task.cache.enabled ? `cache ${task.cache.version || "on"}` : "",
      task.retries ? `retries ${task.retries}` : "", task.timeout ? `timeout ${task.timeout} s` : "",
      task.interruptible ? "interruptible" : "", task.report ? "report" : "", task.reuse ? `reuse ${task.reuse}` : "",
      task.podTemplate ? `pod template ${task.podTemplate}` : "",
    ].filter(Boolean));
    section("Triggers", task.triggers.map((each) =>
      [`${each.name}: ${each.schedule}`, each.active ? "" : "not active", each.problem].filter(Boolean).join(", ")));
    given(task);
  };
  const fillApp = (app) => {
    section("Documentation", app.description ? [app.description] : []);
    between(app);
    section("Serves", [
      app.port ? `port ${app.port}` : "", ...app.address, app.scaling, app.requiresAuth ? "" : "no auth",
      app.requestTimeout ? `requests end after ${app.requestTimeout} s` : "", app.server ? `function ${app.server}` : "",
      app.cluster ? `cluster ${app.cluster}` : "", app.podTemplate ? `pod template ${app.podTemplate}` : "",
    ].filter(Boolean));
    section("Command", app.command.length ? [app.command.join(" ")] : []);
    section("Parameters", app.parameters.map((each) =>
      [`${each.name} = ${each.value}`, each.variable ? `as ${each.variable}` : "", each.mount ? `mounted at ${each.mount}` : ""]
        .filter(Boolean).join(", ")));
    madeOf(app);
    section("Files", app.include);
    section("Links", app.links);
    given(app);
  };
  const reveal = (node) => {
    // Bring a task or app that is out of sight into the middle.
    const box = node.getBBox();
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const inside = x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
    if (inside) return;
    view.x = x - view.width / 2;
    view.y = y - view.height / 2;
    show();
  };
  const mark = () => {
    const near = new Set(calls.filter((call) => [call.dataset.from, call.dataset.to].includes(chosen)));
    for (const [name, node] of nodes) node.classList.toggle("chosen", name === chosen);
    for (const call of calls) call.classList.toggle("chosen", near.has(call));
    for (const row of rows) row.classList.toggle("chosen", row.dataset.name === chosen);
  };
  const choose = (name) => {
    if (!items.has(name)) return;
    if (!details.contains(document.activeElement)) opener = document.activeElement;
    chosen = name;
    fill(items.get(name));
    details.hidden = false;
    reveal(nodes.get(name));
    details.scrollTop = 0;
    mark();
    details.querySelector(".close").focus({ preventScroll: true });
  };
  const shut = () => {
    if (details.hidden) return;
    details.hidden = true;
    chosen = null;
    mark();
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  };
  for (const [name, node] of nodes) {
    node.addEventListener("click", () => { if (moved <= 4) choose(name); });
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(name); }
    });
  }
  for (const row of rows) row.querySelector("button").addEventListener("click", () => choose(row.dataset.name));

  // Search: all words, anywhere in a row.
  const count = document.querySelector(".count");
  const all = count.textContent;
  const nothing = document.querySelector(".nothing");
  const narrow = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const text = row.dataset.text;
      row.hidden = !words.every((word) => text.includes(word));
      left += row.hidden ? 0 : 1;
      const node = nodes.get(row.dataset.name);
      if (node) node.classList.toggle("faded", row.hidden);
    }
    const hidden = new Set(rows.filter((row) => row.hidden).map((row) => row.dataset.name));
    for (const call of calls) call.classList.toggle("faded", hidden.has(call.dataset.from) && hidden.has(call.dataset.to));
    count.textContent = words.length ? `${left} of ${all}` : all;
    nothing.hidden = left > 0;
  };
  search.addEventListener("input", narrow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (!details.hidden) shut();
      else if (document.activeElement === search && search.value) { search.value = ""; narrow(); }
    } else if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  narrow();
})();
