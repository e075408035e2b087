// @ts-expect-error: a plain program, without declarations
import { simulation } from '../../examples/node/simulation/simulate-tuning.mjs'
import { scaleRates, type Traffic } from './scale-rates'

const users = 100e6
const cores = 16 // of a machine
const efficiency = 0.8 // of a core, when all of a machine work
const rowsPrepared = 1e9
const trial = { users: 100_000, epochs: 50 }
const tuning = { trials: 200, workers: 50 }
const lockSeconds = 30 // --lost-after of hvamp worker, unless it is given; renewed twice in that time
const looksAtWaiting = 50 // jobs a second, beside those that workers have: packages/hvamp/src/jobs/follow-runs.ts
/** Of the servers as they are installed: maxclients of Redis, max_connections less those of superusers of PostgreSQL. */
const mostConnections: Readonly<Record<string, number>> = { Redis: 10_000, PostgreSQL: 97 }

/** The page on scale, with every table between its marks made anew from what was recorded and simulated. */
export function scalePage(markdown: string): string {
  const made = tables()
  return markdown.replace(/(<!-- table: (\w+)\b[^\n]*-->\n).*?(<!-- end -->)/gs, (_, begin, name, end) => {
    const table = made[name]
    if (table === undefined) throw new Error(`docs/guide/at-scale.md: no such table: ${name}`)
    return `${begin}\n${table()}\n${end}`
  })
}

type Rates = ReturnType<typeof scaleRates>

function tables(): Readonly<Record<string, () => string>> {
  const rates = scaleRates()
  return {
    rates: () => ratesTable(rates),
    scoring: () => scoringTable(rates),
    preparing: () => preparingTable(rates),
    queue: () => queueTable(rates),
    limits: () => limitsTable(rates),
    tuning: () => simulated(simulationOf(rates)),
    halving: () => simulated([...simulationOf(rates, '1'), '--halving']),
  }
}

function ratesTable({ lists, bytes, prepare, blocks, step, queue }: Rates): string {
  return table(
    ['what', 'measured', 'file'],
    [
      [
        `lists of 10 among ${grouped(lists.items)} items, histories of ${lists.perUser}`,
        `${round(lists.perCore)} users a second and core`,
        '`shards.json`',
      ],
      ['a process that makes them', `${round(lists.memory)} MB at most`, '`shards.json`'],
      ['`hvamp merge`', `${round(lists.mergedPerSecond)} users a second`, '`shards.json`'],
      ['a row of a history in parquet', `${round(bytes.ofHistoryRow)} bytes`, '`scale.json`'],
      ["a user's list of 10 in parquet", `${round(bytes.ofList)} bytes`, '`scale.json`'],
      ['the model of these lists', `${round(bytes.ofModel / 1e6)} MB`, '`scale.json`'],
      [
        '`hvamp prepare`',
        `${round(prepare.cpuSecondsOfRow * 1e6)} s of one core for a million rows`,
        '`scale.json`',
      ],
      ['its folder, at its largest', `${round(prepare.mostBytesOfRow)} bytes a row`, '`scale.json`'],
      ['its folder, in the end', `${round(prepare.bytesOfRow)} bytes a row`, '`scale.json`'],
      [
        `training on blocks, histories of ${blocks.perUser}`,
        `${round(blocks.usersPerSecond)} users a second on two cores`,
        '`larger-than-memory.json`',
      ],
      ['its memory', `${round(blocks.peakBytes / 1e6)} MB at most`, '`larger-than-memory.json`'],
      [
        `a Mult-VAE of ${grouped(step.items)} items`,
        `${round(step.usersPerSecond)} users a second on two cores`,
        '`step-evaluation-latency.json`',
      ],
      ['a job of `hvamp tune`', `${round(queue.jobBytes)} bytes in Redis`, '`scale.json`'],
      ...queue.servers.map(({ name, connections }) => [
        `connections to ${name}`,
        `${connections.worker} of a worker, ${connections.coordinator} of the coordinator`,
        '`scale.json`',
      ]),
    ],
  )
}

function scoringTable({ lists, bytes }: Rates): string {
  const historyBytes = users * lists.perUser * bytes.ofHistoryRow
  return table(
    [
      'machines',
      'cores',
      'time',
      'histories read by all',
      'by each, a second',
      'models moved',
      'lists written',
      'merged in',
    ],
    [1, 10, 50, 200].map((machines) => {
      const seconds = users / (lists.perCore * cores * machines * efficiency)
      return [
        String(machines),
        grouped(cores * machines),
        duration(seconds),
        inBytes(historyBytes),
        inBytes(historyBytes / machines / seconds),
        inBytes(bytes.ofModel * machines),
        inBytes(users * bytes.ofList),
        duration(users / lists.mergedPerSecond),
      ]
    }),
  )
}

function preparingTable({ prepare, blocks }: Rates): string {
  return table(
    ['rows', 'one core prepares', 'disk at most', 'disk in the end', 'users', 'an epoch of training'],
    [rowsPrepared / 10, rowsPrepared, 5 * rowsPrepared].map((rows) => [
      grouped(rows),
      duration(rows * prepare.cpuSecondsOfRow),
      inBytes(rows * prepare.mostBytesOfRow),
      inBytes(rows * prepare.bytesOfRow),
      grouped(rows / blocks.perUser),
      duration(rows / blocks.perUser / blocks.usersPerSecond),
    ]),
  )
}

function queueTable({ queue }: Rates): string {
  const rows = queue.servers.flatMap(({ name, connections, working, reporting, look }) =>
    [tuning.workers, 10 * tuning.workers].map((workers) => {
      const looks = workers + looksAtWaiting
      const of = (key: keyof Traffic, part: Traffic) => workers * (part[key] ?? 0) + looks * (look[key] ?? 0)
      const both = (part: Traffic) => inBytes(of('sent', part) + of('received', part))
      return [
        name,
        grouped(workers),
        grouped(workers * connections.worker + connections.coordinator),
        round((2 * workers) / lockSeconds),
        working.requests === undefined ? 'not counted' : round(of('requests', working)),
        reporting.requests === undefined ? 'not counted' : round(of('requests', reporting)),
        both(working),
        both(reporting),
      ]
    }),
  )
  return table(
    [
      'server',
      'workers',
      'connections',
      'locks renewed a second',
      'requests a second',
      'all reporting',
      'bytes a second',
      'all reporting',
    ],
    rows,
  )
}

function limitsTable({ queue }: Rates): string {
  return table(
    ['server', 'connections as it is installed', 'workers before it refuses'],
    queue.servers.map(({ name, connections }) => [
      name,
      grouped(mostConnections[name]!),
      grouped(Math.floor((mostConnections[name]! - connections.coordinator) / connections.worker)),
    ]),
  )
}

/** The options of the simulation: a trial of so many users and epochs at the measured speed, with checkpoints or without. */
function simulationOf({ step }: Rates, checkpoints = '1,none'): string[] {
  const minutes = Math.round((trial.users * trial.epochs) / step.usersPerSecond / 60)
  const { trials, workers } = tuning
  const options = { trials, workers, minutes, epochs: trial.epochs, 'checkpoint-every': checkpoints }
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
}

function simulated(args: readonly string[]): string {
  const [first, second] = [args.slice(0, 8), args.slice(8)].map((part) => part.join(' '))
  const command = `node examples/node/simulation/simulate-tuning.mjs ${first} \\\n  ${second}`
  return `\`\`\`text\n${command}\n\`\`\`\n\n${simulation(args)}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |\n`
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('')
}

const grouped = (count: number) => count.toLocaleString('en')

/** Two digits at least: what was measured is no better known. */
function round(value: number): string {
  if (value >= 1000) return grouped(Math.round(value / 10) * 10)
  return value >= 10 ? String(Math.round(value)) : value.toPrecision(2)
}

function duration(seconds: number): string {
  if (seconds < 120) return `${round(seconds)} s`
  return seconds < 7200 ? `${round(seconds / 60)} minutes` : `${round(seconds / 3600)} hours`
}

function inBytes(bytes: number): string {
  const [size, unit] = (
    [
      [1e12, 'TB'],
      [1e9, 'GB'],
      [1e6, 'MB'],
      [1e3, 'kB'],
    ] as const
  ).find(([least]) => bytes >= least) ?? [1, 'bytes']
  return `${round(bytes / size)} ${unit}`
}
