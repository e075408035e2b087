import { badInput } from '../process/bad-input'

/**
 * Checks that a resumed folder of runs finds the data that it was begun with.
 *
 * @param sha256 of the data now
 * @throws bad input if they are others
 */
export function requireSameData(
  folder: string,
  { data, source }: { readonly data: string; readonly source: { readonly sha256: string } },
  sha256: string,
): void {
  if (sha256 === source.sha256) return
  throw badInput(
    `${data}: must be as when ${folder} was begun, with SHA-256 ${source.sha256}, got ${sha256}: put the earlier data back, or give the command that began ${folder} another --out`,
  )
}
