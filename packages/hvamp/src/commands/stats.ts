import type { Command } from 'commander'
import { addDataOptions } from '../flags/data'
import { requestedOf } from '../flags/requested'

const help = `
Shows the file as it is read beside what 'hvamp train' keeps of it with the same options; of a data set by name, which
counts are not the published ones; of a folder of a split, all of it beside what is trained on.

Examples:
  hvamp stats ratings.csv
  hvamp stats ml-1m --data-folder downloads/ml-1m.zip
  hvamp stats plays.tsv --rating-column weight --at-least 10 --min-user 20

Writes a table to stdout, or with --json one line: {"read":{…},"kept":{…}}.`

/** `hvamp stats`. */
export function addStats(program: Command): void {
  const command = program
    .command('stats')
    .summary('what is in a file of ratings or clicks')
    .description('Counts what is in a file of ratings or clicks.')
    .argument(
      '<data>',
      "file of ratings, gzip or not, - for the standard input, address of a database, name of a data set, or a folder that 'hvamp split' wrote",
    )
    .option('--json', 'one JSON line on stdout, nothing else')
  addDataOptions(command)
  command.addHelpText('after', help).action(async (data: string, _: unknown, command: Command) => {
    const { statsAction } = await import('../actions/stats')
    return statsAction(data, requestedOf(command))
  })
}
