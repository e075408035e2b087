import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entriesOf, syntheticInteractions } from '@hvamp/data'

/** Writes the rows of made-up users, u1 and so on, into several CSV files, so that the rows of a user are in all of them. */
export async function writeScattered(
  folder: string,
  { users, items, files, perUser = 12 }: { users: number; items: number; files: number; perUser?: number },
): Promise<void> {
  const { interactions } = syntheticInteractions({ users, items, interactionsPerUser: perUser, seed: 11 })
  await mkdir(folder, { recursive: true })
  const texts = Array.from({ length: files }, () => ['userId,itemId,rating\n'])
  let row = 0
  for (const { user, item, value } of entriesOf(interactions)) {
    texts[(row * 7919 + (row >> 5)) % files]!.push(`u${user},${item},${value}\n`)
    row++
  }
  for (const [file, lines] of texts.entries()) await writeFile(join(folder, `${file}.csv`), lines.join(''))
}
