extension HTMLTemplate {
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
    rect{fill:currentColor}
    .charts{overflow-x:auto;display:flex;flex-wrap:wrap;gap:1rem 3rem;align-items:flex-start}
    .chart{width:auto;flex:1 1 30rem;table-layout:auto}
    caption{text-align:left;font-weight:600;padding:.3rem 0}
    .chart td,.chart th{padding-right:.8rem;white-space:nowrap;vertical-align:middle}
    .chart th[scope=row]{white-space:normal;min-width:9rem;max-width:18rem}
    .chart .count,.chart thead th+th{text-align:right;font-variant-numeric:tabular-nums}
    .chart .bar{width:40%;min-width:6rem;padding-right:0}
    .bar svg{display:block;width:100%;height:.8rem}
    select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:4px;padding:.3rem .5rem;max-width:100%}
    kbd{font-family:ui-monospace,monospace;border:1px solid var(--line);border-radius:3px;padding:0 .3rem}
    .keys{margin:.25rem 0;color:var(--dim);font-size:.85rem}
    #shown{margin:.25rem 0;color:var(--dim)}
    article{content-visibility:auto;contain-intrinsic-size:auto 7rem;border:1px solid var(--line);border-left:4px solid currentColor;border-radius:4px;margin:.6rem 0;padding:.4rem .8rem;background:var(--card)}
    article>*{color:var(--ink)}
    [hidden]{display:none}
    h2{font-size:1.1rem;margin:1rem 0 .2rem}
    h3{font-size:1rem;margin:.2rem 0;overflow-wrap:anywhere}
    h3 small,.note,tr.identity td,tr.resent td{color:var(--dim);font-weight:400}
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
}
