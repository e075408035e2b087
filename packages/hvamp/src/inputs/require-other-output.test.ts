import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { requireOtherOutput } from './require-other-output'

let folder: string
const at = (...names: string[]) => join(folder, ...names)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-inputs-'))
  await mkdir(at('run', 'model'), { recursive: true })
  const files = [
    'orders.csv',
    'lists.csv',
    'run/config.json',
    'run/lists.csv',
    'run/model/weights.safetensors',
  ]
  for (const file of files) await writeFile(at(file), 'customer,product\n1,2\n')
  await symlink('orders.csv', at('link.csv'))
  await link(at('orders.csv'), at('hard.csv'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['the same path', 'orders.csv', () => at('orders.csv')],
  ['a link to it', 'link.csv', () => at('orders.csv')],
  ['another name of the same file', 'hard.csv', () => at('orders.csv')],
  ['one of the files of a pattern', 'orders.csv', () => at('*ers.csv')],
  ['a file of ids', 'orders.csv', () => `@${at('orders.csv')}`],
  ['the file of a database', 'orders.csv', () => `sqlite:${at('orders.csv')}`],
  ['the description of a run', 'run/config.json', () => at('run')],
  ['the weights of a run', 'run/model/weights.safetensors', () => at('run')],
])('%s is not replaced', async (_, out, word) => {
  const refused = requireOtherOutput(at(out), ['318', word()])
  await expect(refused).rejects.toSatisfy(isBadInput)
  await expect(refused).rejects.toThrow(
    `--out: must be a file that the command does not read, got '${at(out)}'`,
  )
})

test('what an earlier call wrote is replaced, also within the folder of the run', async () => {
  await requireOtherOutput(at('lists.csv'), [at('orders.csv'), at('run'), 'popular'])
  await requireOtherOutput(at('run', 'lists.csv'), [at('orders.csv'), at('run')])
  await requireOtherOutput(at('new.csv'), [at('orders.csv'), at('none.csv')])
})
