import { foldersInShort, runsOfOthers } from '../comparison/folders-in-short'
import { ownFileByStart } from '../files/own-file'
import { counted, grouped } from '../terminal/format'
import { comparisonSections } from './comparison-section'
import { dataSection } from './data-section'
import { html } from './html'
import { latentSection } from './latent-section'
import { optionsSection } from './options-section'
import type { Report } from './read-report'
import { style } from './style'
import { trainingSection } from './training-section'

const madeBy = 'made by hvamp from'

/** Pages of reports. */
export const reportFile = ownFileByStart(
  'report pages',
  (start) => /^<!doctype html>\n<html lang="en">/.test(start) && start.includes(madeBy),
)

/** The report as one HTML file, which loads nothing and runs nothing. */
export function reportPage(report: Report): string {
  const { runs, comparison } = report
  const { systems, differences, users, withoutHeldOutItems: without } = comparison
  const titles = systems.filter(({ runs }) => runs.length > 0).map(({ title }) => title)
  const heading = titles.length > 4 ? `${titles.length} systems compared` : titles.join(', ')
  const unmeasured = without > 0 ? `, beside ${grouped(without)} with nothing held out` : ''
  const madeOf = systems
    .flatMap(({ runs }) => (runs.length > 0 ? [foldersInShort(runs, runsOfOthers(systems, runs))] : []))
    .join(', ')
  const latents = latentSection(runs)
  const contents = [
    ['metrics', 'Metrics'],
    ...(differences.length > 0 ? [['differences', 'Differences']] : []),
    ['activity', 'By activity'],
    ['training', 'Training'],
    ...(latents ? [['latents', 'Latent space']] : []),
    ['data', 'Data'],
    ['options', 'Options'],
  ]
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${heading}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${heading}</h1>
<p class="verdict">${comparison.verdict.text}</p>
${comparison.warnings.map(({ text }) => html`<p class="note">${text}</p>\n`)}<p>${counted(users, 'test user')} of ${runs[0]!.config.data.source.path}${unmeasured}; ${madeBy} ${madeOf}</p>
<nav aria-label="Contents">${contents.map(([id, title]) => html`<a href="#${id}">${title}</a> `)}</nav></header>
<main>
${comparisonSections(report)}
${trainingSection(report)}
${latents}
${dataSection(runs)}
${optionsSection(report)}
</main>
</body>
</html>
`
  return page.markup
}
