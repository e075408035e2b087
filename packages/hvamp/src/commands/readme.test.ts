import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch, writeSample } from '../actions/command.fixture'
import { understood } from './understood.fixture'

const ownFolder = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 1100)
  const clicks = Array.from({ length: 15 * 8 }, (_, i) => `${i % 15},${(i * 7) % 19}\n`)
  await writeFile(join(folder, 'few-clicks.csv'), `user,item\n${clicks.join('')}`)
  const plays = Array.from(
    { length: 15 * 8 },
    (_, i) => `${i % 15},${(i * 7) % 19},${i === 0 ? 900 : 1 + (i % 3)}\n`,
  )
  await writeFile(join(folder, 'plays.csv'), `user,item,plays\n${plays.join('')}`) // hardly any above 3: all are likes
})
afterAll(() => remove())

/** Blocks of code of a README, by their language. */
async function blocks(path: string, language: string): Promise<string[]> {
  const text = await readFile(new URL(path, import.meta.url), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code!)
}

it.each(['../../../../README.md', '../../README.md'])('%s: every command is understood', async (path) => {
  const commands = (await blocks(path, 'sh'))
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/^npx /, '').replace(/ +#.*$/, ''))
    .filter((line) => line.startsWith('hvamp '))
  expect(commands.length).toBeGreaterThan(5)
  for (const command of commands) understood(command)
})

it.each([
  ['../../../../README.md', 'ratings.csv'],
  ['../../../../README.md', 'few-clicks.csv'],
  ['../../../../README.md', 'plays.csv'],
  ['../../README.md', 'ratings.csv'],
])('%s: the program runs on %s, here for an epoch, and says how far it is', async (path, file) => {
  const [program, ...others] = await blocks(path, 'js')
  expect(others).toEqual([])
  const code = program!
    .replace("'ratings.csv'", JSON.stringify(join(folder, file)))
    .replace("'my-model'", JSON.stringify(join(folder, `model-of-${file}`)))
    .replace(/\bepochs: (100|5),/, 'epochs: 1,')
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    {
      cwd: ownFolder, // where 'hvamp' is this package itself
    },
  )
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^(1 \d|…)/)
  expect(stdout).toMatch(/item: '\d+'/)
})
