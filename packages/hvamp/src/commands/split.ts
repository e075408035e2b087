import type { Command } from 'commander'
import { addDataOptions, type DataSettings } from '../data-options'
import { count } from '../format'
import { givenOptions } from '../given-options'
import { loadSplit } from '../load-split'
import { output } from '../output'
import { requireNewFolder, splitFiles, writeSplit } from '../split-folder'
import { addSplitOptions, type SplitSettings } from '../split-options'
import { table } from '../table'

const help = `
Nobody held out is trained on. Items are those of training users; a held-out user's other items are dropped.

Examples:
  hvamp split ratings.csv --out split
  hvamp split ml-20m/ratings.csv --held-out 10000 --out ml-20m-split
  hvamp train split --model mult-vae

Writes a folder with ${Object.values(splitFiles).join(', ')}
(columns userId and itemId), and split.json: options, and the checksum of the file.`

/** `hvamp split`. */
export function addSplit(program: Command): void {
  const command = program
    .command('split')
    .summary('divide users into training, validation and test')
    .description('Divides the users of a file into training, validation and test, and writes the parts.')
    .argument('<file>', 'CSV, TSV, MovieLens, u.data or adjacency lists, gzip or not')
    .requiredOption('--out <folder>', 'new folder to write')
    .option('--json', 'one JSON line on stdout, nothing else')
  addDataOptions(command)
  addSplitOptions(command)
  command.addHelpText('after', help).action(run)
}

type Flags = DataSettings & SplitSettings & { out: string; json?: boolean }

async function run(path: string, flags: Flags, command: Command): Promise<void> {
  const out = output(flags)
  await requireNewFolder(flags.out, '--out')
  const { split, source, settings } = await loadSplit(path, flags, new Set(givenOptions(command).keys()))
  await writeSplit(flags.out, split, { source, options: settings })
  const parts = [
    { part: 'train', foldIn: split.train, heldOut: undefined },
    { part: 'validation', ...split.validation },
    { part: 'test', ...split.test },
  ]
  const rows = parts.map(({ part, foldIn, heldOut }) => ({
    part,
    users: foldIn.userCount,
    interactions: foldIn.items.length,
    heldOut: heldOut?.items.length ?? 0,
  }))
  out.print(
    table(
      ['', 'users', 'interactions', 'held out'],
      rows.map(({ part, ...counts }) => [part, ...Object.values(counts).map(count)]),
    ),
  )
  out.print(`\n${count(split.train.itemCount)} items; written to ${flags.out}`)
  out.emit({ folder: flags.out, items: split.train.itemCount, parts: rows })
}
