"""The style sheet of the page of differences: light and dark, and every color with a second sign."""

SHEET = """
:root { color-scheme: light dark; --back: #fdfdfd; --ink: #1b1b1b; --faint: #555; --line: #bbb;
  --left: #a3211a; --right: #1b6e2a; --both: #6b5200;
    --pale-left: #fde4e2; --pale-right: #e0f4e3; --pale-both: #f7efcf; }
@media (prefers-color-scheme: dark) {
  :root { --back: #1b1b1b; --ink: #ececec; --faint: #aaa; --line: #555;
    --left: #ff9d94; --right: #8fd18f; --both: #e2c76a;
    --pale-left: #43211f; --pale-right: #1d3a22; --pale-both: #3a3316; }
}
body { background: var(--back); color: var(--ink); font: 1rem/1.7 system-ui, sans-serif; margin: 0; }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.3; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; overflow-wrap: normal; }
th, td { text-align: start; vertical-align: top; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line); }
td.n { text-align: end; font-variant-numeric: tabular-nums; }
a { color: inherit; }
.text { margin: .3rem 0; white-space: pre-wrap; }
.gone { text-decoration: line-through; }
.fold, .why { color: var(--faint); }
.l { border-bottom: 2px dashed var(--left); background: var(--pale-left); }
.r { border-bottom: 2px solid var(--right); background: var(--pale-right); }
.b { border-bottom: 2px dotted var(--both); background: var(--pale-both); }
.l.r { border-bottom: 4px double var(--both); background: var(--pale-both); }
.s { font: .75em ui-monospace, monospace; vertical-align: .25em; }
.s.minus, .entry.minus > b { color: var(--left); }
.s.plus, .entry.plus > b { color: var(--right); }
.s.tilde, .entry.tilde > b { color: var(--both); }
ul { list-style: none; margin: .3rem 0; padding-inline-start: 1rem; }
.entry > b { font-family: ui-monospace, monospace; }
del { color: var(--left); text-decoration: line-through; }
ins { color: var(--right); text-decoration: underline; }
@media print { section { break-inside: avoid; } .l, .r, .b { print-color-adjust: exact; } }
"""
