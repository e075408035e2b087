import { type Command, Option } from 'commander'
import type { blendAction } from '../actions/blend'
import { addBackendOptions } from '../flags/backend'
import { listFrom } from '../flags/lists'
import { pathOption } from '../flags/paths'
import { badInput } from '../process/bad-input'
import { metricsAsNamed, metricsHelp } from '../settings/metric-names'

const help = `
Every model scores all items, and its scores of a user become z-scores over the items that this user has not, so that models of
different units count alike. The blend ranks by their weighted sum. Of two runs every share from 0 to 1 in steps of 0.05 is tried
on the validation users, by the validation metric of the first run; of more, the share of one model after another. Test users
are not looked at before the weights are chosen. The same runs give the same blend.

The runs must have the same data, divided in the same way. The blend is a run like any other, in a folder that does not need theirs:
evaluate, recommend, similar, serve, compare and report take it. It has no vectors (embed), no file for other
software (export), and is not trained further. Runs on everybody (train --refit) are blended by given weights.

Examples:
  hvamp blend runs/ratings-hvamp runs/ratings-ease
  hvamp blend runs/ratings-hvamp runs/ratings-ease runs/ratings-item-knn --out runs/three
  hvamp blend runs/everybody-hvamp runs/everybody-ease --weights 0.6,0.4 --out runs/everybody

Writes the folder of a run, and tables of the weights and of the test users to stdout, or with --json JSON lines, the last of
which has the event "result".`

/** `hvamp blend`. */
export function addBlend(program: Command): void {
  const command = program
    .command('blend')
    .summary('one model out of several')
    .description(
      'Ranks by the weighted sum of the scores of trained models; weights are chosen on the validation users.',
    )
    .argument('<runs...>', 'folders of two runs or more')
    .addOption(pathOption('--out <folder>', 'folder of the new run (default: runs/<data>-blend)'))
    .addOption(weightsOption())
    .option('--metrics <names>', `${metricsHelp} (default: those of the first run)`, metricsAsNamed)
    .option('--json', 'JSON lines on stdout, nothing else')
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof blendAction>) =>
      (await import('../actions/blend')).blendAction(...given),
    )
}

function weightsOption(): Option {
  const option = new Option(
    '--weights <numbers>',
    'one for each run, separated by commas (default: chosen on the validation users)',
  )
  return option.argParser((text: string) => {
    const weights = listFrom(text).map((part) => (part === '' ? Number.NaN : Number(part)))
    if (
      !weights.every((weight) => Number.isFinite(weight) && weight >= 0) ||
      weights.every((weight) => weight === 0)
    ) {
      throw badInput(`--weights: must be numbers of at least 0, not all of them 0, got '${text}'`)
    }
    return weights
  })
}
