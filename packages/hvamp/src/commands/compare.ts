import type { Command } from 'commander'
import type { compareAction } from '../actions/compare'
import { addCompareOptions } from '../flags/compare'

const help = `
The runs have to have the same test users: those of one split. Each user's values are compared with the same user's.

Examples:
  hvamp compare runs/ratings-hvamp runs/ratings-mult-vae
  hvamp compare runs/a runs/b runs/c --to runs/b --metric ndcg@100
  hvamp compare runs/a runs/b runs/c --pairs --markdown
  hvamp compare tables/mine/ease tables/mine/mult-vae

Writes tables to stdout, or with --json one line: means with standard errors, differences with their 95 % bootstrap intervals
and p-values (paired t test, Wilcoxon signed-rank test, after Holm's correction), and means by activity of the users. The last
line is the verdict: which run is best on the first metric, and which it beats by more than chance.`

/** `hvamp compare`. */
export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .summary('is one run better than another by more than chance?')
    .description('Compares finished runs, test user by test user.')
    .argument(
      '<runs...>',
      'folders of runs, of series, of tunings, and of tables of hvamp reproduce or their rows',
    )
  addCompareOptions(command)
    .option('--markdown', 'tables in Markdown, without the folders of the runs')
    .option('--json', 'one JSON line on stdout, nothing else')
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof compareAction>) =>
      (await import('../actions/compare')).compareAction(...given),
    )
}
