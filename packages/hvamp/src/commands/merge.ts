import type { Command } from 'commander'
import { z } from 'zod'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'

const help = `
Every part that 'hvamp recommend --shard', 'hvamp embed --shard' or 'hvamp evaluate --shard' writes has a manifest: its shard, the
model, the options and the data by their checksums, its rows, and a checksum of its own. The parts are refused, and nothing is
written, unless all of them are there, whole, and of one job.

Examples:
  hvamp merge lists --out recommendations.parquet
  hvamp merge lists --out published/2026-05-04 --link published/current
  hvamp merge measured

Writes all rows into one file with --out FILE, whose name ends as those of the parts: it is replaced by renaming. With --out FOLDER,
which must be new, the parts appear in it all at once; --link lets a link lead to it, in one step.
Fewer than half of the rows that were there from before, or none at all, replace nothing: the command ends with exit code 2.
--at-least-rows sets another number; with 0 any result is written.
Of 'hvamp evaluate' the metrics are printed, with --json as one line, as one process would have computed them.`

/** `hvamp merge`. */
export function addMerge(program: Command): void {
  program
    .command('merge')
    .summary('publish the parts of all shards')
    .description('Checks that the parts of all shards are there, and publishes them.')
    .argument('<folder>', 'folder that the shards wrote their parts to')
    .addOption(pathOption('--out <path>', 'file to write, or new folder for the parts'))
    .option('--force', 'replace the file if it is there')
    .addOption(pathOption('--link <path>', 'of a folder: a link that leads to it then'))
    .addOption(
      numberOption(
        '--at-least-rows <count>',
        'a result of fewer replaces nothing (default: half of the rows that are there, at least 1)',
        z.int().min(0),
      ),
    )
    .option('--json', 'JSON lines on stdout, nothing else')
    .addHelpText('after', help)
    .action(async (folder: string, _: unknown, command: Command) => {
      const { mergeAction } = await import('../actions/merge')
      return mergeAction(folder, requestedOf<Parameters<typeof mergeAction>[1]>(command).values)
    })
}
