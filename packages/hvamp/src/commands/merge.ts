import type { Command } from 'commander'
import { addDestinationOptions, destinationHelp } from '../flags/destination'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'

const help = `
Every part that 'hvamp recommend --shard', 'hvamp embed --shard' or 'hvamp evaluate --shard' writes has a manifest: its shard, the
model, the options and the data by their checksums, its rows, and a checksum of its own. The parts are refused, and nothing is
written, unless all of them are there, whole, and of one job.

Examples:
  hvamp merge lists --out recommendations.parquet
  hvamp merge lists --out published/2026-05-04 --link published/current
  hvamp merge lists --to postgres://shop@localhost/shop --into recommendations
  hvamp merge measured

Writes all rows into one file with --out FILE, whose name ends as those of the parts: it is replaced by renaming. With --out FOLDER,
which must be new, the parts appear in it all at once; --link lets a link lead to it, in one step.
Of 'hvamp evaluate' the metrics are printed, with --json as one line, as one process would have computed them.
${destinationHelp}
Parts that go into a database are parquet, and ids are text.`

/** `hvamp merge`. */
export function addMerge(program: Command): void {
  const command = program
    .command('merge')
    .summary('publish the parts of all shards')
    .description('Checks that the parts of all shards are there, and publishes them.')
    .argument('<folder>', 'folder that the shards wrote their parts to')
    .addOption(pathOption('--link <path>', 'of a folder: a link that leads to it then'))
    .option('--json', 'JSON lines on stdout, nothing else')
  addDestinationOptions(command, 'file to write, or new folder for the parts')
  command.addHelpText('after', help).action(async (folder: string, _: unknown, command: Command) => {
    const { mergeAction } = await import('../actions/merge')
    return mergeAction(folder, requestedOf<Parameters<typeof mergeAction>[1]>(command).values)
  })
}
