// The style of the HTML report: light and dark, wide and narrow, screen and A4.
// Never names a font, a picture or anything else that would have to be fetched.
#pragma once

#include <string_view>

namespace chengxin::io::report {

inline constexpr std::string_view page_style = R"(:root {
  color-scheme: light dark;
  --ink: #1c1f24; --soft: #565d68; --paper: #ffffff; --ground: #f2f4f7; --line: #d5dae1;
  --whole: #43618f; --gain: #2f7d4f; --loss: #b4532a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8eaee; --soft: #a8b0bc; --paper: #16181c; --ground: #22262c; --line: #3a4049;
    --whole: #8fb0e0; --gain: #6fc391; --loss: #e8956a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.65 system-ui, sans-serif; overflow-wrap: break-word; }
dd, th[scope=row], .ledger td:first-of-type { overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.7rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; padding-bottom: .25rem;
  border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p { margin: .6rem 0; }
.subtitle { color: var(--soft); margin: .1rem 0 1rem; }
.important { font-weight: 650; }
header + section dd.important { font-size: 1.3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: .75rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0 1.25rem; font-size: .94rem; }
caption { text-align: start; color: var(--soft); padding-bottom: .4rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid var(--line); font-weight: normal; }
thead th { color: var(--soft); font-size: .88rem; white-space: nowrap; border-bottom-width: 2px; }
.day { white-space: nowrap; }
.amount { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.detail { display: block; font-weight: normal; color: var(--soft); font-size: .86rem; line-height: 1.5; }
.heading th { font-weight: 650; border-bottom: 0; padding-top: 1rem; }
.subtotal th, .subtotal td { background: var(--ground); font-weight: 650; }
.total th, .total td { font-weight: 700; font-size: 1.05rem; border-bottom-width: 2px; }
.chart { margin: 1rem 0; }
figcaption { color: var(--soft); margin-bottom: .4rem; }
.bar { display: grid; grid-template-columns: minmax(6rem, 14rem) 5rem 1fr; gap: .75rem;
  align-items: center; line-height: 1.4; }
.bar svg { width: 100%; height: 1.25rem; display: block; }
.ground { fill: var(--ground); } .whole { fill: var(--whole); }
.gain { fill: var(--gain); } .loss { fill: var(--loss); }
@media (max-width: 40rem) {
  .bar { grid-template-columns: 7rem 4rem 1fr; gap: .5rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  tbody th, td { display: block; border: 0; padding: .1rem .4rem; }
  tbody th { font-weight: 650; }
  td { display: flex; justify-content: space-between; gap: 1rem; text-align: end; }
  td::before { content: attr(data-label); color: var(--soft); font-weight: normal;
    white-space: nowrap; }
}
@media print {
  @page { size: A4; margin: 16mm; }
  :root { --ink: #000; --soft: #444; --paper: #fff; --ground: #eee; --line: #bbb;
    --whole: #43618f; --gain: #2f7d4f; --loss: #b4532a; color-scheme: light; }
  html { font-size: 9.5pt; } main { max-width: none; padding: 0; }
  h2, h3, .heading { break-after: avoid; } tr, .bar, dl { break-inside: avoid; }
  .bar svg { print-color-adjust: exact; }
}
)";

}  // namespace chengxin::io::report
