/// The page that all HTML reports share: it needs no network, and no code in it holds a value.
///
/// The first changes stand in it as elements, for readers without scripts. All of them stand in it
/// as data, from which the script makes elements when they are viewed. So a page of 50,000 changes
/// opens, filters and searches as fast as one of 50.
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
    <section class="charts" aria-label="Figures">
    {{#charts}}
    <table class="chart">
    <caption>{{caption}}</caption>
    <thead><tr><th scope="col">{{heading}}</th>{{#columns}}<th scope="col">{{.}}</th>{{/columns}}<td></td></tr></thead>
    <tbody>
    {{#rows}}
    <tr><th scope="row">{{name}}</th>{{#counts}}<td class="count">{{.}}</td>{{/counts}}<td class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{{#bars}}<rect class="{{kind}}" x="{{x}}" width="{{width}}" height="10"/>{{/bars}}</svg></td></tr>
    {{/rows}}
    </tbody>
    </table>
    {{/charts}}
    </section>
    <h2 id="changes">Changes</h2>
    <form class="tools" id="tools" role="search">
    <label for="search">Search</label>
    <input type="search" id="search" autocomplete="off" aria-keyshortcuts="/" placeholder="address, field or value">
    {{#hasCompanies}}
    <label for="company">Company</label>
    <select id="company">
    <option value="">all</option>
    {{#companies}}
    <option value="{{index}}">{{name}}</option>
    {{/companies}}
    </select>
    {{/hasCompanies}}
    <fieldset>
    <legend>Show</legend>
    {{#kinds}}
    <label class="kind {{id}}"><input type="checkbox" value="{{id}}" checked> {{label}} <b>{{count}}</b></label>
    {{/kinds}}
    </fieldset>
    <p id="shown" role="status" aria-live="polite">{{total}}</p>
    <p class="keys">Keys: <kbd>/</kbd> to search, <kbd>j</kbd> and <kbd>k</kbd> for the next and the previous change.</p>
    </form>
    {{/hasItems}}
    {{#hasMore}}
    <noscript><p class="message warning">Without scripts only the first {{first}} of the changes are shown.</p></noscript>
    {{/hasMore}}
    <div id="items" role="feed" aria-labelledby="changes">
    {{#items}}
    <article class="{{kind}}" tabindex="0" aria-posinset="{{position}}" aria-setsize="{{size}}" aria-labelledby="change-{{position}}">
    <h3 id="change-{{position}}"><span class="sign">{{sign}}</span> {{title}} <small>{{place}}</small></h3>
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
    <p><button type="button" id="more" hidden>Show more</button></p>
    </main>
    <footer>roster {{version}}</footer>
    {{#hasItems}}
    <script type="application/json" id="data">{{{data}}}</script>
    {{/hasItems}}
    <script>{{{script}}}</script>
    </body>
    </html>

    """
}
