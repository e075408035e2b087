import { Command } from 'commander'
import { version } from '../process/version'
import { addBlend } from './blend'
import { addCompare } from './compare'
import { addCompletion } from './completion'
import { addDemo } from './demo'
import { addDoctor } from './doctor'
import { addEmbed } from './embed'
import { addEvaluate } from './evaluate'
import { addExport } from './export'
import { addFetch } from './fetch'
import { requireGivenOnce } from './given-once'
import { addImport } from './import'
import { addInfo } from './info'
import { addMerge } from './merge'
import { nameNearChoices } from './near-choices'
import { nameNearHelp } from './near-help'
import { nameOtherWords } from './other-words'
import { addPopular } from './popular'
import { addPrepare } from './prepare'
import { addPrune } from './prune'
import { addRecommend } from './recommend'
import { addReport } from './report'
import { addReproduce } from './reproduce'
import { requireOptionsLast } from './required-options'
import { addServe } from './serve'
import { addSimilar } from './similar'
import { addSplit } from './split'
import { addStats } from './stats'
import { addTrain } from './train'
import { addTune } from './tune'
import { addWorker } from './worker'

const help = `
First steps:
  hvamp demo                                             see it work on made-up ratings, in a minute or two
  hvamp stats ratings.csv                                look at your own file
  hvamp train ratings.csv --model ease                   train a first model on it, in seconds
  hvamp recommend runs/ratings-ease --items 318,527      recommend
  hvamp serve runs/ratings-ease                          answer over HTTP

Exit codes: 0 done, 1 a fault of the program, 2 of the input, 3 a model worse than train --fail-below allows, 130 stopped by
Ctrl-C.`

/** The command with all its parts. */
export function makeProgram(): Command {
  const program = new Command('hvamp')
    .description('Recommendations from purchases, clicks or ratings: train, compare, serve.')
    .version(version)
    .option('--debug', 'with an error, show where it came from')
    .addHelpText('after', help)
    .helpCommand('help [command]', 'the help of a command')
  for (const add of [
    addDemo,
    addFetch,
    addStats,
    addSplit,
    addPrepare,
    addTrain,
    addTune,
    addReproduce,
    addWorker,
    addBlend,
    addEvaluate,
    addCompare,
    addReport,
    addRecommend,
    addSimilar,
    addPopular,
    addEmbed,
    addMerge,
    addExport,
    addImport,
    addServe,
    addPrune,
    addInfo,
    addDoctor,
    addCompletion,
  ])
    add(program)
  nameNearHelp(program)
  program.hook('preAction', (_, command) => requireSparedInputs(command))
  for (const command of [program, ...program.commands]) {
    requireGivenOnce(command)
    requireOptionsLast(command)
    nameNearChoices(command)
    nameOtherWords(command)
    command.configureOutput({ outputError: () => {} }) // cli.ts tells errors, all in the same way
  }
  return program
}

/** What --force or --replace replaces must be nothing that the command reads, whichever command it is. */
async function requireSparedInputs(command: Command): Promise<void> {
  const { out, force, to, into, replace, ...others } = command.opts()
  const textsIn = (values: readonly unknown[]) => values.flat(2).filter((value) => typeof value === 'string')
  const words = textsIn([command.processedArgs, Object.values(others)])
  if (force === true && typeof out === 'string') {
    const { requireOtherOutput } = await import('../inputs/require-other-output')
    await requireOtherOutput(out, words)
  }
  if (typeof to === 'string' && typeof into === 'string') {
    const { requireOtherTable } = await import('../inputs/require-other-table')
    const tables = textsIn([others.table, others.tableName])
    await requireOtherTable(
      { to, into, replace: replace === true },
      { words, tables, queries: textsIn([others.query, others.tableQuery]) },
    )
  }
}
