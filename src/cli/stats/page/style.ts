/** The style of the page; its hash is in the page's own policy. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --line: #dfe3e8; --track: #eceff3;
  --text: #171b21; --faint: #56616e; --mark: #171b21;
  --vst3: #2f6fdb; --au: #c9327a; --lv2: #0c8576; --ladspa: #8156d8; --clap: #c8640c; --vst2: #697586;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1116; --card: #171c24; --line: #2a323d; --track: #232b36;
    --text: #edf1f6; --faint: #a0adbb; --mark: #edf1f6;
    --vst3: #6ea8ff; --au: #ff82b8; --lv2: #3fc7b4; --ladspa: #b79bff; --clap: #f6a35a; --vst2: #a3afbd;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main { max-width: 72rem; margin: 0 auto; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 2.5rem); }
h1, h2, p, dl, dd, ul, figure { margin: 0; padding: 0; }
h1 { font-size: 1.5625rem; font-weight: 600; line-height: 1.15; letter-spacing: -0.01em; }
h1 span { display: block; font-size: clamp(4rem, 17vw, 8.5rem); font-weight: 800; line-height: 0.95; letter-spacing: -0.045em; margin: 0 0 0.12em -0.04em; }
h2 { font-size: 1.25rem; font-weight: 700; line-height: 1.2; letter-spacing: -0.01em; }
.lead { margin-top: 0.5rem; color: var(--faint); font-size: 1.125rem; overflow-wrap: anywhere; }
.choice { margin-top: 0.25rem; font-size: 0.875rem; color: var(--faint); overflow-wrap: anywhere; }
.ribbon { margin-top: clamp(1.5rem, 4vw, 2.5rem); border-radius: 0.5rem; overflow: hidden; }
svg { display: block; overflow: visible; }
.ribbon svg, svg svg { overflow: hidden; }
.legend { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin-top: 1rem; list-style: none; }
.legend li { display: flex; align-items: baseline; gap: 0.5rem; }
.legend .dot { width: 0.75rem; height: 0.75rem; border-radius: 0.1875rem; align-self: center; }
.legend b { font-size: 1.125rem; }
.legend .share { color: var(--faint); font-size: 0.875rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.25rem, 1fr)); gap: 1px; margin: clamp(1.5rem, 4vw, 2.5rem) 0; background: var(--line); border: 1px solid var(--line); border-radius: 0.75rem; overflow: hidden; }
.facts div { padding: 1rem 1.25rem; background: var(--card); }
.facts dt { color: var(--faint); font-size: 0.8125rem; }
.facts dd { font-size: 1.5625rem; font-weight: 700; line-height: 1.2; letter-spacing: -0.02em; }
.cards { display: grid; align-items: start; grid-template-columns: minmax(0, 1fr); gap: clamp(1rem, 2vw, 1.5rem); }
.card { min-width: 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; break-inside: avoid; }
.card .note { margin: 0.25rem 0 1.25rem; color: var(--faint); font-size: 0.9375rem; overflow-wrap: anywhere; }
.card .rest { margin-top: 0.25rem; color: var(--faint); font-size: 0.875rem; }
@media (min-width: 52rem) {
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .card { padding: 1.5rem 1.75rem; }
  .wide { grid-column: 1 / -1; }
}
text { fill: var(--text); font-size: 13px; }
.name { unicode-bidi: isolate; }
.number { font-weight: 700; }
.faint, .tick { fill: var(--faint); }
.tick, .count { font-size: 11px; }
.count { font-weight: 600; }
.track { fill: var(--track); }
.floor { fill: var(--line); }
.catcher { fill: transparent; }
g:hover > .catcher { fill: var(--track); }
.gap { fill: var(--card); }
.long { display: none; }
@media (min-width: 72rem) { .long { display: inline; } .short { display: none; } }
.vst3 { fill: var(--vst3); } .au { fill: var(--au); } .lv2 { fill: var(--lv2); }
.ladspa { fill: var(--ladspa); } .clap { fill: var(--clap); } .vst2 { fill: var(--vst2); }
@media (max-width: 45rem) { .minor { display: none; } }
details { margin-top: 1rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
summary { padding-top: 0.75rem; color: var(--faint); cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--vst3); outline-offset: 4px; border-radius: 2px; }
.scroll { overflow-x: auto; }
table { width: 100%; margin-top: 0.75rem; border-collapse: collapse; }
caption { text-align: left; color: var(--faint); padding-bottom: 0.5rem; }
th, td { padding: 0.375rem 0 0.375rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; white-space: nowrap; }
th:first-child { padding-left: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 8rem; }
.remark { color: var(--faint); }
thead th { color: var(--faint); }
footer { margin-top: 2rem; color: var(--faint); font-size: 0.8125rem; }
@media print { body { background: none; } .cards { display: block; } .card { margin-bottom: 1rem; } }
`;
