/// The one page that all HTML reports are: no network, no values in the script.
enum HTMLTemplate {
  static let page = """
    {{% CONTENT_TYPE: ROSTER_HTML}}<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{{styleHash}}}'; script-src 'sha256-{{{scriptHash}}}'; base-uri 'none'; form-action 'none'">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <header>
    <h1>{{title}}</h1>
    <p class="headline">{{headline}}</p>
    <ul class="facts">
    {{#facts}}
    <li>{{.}}</li>
    {{/facts}}
    </ul>
    </header>
    <main>
    {{#messages}}
    <section class="message {{severity}}">
    <p><strong>{{head}}</strong></p>
    {{#lines}}
    <p>{{.}}</p>
    {{/lines}}
    </section>
    {{/messages}}
    {{#hasItems}}
    <form class="tools" id="tools" role="search">
    <label for="search">Search</label>
    <input type="search" id="search" autocomplete="off" placeholder="address, field or value">
    <fieldset>
    <legend>Show</legend>
    {{#kinds}}
    <label class="kind {{id}}"><input type="checkbox" value="{{id}}" checked> {{label}} <b>{{count}}</b>
    <svg width="200" height="8" aria-hidden="true"><rect width="{{bar}}" height="8"/></svg></label>
    {{/kinds}}
    </fieldset>
    <p id="shown" role="status" aria-live="polite">{{total}} shown</p>
    </form>
    {{/hasItems}}
    <div id="items">
    {{#items}}
    <article class="{{kind}}" tabindex="0">
    <h2><span class="sign">{{sign}}</span> {{title}} <small>{{place}}</small></h2>
    {{#hasRows}}
    <table>
    <thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Note</th></tr></thead>
    <tbody>
    {{#rows}}
    <tr class="{{kind}}"><th scope="row">{{name}}</th><td class="old">{{old}}</td><td class="new">{{new}}</td><td>{{note}}</td></tr>
    {{/rows}}
    </tbody>
    </table>
    {{/hasRows}}
    {{#notes}}
    <p class="note">{{.}}</p>
    {{/notes}}
    </article>
    {{/items}}
    </div>
    </main>
    <footer>roster {{version}}</footer>
    <script>{{{script}}}</script>
    </body>
    </html>

    """

  static let style = """
    :root{color-scheme:light dark;--ink:#1c2024;--dim:#60646c;--back:#fff;--card:#f7f8f9;--line:#dcdfe3;--add:#116329;--change:#8a5300;--move:#0b6578;--gone:#a40e26}
    @media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--dim:#9ba1a8;--back:#15181b;--card:#1e2226;--line:#343a40;--add:#57c878;--change:#e5b567;--move:#5cc4d8;--gone:#ff8a94}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:72rem;padding:1rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back)}
    h1{font-size:1.4rem;margin:.5rem 0}
    .headline{font-size:1.1rem;font-weight:600;margin:.25rem 0}
    .facts{padding:0;list-style:none;color:var(--dim)}
    .tools{position:sticky;top:0;z-index:1;background:var(--back);border-bottom:1px solid var(--line);padding:.5rem 0}
    .tools input[type=search]{font:inherit;padding:.3rem .5rem;min-width:min(24rem,100%);color:inherit;background:var(--card);border:1px solid var(--line);border-radius:4px}
    fieldset{border:0;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
    legend{float:left;margin-right:1rem}
    .kind{display:inline-flex;align-items:center;gap:.35rem}
    .kind svg{width:5rem;height:8px}
    rect{fill:currentColor}
    #shown{margin:.25rem 0;color:var(--dim)}
    article{content-visibility:auto;contain-intrinsic-size:auto 7rem;border:1px solid var(--line);border-left:4px solid currentColor;border-radius:4px;margin:.6rem 0;padding:.4rem .8rem;background:var(--card)}
    article>*{color:var(--ink)}
    article[hidden]{display:none}
    h2{font-size:1rem;margin:.2rem 0;overflow-wrap:anywhere}
    h2 small,.note,tr.identity td,tr.resent td{color:var(--dim);font-weight:400}
    .sign{font-family:ui-monospace,monospace}
    .create,.applied{color:var(--add)}.update,.finding{color:var(--change)}.rename{color:var(--move)}.forget,.not_attempted{color:var(--dim)}.delete,.failed{color:var(--gone)}
    table{border-collapse:collapse;width:100%;table-layout:fixed}
    th,td{text-align:left;vertical-align:top;padding:.15rem .5rem .15rem 0;overflow-wrap:anywhere;white-space:pre-wrap}
    thead{color:var(--dim);font-size:.85rem}
    th[scope=row]{font-weight:500}
    td{font-family:ui-monospace,monospace;font-size:.9rem}
    tr.changed .old,tr.released .old{color:var(--gone)}
    tr.changed .new,tr.added .new{color:var(--add)}
    .note{margin:.2rem 0}
    .message{border:1px solid var(--line);border-left:4px solid var(--change);border-radius:4px;padding:.3rem .8rem;margin:.6rem 0}
    .message.error{border-left-color:var(--gone)}
    .message p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
    footer{color:var(--dim);margin:2rem 0}
    :focus-visible{outline:2px solid var(--move);outline-offset:2px}
    """

  static let script = """
    (function () {
      "use strict";
      var form = document.getElementById("tools");
      if (!form) return;
      var search = document.getElementById("search");
      var shown = document.getElementById("shown");
      var boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
      var items = Array.from(document.querySelectorAll("#items > article"));
      var texts = null;
      var timer = 0;
      function apply() {
        var words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var kinds = new Set(boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }));
        if (words.length && !texts) texts = items.map(function (item) { return item.textContent.toLowerCase(); });
        var count = 0;
        items.forEach(function (item, index) {
          var visible = kinds.has(item.className) && words.every(function (word) { return texts[index].includes(word); });
          if (item.hidden === visible) item.hidden = !visible;
          if (visible) count += 1;
        });
        shown.textContent = count === items.length ? count + " shown" : count + " of " + items.length + " shown";
      }
      function soon() { clearTimeout(timer); timer = setTimeout(apply, 80); }
      form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
      search.addEventListener("input", soon);
      boxes.forEach(function (box) { box.addEventListener("change", apply); });
      document.addEventListener("keydown", function (event) {
        var target = event.target;
        var typing = target && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
        if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
        if (event.key === "Escape" && target === search) { search.value = ""; apply(); }
        if ((event.key === "j" || event.key === "k") && !typing) {
          var visible = items.filter(function (item) { return !item.hidden; });
          var at = visible.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
          if (visible[at]) visible[at].focus();
        }
      });
    })();
    """
}
