import type { Command } from 'commander'
import { z } from 'zod'
import type { pruneAction } from '../actions/prune'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'

const help = `
Deletes runs of 'hvamp train --latest' alone, such as those of every night: a run that you trained without it stays. Keeps the
newest finished ones that train --fail-below did not find worse and whose data did not lack too much (--kept-share), and
everything newer than the oldest of these. Older ones go, finished or not, with all files in their folders. Stay in any case: the run that a link in the folder, the link that a run was
trained for, or --latest, leads to; the run that a run on everybody (train --refit) repeats; a run that a process works in.
Folders that are no runs of hvamp stay as they are.

Examples:
  hvamp prune runs --keep 7 --dry-run
  hvamp prune runs --keep 7

Writes a line for each run that goes, or stays though it is old, to stdout; with --json one line:
{"event":"result","dryRun":false,"deleted":[…],"kept":[{"run":…,"reason":"new"},…]}.`

/** `hvamp prune`. */
export function addPrune(program: Command): void {
  program
    .command('prune')
    .summary('delete old nightly runs')
    .description('Deletes old runs of train --latest, but never the one that a link leads to.')
    .argument('<folder>', 'folder of runs, such as runs')
    .addOption(
      numberOption('--keep <count>', 'newest good runs to keep', z.int().min(1)).makeOptionMandatory(),
    )
    .addOption(pathOption('--latest <link>', 'a link elsewhere, whose run stays as well'))
    .option('--dry-run', 'only say what would go')
    .option('--json', 'one JSON line on stdout, nothing else')
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof pruneAction>) =>
      (await import('../actions/prune')).pruneAction(...given),
    )
}
