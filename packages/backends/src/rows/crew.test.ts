import { expect, it } from 'vitest'
import { fewThreads, runProgram, runProgramBy } from '../wasm/program.fixture'

it.each([
  ['no more than two threads', 2, 'inverse'],
  ['none', 0, 'no more threads here'],
])('a process that may start %s computes with those, and ends', async (_, startable, expected) => {
  const { stdout, stderr, code } = await runProgram(`${fewThreads(startable)}
    import { inverseInThreads } from '../inverse/inverse-in-threads'
    const matrix = Float64Array.of(4, 0, 0, 16) // powers of four: the inverse is exact
    inverseInThreads({ threads: 4 })(matrix, 2).then(
      () => console.log(started === ${startable} && matrix[0] === 1 / 4 && matrix[3] === 1 / 16 ? 'inverse' : matrix),
      (error) => console.log(error.message),
    )`)
  expect({ stdout, stderr, code }).toEqual({ stdout: `${expected}\n`, stderr: '', code: 0 })
})

const isLinux = process.platform === 'linux'
it.skipIf(!isLinux)(
  `one thread computes where the system limits the addresses of a process${isLinux ? '' : ' (skipped: ulimit -v is of Linux)'}`,
  async () => {
    const ended = await runProgramBy(
      ['bash', '-c', 'ulimit -v 18000000 && exec "$0" "$@"', process.execPath], // kilobytes: less than twenty threads reserve
      `
      import { inverseInThreads } from '../inverse/inverse-in-threads'
      const matrix = Float64Array.of(4, 0, 0, 16)
      inverseInThreads({ threads: 20 })(matrix, 2).then(() => console.log(...matrix))`,
    )
    expect(ended).toEqual({ stdout: '0.25 0 0 0.0625\n', stderr: '', code: 0 })
  },
)
