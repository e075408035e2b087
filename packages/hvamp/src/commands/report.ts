import type { Command } from 'commander'
import type { reportAction } from '../actions/report'
import { addCompareOptions } from '../flags/compare'
import { pathOption } from '../flags/paths'

const help = `
The verdict of 'hvamp compare', then what it finds as charts and tables, with how training went, a map of the latent space by
pseudo-input, what the training data look like, and the options of each run. Several runs have to have the same test users.

Examples:
  hvamp report runs/ratings-hvamp
  hvamp report runs/a runs/b runs/c --to runs/b --out comparison.html

Writes one HTML file, which loads nothing from the network and runs no script.`

/** `hvamp report`. */
export function addReport(program: Command): void {
  const command = program
    .command('report')
    .summary('runs as one page of charts and tables')
    .description('Writes one self-contained HTML file about finished runs.')
    .argument(
      '<runs...>',
      'folders of runs, of series, of tunings, and of tables of hvamp reproduce or their rows',
    )
    .addOption(pathOption('--out <file>', 'file to write').default('report.html'))
    .option('--force', 'replace the file, if hvamp wrote it')
  addCompareOptions(command)
    .option('--json', 'one JSON line on stdout, nothing else')
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof reportAction>) =>
      (await import('../actions/report')).reportAction(...given),
    )
}
