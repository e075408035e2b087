import type { Command } from 'commander'
import type { fetchAction } from '../actions/fetch'
import { pathOption } from '../flags/paths'

const help = `
Without a name, lists the data sets and their sources. Most publishers offer the files for download; for the rest the list
says how to get the files and where to put them. Each data set has terms, which are shown first.

Other commands take the name, and find the files: 'hvamp train ml-1m'.

Examples:
  hvamp fetch
  hvamp fetch ml-1m
  hvamp fetch ml-20m --to downloads

Writes the publisher's files, as they are, to the folder. A file that is being downloaded is called .partial; the same
command resumes it. Checksums are compared where the publisher has any. A mirror ($HVAMP_MIRROR or --mirror) has, say,
ml-1m.zip at ml-1m/ml-1m.zip.`

/** `hvamp fetch`. */
export function addFetch(program: Command): void {
  program
    .command('fetch')
    .summary('download a published data set')
    .description('Downloads a published data set from its publisher.')
    .argument('[name]', 'of the data set')
    .addOption(
      pathOption('--to <folder>', 'where to write it (default: its name in $HVAMP_DATA, or in data)'),
    )
    .option('--mirror <address>', 'of a copy, instead of the publisher')
    .option('--json', 'JSON lines on stdout, nothing else')
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof fetchAction>) =>
      (await import('../actions/fetch')).fetchAction(...given),
    )
}
