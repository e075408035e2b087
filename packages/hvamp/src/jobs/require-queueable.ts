import type { RunningSettings } from '../planned/running-settings'
import type { Options } from '../settings/option-arguments'
import { portableData, portablePath } from './portable-path'

/**
 * Checks, before anything starts, that workers of a queue can find data and folders by their paths, where there is a queue.
 *
 * @throws bad input if they could not
 */
export function requireQueueable(
  { queue }: Pick<RunningSettings, 'queue'>,
  { data, options, folder }: { readonly data: string; readonly options: Options; readonly folder: string },
): void {
  if (queue === undefined) return
  portableData(data, options)
  portablePath(folder, '--out')
}
