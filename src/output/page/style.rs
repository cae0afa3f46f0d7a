//! How a page looks: on a narrow and on a wide screen, light and dark, and on paper.

/// The style sheet. The colours of the charts are told apart by people who do not see all colours
/// (Okabe and Ito, "Color Universal Design"); no colour alone carries a meaning.
pub(super) const STYLE: &str = "\
:root {
  color-scheme: light dark;
  --text: #1b1f24; --quiet: #57606a; --back: #ffffff; --line: #d0d7de; --soft: #f3f5f7;
  --bad-text: #a40e26; --bad-back: #ffebe9; --note-back: #fff6d6; --good-text: #0a5c36;
  --warn-text: #7a4b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #9da7b3; --back: #0d1117; --line: #3d444d; --soft: #171c23;
    --bad-text: #ff9a92; --bad-back: #4a1216; --note-back: #3a2d06; --good-text: #7ee2b0;
    --warn-text: #f2cc60;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 90rem; background: var(--back); color: var(--text);
  font: 1rem/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.75rem; }
h2 { font-size: 1.25rem; line-height: 1.25; margin: 0 0 0.5rem; }
main > section { margin: 2rem 0 0; padding: 1rem 0 0; border-top: 1px solid var(--line); }
p { margin: 0 0 0.5rem; max-width: 46rem; color: var(--quiet); }
dl { margin: 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }
dt { flex: 0 0 8rem; color: var(--quiet); }
dd { flex: 1 1 14rem; margin: 0; overflow-wrap: anywhere; }
.notice, .unread {
  margin: 0 0 1rem; padding: 0.6rem 0.8rem; border-radius: 4px; max-width: none;
  color: var(--text); background: var(--note-back); border-left: 6px solid #e69f00;
}
.unread { color: var(--bad-text); background: var(--bad-back); border-color: #d1242f; }
.unread ul { margin: 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
figure { margin: 0.75rem 0; }
figure > svg { display: block; width: 100%; overflow: hidden; }
svg text { font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; fill: var(--text); }
svg text.small { font-size: 11.5px; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; list-style: none; }
.legend { margin: 0.5rem 0 0; padding: 0; font-size: 0.875rem; }
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.legend svg { width: 12px; height: 12px; flex: none; }
.track { fill: var(--soft); }
.good { fill: #009e73; } .bad { fill: #d55e00; } .late { fill: #e69f00; }
.mute { fill: #56b4e9; } .lost { fill: #8c8c8c; } .outside { fill: #cc79a7; }
.plain { fill: #0072b2; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
caption { text-align: left; padding: 0.4rem 0.6rem; color: var(--quiet); }
th, td { padding: 0.3rem 0.55rem; text-align: left; vertical-align: top; }
th, td { border-top: 1px solid var(--line); overflow-wrap: anywhere; min-width: 3.5rem; }
thead th { background: var(--soft); font-weight: 600; vertical-align: bottom; }
thead th { overflow-wrap: normal; }
tbody th { font-weight: 500; min-width: 9rem; }
td.text { min-width: 8rem; }
td.time { min-width: 6.9rem; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
th.whole, td.whole { white-space: nowrap; overflow-wrap: normal; }
.state { white-space: nowrap; font-weight: 600; }
.state.is-good { color: var(--good-text); } .state.is-bad { color: var(--bad-text); }
.state.is-warning { color: var(--warn-text); }
@media print {
  :root {
    color-scheme: light;
    --text: #000000; --quiet: #444444; --back: #ffffff; --line: #bbbbbb; --soft: #f3f3f3;
    --bad-text: #a40e26; --bad-back: #ffffff; --note-back: #ffffff; --good-text: #0a5c36;
    --warn-text: #7a4b00;
  }
  @page { size: A4 landscape; margin: 12mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  table { font-size: 8pt; }
  .scroll { overflow: visible; border: 0; }
  th, td { padding: 0.15rem 0.4rem; }
  th, td, tbody th { min-width: 0; }
  td.time { min-width: 18mm; }
  td.text, tbody th.text { min-width: 28mm; }
  thead { display: table-header-group; }
  tr, figure, .unread, .notice { break-inside: avoid; }
  h2, caption, section > p { break-after: avoid; }
}
";
