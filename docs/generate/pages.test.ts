import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { modelNames } from '@hvamp/models/definitions'
import { describe, expect, it } from 'vitest'
import { readable, refused } from '../../packages/data/src/parsers/publishers.fixture'
import { makeProgram } from '../../packages/hvamp/src/commands/program'
import { commandPages } from './command-pages'
import { filePages } from './file-pages'
import { optionPages } from './option-page'
import { resultPages } from './result-pages'

describe('the pages of the commands', () => {
  const pages = commandPages()
  const { commands } = makeProgram()

  it('are an overview and a page for each command, with its description', () => {
    expect([...pages.keys()]).toEqual([
      'commands/index.md',
      ...commands.map((command) => `commands/${command.name()}.md`),
    ])
    for (const command of commands) {
      expect(pages.get('commands/index.md')).toContain(
        `[\`hvamp ${command.name()}\`](/commands/${command.name()})`,
      )
      expect(shown(pages.get(`commands/${command.name()}.md`)!)).toContain(command.description())
    }
  })

  it.each(commands.map((command) => [command.name(), command] as const))(
    'have every option of %s with its text, its choices and its default',
    (name, command) => {
      const text = shown(pages.get(`commands/${name}.md`)!)
      const help = command.createHelp()
      expect(command.options.length + command.registeredArguments.length).toBeGreaterThan(0)
      for (const option of command.options.filter(({ hidden }) => !hidden)) {
        expect(text).toContain(
          `<code>${option.flags}</code> | ${help.optionDescription(option).replace(/\s+/g, ' ')} |`,
        )
      }
    },
  )

  it('have the examples of the help as commands that can be copied', () => {
    const fences = pages.get('commands/train.md')!.match(/^```sh\n.*?^```/gms)!
    expect(fences.join('\n')).toContain('\nhvamp train ratings.csv\n')
    expect(pages.get('commands/index.md')).toMatch(/^hvamp stats ratings\.csv +# /m)
  })

  it('leave nothing that Vue would take for a tag or an expression', () => {
    for (const page of pages.values()) {
      const prose = page.replace(/^```.*?^```/gms, '').replace(/`[^`]*`|<\/?code>/g, '')
      expect(prose).not.toMatch(/[<>]|\{\{/)
    }
  })
})

/** What a reader sees of a page: entities as the characters that they stand for. */
function shown(page: string): string {
  return page.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}

it('the page of options has a section for each model, with every option, its default and its limits', () => {
  const page = optionPages().get('options/index.md')!
  expect(page.match(/^## /gm)!.length).toBe(modelNames.length)
  expect(page).toContain('| `gated` | true | true, false | gated linear units instead of tanh |')
  expect(page).toContain(
    '| `upperLatent` | that of latent | an integer, at least 1 | size of the upper latents z2 |',
  )
  expect(page).toContain('| `dropout` | 0.5 | a number, at least 0, below 1 |')
  expect(page).toContain('| `epochs` | 50 | an integer, at least 1 | epochs at most |')
  expect(page).toContain('## Popularity\n\n`popularity`\n\nNo options.')
})

it('the page of files has a line for each file that the tests read or refuse, with the options it needs', async () => {
  const page = shown((await filePages()).get('files/index.md')!)
  for (const [publisher] of [...readable, ...refused]) expect(page).toContain(`| ${publisher} |`)
  expect(page).toContain(
    '| MovieLens 100K | <code>196⇥242⇥3⇥881250949</code><br><code>186⇥302⇥3⇥891717742</code> | table, user = column 0, item = column 1, rating = column 2; not read: column 3 |  |',
  )
  expect(page).toMatch(/<code>--missing skip<\/code>/)
  expect(page).toContain('got HTML or XML')
})

describe('the pages of the results', () => {
  const recorded = (path: string) =>
    readFileSync(fileURLToPath(new URL(`../../results/${path}`, import.meta.url)), 'utf8')

  it('have what the commands wrote, and a title', () => {
    const pages = resultPages()
    expect(pages.get('results/ml-1m/reproduce/report.md')).toBe(recorded('ml-1m/reproduce/report.md'))
    expect(pages.get('results/ml-1m/compare.md')).toBe(`# ml-1m/compare\n\n${recorded('ml-1m/compare.md')}`)
  })

  it('link to each other; files that have no page are named', () => {
    const start = resultPages().get('results/index.md')!
    expect(start).toContain('[ml-1m/reproduce](/results/ml-1m/reproduce/report.md)')
    expect(start).toContain('`results/ml-1m/tune`')
  })
})
