import { trusted } from './html'

/** The style of the page: light and dark, and for print. */
export const style = trusted(`
:root {
  color-scheme: light dark;
  --page: #fff; --text: #1b1f24; --soft: #59616b; --line: #d8dde3; --stripe: #f5f7f9; --faint: #a4adb8;
  --colour-1: #0072b2; --colour-2: #d55e00; --colour-3: #00805e; --colour-4: #b5478f;
  --colour-5: #9a7200; --colour-6: #2f97c9; --colour-7: #7b4b2a; --colour-8: #555;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --text: #e6e9ed; --soft: #a2abb6; --line: #333a43; --stripe: #1b2026; --faint: #626c79;
    --colour-1: #56b4e9; --colour-2: #ff8f45; --colour-3: #3ccf9f; --colour-4: #e796c8;
    --colour-5: #f0c849; --colour-6: #a6dcf7; --colour-7: #cf9d6c; --colour-8: #b9bfc6;
  }
}
@media print { :root { color-scheme: light } details::details-content { display: block; content-visibility: visible } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
header, main { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem }
header { padding-top: 1.5rem }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem; text-wrap: balance }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .8rem; padding-top: .8rem; border-top: 1px solid var(--line) }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem }
header p, .note { color: var(--soft); font-size: .9rem; margin: .4rem 0; max-width: 50rem; overflow-wrap: anywhere }
header .verdict { color: var(--text); font-size: 1.1rem; margin: .6rem 0; max-width: 50rem }
nav { margin-top: .8rem; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem }
a { color: var(--colour-1) }
.charts { display: grid; gap: 1.5rem 2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)) }
figure { margin: 0 }
figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .3rem }
figure svg { width: 100%; height: auto; display: block; --plot-background: var(--page); font-size: 12px; overflow: visible }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .9rem; margin: .4rem 0 .9rem }
.legend span { display: inline-flex; align-items: center; gap: .4rem }
.scroll { overflow-x: auto; margin: 1.2rem 0 }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding: .2rem 0 .4rem }
th, td { text-align: left; padding: .3rem 1.1rem .3rem .4rem; border-bottom: 1px solid var(--line); white-space: nowrap; font-weight: 400 }
thead th { color: var(--soft) }
.number { text-align: right }
tbody tr:nth-child(even) { background: var(--stripe) }
@media (max-width: 40rem) {
  header, main { padding: 0 1rem }
  th, td { padding-right: .6rem }
  tbody th, td:not(.number) { white-space: normal; min-width: 8rem }
  #options th, #options td { white-space: nowrap; min-width: 0 }
}
details { margin: 1rem 0 }
summary { cursor: pointer }
`)
