import { expect, it } from 'vitest'
import { makeProgram } from './program'
import { understood } from './understood.fixture'
import { version } from './version'

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

it('every default of the paper is the one of train', () => {
  const train = program.commands.find((command) => command.name() === 'train')!
  expect(train.opts()).toMatchObject({
    ...{
      model: 'hvamp',
      hidden: 600,
      latent: 200,
      pseudoInputs: 1000,
      dropout: 0.5,
      likelihood: 'multinomial',
    },
    ...{ beta: 0.3, warmUp: 100, epochs: 400, batch: 200, patience: 50, learningRate: 0.0005 },
    ...{ gradientNormalization: 'perTensor', weightDecay: 0, kl: 'monteCarlo', seed: 98765 },
    ...{ atLeast: 4, minUser: 5, foldIn: 0.8, splitMethod: 'published', splitSeed: 98765 },
    metrics: 'ndcg@100,recall@20,recall@50',
  })
})

it('has the version of the package', () => {
  expect(program.version()).toBe(version)
})
