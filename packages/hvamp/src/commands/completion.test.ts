import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hvamp, scratch } from '../actions/command.fixture'
import { makeProgram } from './program'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  const { code, stdout, stderr } = await hvamp(folder, ['completion', 'bash'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  await writeFile(join(folder, 'completion.bash'), stdout)
})
afterAll(() => remove())

/** What bash completes the last of the words to. */
async function completed(...words: string[]): Promise<string[]> {
  const script = `. "$0/completion.bash"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hvamp; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script, folder, ...words])
  return stdout.split('\n').filter((line) => line !== '')
}

const { commands } = makeProgram()

describe('in bash', () => {
  it('commands are completed', async () => {
    expect(await completed('hvamp', '')).toEqual([...commands.map((command) => command.name()), 'help'])
    expect(await completed('hvamp', 'tr')).toEqual(['train'])
    expect(await completed('hvamp', 'help', 'ev')).toEqual(['evaluate'])
  })

  it.each(commands.map((command) => [command.name(), command] as const))(
    'the options of %s are completed',
    async (name, command) => {
      const flags = command.options.filter(({ hidden }) => !hidden).map(({ long }) => long!)
      expect(await completed('hvamp', name, '-')).toEqual([...flags, '--help'])
    },
  )

  it('values are completed where an option has choices, and left to files elsewhere', async () => {
    expect(await completed('hvamp', 'train', 'ratings.csv', '--split', '')).toEqual(
      commands.find((command) => command.name() === 'train')!.options.find(({ long }) => long === '--split')!
        .argChoices,
    )
    expect(await completed('hvamp', 'train', '--quoting', 'n')).toEqual(['none'])
    expect(await completed('hvamp', 'train', '--out', 'r')).toEqual([])
    expect(await completed('hvamp', 'train', 'r')).toEqual([])
  })
})

it('fish is given every command and option, zsh the functions of bash', async () => {
  const { stdout: fish } = await hvamp(folder, ['completion', 'fish'])
  for (const command of commands) {
    expect(fish).toContain(`-a ${command.name()} -d `)
    for (const { long, hidden } of command.options) {
      if (!hidden) expect(fish).toContain(`from ${command.name()}' -l ${long!.slice(2)} `)
    }
  }
  const { stdout: zsh } = await hvamp(folder, ['completion', 'zsh'])
  expect(zsh).toMatch(/^#compdef hvamp\n.*bashcompinit\n_hvamp\(\) \{/)
})

it('a shell that it does not know is refused', async () => {
  expect(await hvamp(folder, ['completion', 'tcsh'])).toMatchObject({
    ...{ code: 2, stdout: '' },
    stderr: expect.stringMatching(/^hvamp: .*'tcsh' is invalid.*bash, zsh, fish/),
  })
})
