import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { hvamp, scratch } from '../actions/command.fixture'
import { version } from '../process/version'
import { makeProgram } from './program'
import { understood } from './understood.fixture'

const program = makeProgram()

function helpOf(name: string): string {
  let text = ''
  const command = makeProgram().commands.find((each) => each.name() === name)!
  command.configureOutput({ writeOut: (written) => (text += written) }).outputHelp()
  return text
}

it.each(program.commands.map((command) => command.name()))(
  '%s --help has an example, and says what it writes',
  (name) => {
    const help = helpOf(name)
    expect(help).toMatch(new RegExp(`\\nExamples?:\\n  (HVAMP_BLAS=\\S+ )?hvamp ${name}`))
    expect(help).toMatch(/\nWrites /)
  },
)

it('every example in a help text is a command that is understood', () => {
  const examples = program.commands.flatMap(
    (command) => helpOf(command.name()).match(/^ {2}hvamp .*$/gm) ?? [],
  )
  expect(examples.length).toBeGreaterThan(15)
  for (const example of examples) understood(example)
})

it('every default of the published protocol is the one of train', () => {
  const train = program.commands.find((command) => command.name() === 'train')!
  expect(train.opts()).toMatchObject({
    ...{ model: 'hvamp', seed: 98765 },
    ...{ atLeast: 4, minUser: 5, foldIn: 0.8, splitMethod: 'published', splitSeed: 98765 },
    metrics: 'ndcg@100,recall@20,recall@50',
  })
})

it('train --help names the defaults of options, by model where they differ', () => {
  const help = helpOf('train').replace(/\s+/g, ' ')
  expect(help).toContain('units of a hidden layer; the paper tried 300 and 600 (default: 600; autorec: 500)')
  expect(help).toContain('hidden layers of each network (default: 1; hvamp: 2; recvae: 5; vasp: 3)')
  expect(help).toMatch(/ease --l2 edlae --dropout --l2 .*item-knn --neighbours --shrinkage/)
})

it('prepare --help names no column of times, which it reads none of', () => {
  expect(helpOf('prepare')).not.toContain('--time-column')
  expect(helpOf('train')).toContain('--time-column')
})

it('has the version of the package', () => {
  expect(program.version()).toBe(version)
})

it.each([['--help'], ['train', '--help'], ['--version']])(
  'hvamp %s %s loads neither TensorFlow.js, nor a reader of files, nor a server',
  async (...args) => {
    const { folder, remove } = await scratch()
    const { code } = await hvamp(folder, args, { env: { NODE_V8_COVERAGE: folder } }) // lists every script loaded
    expect(code).toBe(0)
    const [file] = await readdir(folder)
    const { result } = JSON.parse(await readFile(join(folder, file!), 'utf8'))
    const loaded = result.map(({ url }: { url: string }) => url)
    expect(loaded).toContainEqual(expect.stringMatching(/hvamp\/dist\/cli\/cli\.js$/))
    const heavy = /tensorflow|fastify|packages\/(data\/|models\/dist\/(index|node)\.|backends\/|server\/)/
    expect(loaded.filter((url: string) => heavy.test(url))).toEqual([])
    await remove()
  },
)

it('hvamp help train shows what hvamp train --help shows', async () => {
  const { folder, remove } = await scratch()
  const [asked, shown] = [await hvamp(folder, ['help', 'train']), await hvamp(folder, ['train', '--help'])]
  expect(asked).toEqual(shown)
  expect(asked).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('--learning-rate') })
  await remove()
})

it('each command that replaces a file looks first whether it reads it', async () => {
  const { folder, remove } = await scratch()
  onTestFinished(remove)
  const orders = join(folder, 'orders.csv')
  await writeFile(orders, 'customer,product\n1,2\n')
  const replacing = makeProgram().commands.filter(({ options }) =>
    ['--out', '--force'].every((name) => options.some(({ long }) => long === name)),
  )
  expect(replacing.length).toBeGreaterThan(4)
  for (const command of replacing) {
    const needed = command.options.filter(({ mandatory }) => mandatory)
    const further = needed.flatMap(({ long, argChoices }) => [long!, argChoices![0]!])
    const args = ['node', 'hvamp', command.name(), orders, ...further, '--out', orders, '--force']
    await expect(makeProgram().parseAsync(args), command.name()).rejects.toThrow('does not read')
  }
  expect(await readFile(orders, 'utf8')).toMatch(/^customer/)
})
