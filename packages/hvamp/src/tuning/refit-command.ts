import { planFromHere } from '../planned/plan-from-here'
import type { SeriesPlan } from '../series/series-plan'
import { shellWord } from '../terminal/shell-word'

/**
 * The command that makes one model for everybody with the options of a series.
 *
 * @param path of the series, or of a tuning whose trials are series
 */
export async function refitCommand(
  path: string,
  plan: Pick<SeriesPlan, 'data' | 'source' | 'options'>,
): Promise<string> {
  const { data } = await planFromHere(plan)
  const [from, out] = [path, `${path.replace(/[/\\]+$/, '')}-refit`].map(shellWord)
  return `hvamp train ${shellWord(data)} --refit ${from} --out ${out}`
}
