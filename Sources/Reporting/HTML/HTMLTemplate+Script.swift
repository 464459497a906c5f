extension HTMLTemplate {
  /// The page's script, which inserts values as text only, by `textContent`, never as markup.
  static let script = """
    (function () {
      "use strict";
      var form = document.getElementById("tools");
      if (!form) return;
      var data = JSON.parse(document.getElementById("data").textContent);
      var all = data.items;
      var search = document.getElementById("search");
      var company = document.getElementById("company");
      var shown = document.getElementById("shown");
      var list = document.getElementById("items");
      var more = document.getElementById("more");
      var boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
      var batch = 50;
      var matches = all.map(function (_, index) { return index; });
      var texts = [];
      var timer = 0;

      function read(limit) {
        for (var index = texts.length; index < limit; index += 1) {
          var item = all[index];
          var parts = [item[2], item[3], item[4] < 0 ? "" : data.companies[item[4]]];
          item[5].forEach(function (row) { parts.push(row[1], row[2] || "", row[3] || "", row[4]); });
          texts.push(parts.concat(item[6]).join("\\n").toLowerCase());
        }
      }
      function readAhead() {
        read(Math.min(all.length, texts.length + 2000));
        if (texts.length < all.length) setTimeout(readAhead, 0);
      }

      function element(name, text, className, attributes) {
        var node = document.createElement(name);
        if (text) node.textContent = text;
        if (className) node.className = className;
        Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
        return node;
      }
      function table(rows) {
        var node = element("table");
        var head = node.createTHead().insertRow();
        ["Field", "Before", "After", "Note"].forEach(function (name) {
          head.append(element("th", name, "", {scope: "col"}));
        });
        var body = element("tbody");
        rows.forEach(function (row) {
          var line = element("tr", "", row[0]);
          line.append(element("th", row[1], "", {scope: "row"}), element("td", row[2], "old"),
            element("td", row[3], "new"), element("td", row[4]));
          body.append(line);
        });
        node.append(body);
        return node;
      }
      function article(index, position) {
        var item = all[index];
        var id = "change-" + (position + 1);
        var node = element("article", "", data.kinds[item[0]], {
          tabindex: "0", "aria-posinset": position + 1, "aria-setsize": matches.length, "aria-labelledby": id
        });
        var head = element("h3", "", "", {id: id});
        head.append(element("span", item[1], "sign"), " " + item[2] + " ", element("small", item[3]));
        node.append(head);
        if (item[5].length) node.append(table(item[5]));
        item[6].forEach(function (note) { node.append(element("p", note, "note")); });
        return node;
      }

      function grow() {
        var from = list.childElementCount;
        var part = document.createDocumentFragment();
        matches.slice(from, from + batch).forEach(function (index, offset) {
          part.append(article(index, from + offset));
        });
        list.append(part);
        more.hidden = list.childElementCount >= matches.length;
      }
      function number(count) { return count.toLocaleString("en"); }
      function apply() {
        clearTimeout(timer);
        var words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var kinds = boxes.map(function (box) { return box.checked; });
        var wanted = company && company.value !== "" ? Number(company.value) : null;
        if (words.length) read(all.length);
        matches = [];
        all.forEach(function (item, index) {
          if (kinds[item[0]] && (wanted === null || item[4] === wanted)
            && words.every(function (word) { return texts[index].includes(word); })) matches.push(index);
        });
        list.textContent = "";
        grow();
        shown.textContent = matches.length === all.length
          ? number(all.length) + " shown" : number(matches.length) + " of " + number(all.length) + " shown";
      }

      form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
      search.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 80); });
      boxes.concat(company || []).forEach(function (box) { box.addEventListener("change", apply); });
      more.addEventListener("click", function () {
        var next = list.childElementCount;
        grow();
        if (list.children[next]) list.children[next].focus();
      });
      new IntersectionObserver(function (entries) {
        if (entries.some(function (entry) { return entry.isIntersecting; }) && !more.hidden) grow();
      }, {rootMargin: "600px"}).observe(more);
      document.addEventListener("keydown", function (event) {
        var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === "Escape" && event.target === search) { search.value = ""; apply(); }
        if (typing) return;
        if (event.key === "/") { event.preventDefault(); search.focus(); }
        if (event.key === "j" || event.key === "k") {
          var at = Array.prototype.indexOf.call(list.children, document.activeElement);
          var next = at + (event.key === "j" ? 1 : -1);
          if (next >= list.childElementCount && !more.hidden) grow();
          if (list.children[next]) list.children[next].focus();
        }
      });
      more.hidden = list.childElementCount >= matches.length;
      setTimeout(readAhead, 0);
    })();
    """
}
