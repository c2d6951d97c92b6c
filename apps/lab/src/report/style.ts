import { declarations } from './palette';
import { plotStyle } from './plot-style';

/** Of every page: the reader's own fonts, light or dark as the reader has it, and black on white when printed. */
export const style = `
:root { color-scheme: light dark; ${declarations(0)} }
@media screen and (prefers-color-scheme: dark) { :root { ${declarations(1)} } }
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
${plotStyle((name) => `var(--${name})`)}
footer { margin-top: 2.5rem; color: var(--soft); font-size: .85rem; max-width: 52rem; }
@media print { main { padding: 0; max-width: none; } .variant { background: none; } .pair { grid-template-columns: 1fr 1fr; } }
`;
