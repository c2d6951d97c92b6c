/** Of every page: the reader's own fonts, light or dark as the reader has it, and black on white when printed. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #626b76; --paper: #ffffff; --band: #f5f6f8; --rule: #dfe3e8;
  --pass: #1a7f4b; --fail: #c62f2f; --warn: #9a6700; --p50: #2f6fd0; --p99: #d9730d;
  --c1: #d9480f; --c2: #2f6fd0; --c3: #2b8a3e; --c4: #862e9c; --c5: #0b7285; --grey: #b4bcc6; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #98a2ae; --paper: #14171b; --band: #1c2026;
  --rule: #2f353d; --pass: #4cc38a; --fail: #ff6b6b; --warn: #e3b341; --p50: #6ea8fe; --p99: #ffa94d;
  --c1: #ff8f5c; --c2: #6ea8fe; --c3: #69db7c; --c4: #da77f2; --c5: #66d9e8; --grey: #5b6570; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 2.6rem 0 .7rem; }
h3 { font-size: 1.02rem; margin: 0; }
a { color: inherit; text-underline-offset: .2em; text-decoration-color: var(--grey); }
p { margin: .3rem 0; } .question { font-size: 1.15rem; color: var(--soft); max-width: 48rem; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin: 1rem 0 0; color: var(--soft); font-size: .88rem; }
.pill { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .78rem; font-weight: 650;
  letter-spacing: .03em; border: 1px solid currentColor; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .warning { color: var(--warn); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--soft); }
th, td { padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--rule); white-space: nowrap; }
td:first-child { white-space: normal; } .number td:not(:first-child), .number th:not(:first-child) { text-align: right; }
.variant { border: 1px solid var(--rule); border-radius: 10px; background: var(--band); padding: 1rem 1.1rem .6rem; margin: 0 0 1.1rem;
  break-inside: avoid; }
.heading { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .9rem; margin-bottom: .5rem; }
code { font: .8rem/1.4 ui-monospace, monospace; color: var(--soft); overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: .4rem 1.4rem; }
figure { margin: 0; display: flex; flex-direction: column; justify-content: space-between; } figcaption { font-size: .82rem; color: var(--soft); display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
figcaption b { color: var(--ink); font-weight: 600; }
.key::before { content: ''; display: inline-block; width: .9rem; height: 3px; border-radius: 2px; vertical-align: middle;
  margin-right: .35rem; background: var(--colour); }
svg { display: block; width: 100%; height: auto; font: 11.5px system-ui, sans-serif; }
.grid { stroke: var(--rule); } .tick { fill: var(--soft); font-variant-numeric: tabular-nums; } .label { fill: var(--ink); }
.mark { stroke: var(--ink); stroke-dasharray: 3 3; opacity: .55; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.failed { fill: var(--fail); opacity: .45; }
.line.p50 { stroke: var(--p50); } .line.p99 { stroke: var(--p99); } .line.grey { stroke: var(--grey); stroke-width: 1.2; }
.line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); } .line.c3 { stroke: var(--c3); } .line.c4 { stroke: var(--c4); }
.line.c5 { stroke: var(--c5); }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .85rem; max-width: 52rem; }
@media print { main { padding: 0; max-width: none; } .variant { background: none; } .pair { grid-template-columns: 1fr 1fr; } }
`;
