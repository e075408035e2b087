// A program that fits a model to made-up interactions and prints how many bytes the process took for it at most:
// node --expose-gc --max-semi-space-size=1 fit-peak.cjs '{"model":"ease","options":{},"users":1000,"items":500,"perUser":20}'
import { readFileSync, writeFileSync } from 'node:fs'
import { rowSolverInThreads } from '@hvamp/backends'
import type { Interactions } from '@hvamp/data'
import { random } from '@hvamp/random'
import { makeModel } from '../catalog/makers'
import { inThreads } from '../solvers/in-threads'
import type { ModelName } from './model-definitions'

interface Asked {
  readonly model: ModelName
  readonly options: object
  readonly users: number
  readonly items: number
  readonly perUser: number
}

async function main(): Promise<void> {
  const { model: name, options, ...size }: Asked = JSON.parse(process.argv[2]!)
  const model = makeModel(name, options as never, {
    solveColumns: inThreads({ threads: 2 }),
    rowSolver: rowSolverInThreads({ threads: 2 }),
  })
  const train = madeUp(size)
  globalThis.gc!()
  writeFileSync('/proc/self/clear_refs', '5') // from here on the peak is counted anew
  const before = process.memoryUsage().rss
  await model.fit(train, { epochs: 1 })
  const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))!
  console.log(Number(peak) * 1024 - before)
  process.exit()
}

/** Every user with equally many items, which are all different; ratings of 1 to 5. */
function madeUp({ users, items, perUser }: Omit<Asked, 'model' | 'options'>): Interactions {
  const noise = random(1)
  const columns = new Int32Array(users * perUser)
  const stride = Math.floor(items / perUser)
  const values = new Float32Array(columns.length)
  for (let at = 0; at < columns.length; at++) {
    columns[at] = (at % perUser) * stride + noise.integer(stride)
    values[at] = 1 + (columns[at]! % 5)
  }
  const offsets = new Int32Array(users + 1)
  for (let user = 0; user <= users; user++) offsets[user] = user * perUser
  return {
    userCount: users,
    itemCount: items,
    offsets,
    items: columns,
    values,
    userIds: new Array(users).fill('user'),
    itemIds: Array.from({ length: items }, (_, item) => `${item}`),
  }
}

void main()
