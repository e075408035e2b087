// A tuning on paper: how long it takes on workers that die, as a table. `node simulate-tuning.mjs --help` has its options.

import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { repeatTuning } from './tuning-simulation.mjs'

const help = `node simulate-tuning.mjs [options]

Simulates hvamp tune --queue on workers that die by chance, and prints a row for each rate of deaths.

  --trials <count>            trials (200)
  --workers <count>           workers, one trial at a time each (50)
  --minutes <time>            of a trial that nothing disturbs (60)
  --epochs <count>            of a trial (50)
  --deaths <rates>            deaths of a worker an hour, with commas (0,0.02,0.1,0.5,1)
  --restart <minutes>         from the death of a worker to its return (5)
  --lock <seconds>            of a job's lock, --lost-after of hvamp worker: a lost job is taken after one to three
                              times as long (30)
  --checkpoint-every <counts> epochs between checkpoints in a shared folder, with commas; none: no shared folder (1,none)
  --halving                   successive halving: trials wait for each other at rungs, and the best continue
  --rungs <epochs>            of the rungs, with commas (1 / η² and 1 / η of the epochs)
  --eta <number>              the best 1 / η of a rung continue (3)
  --repetitions <count>       simulated tunings for each row (200)
  --seed <number>             of the deaths (1)
  --json                      a line of JSON for each row
  --help
`

/** @param {readonly string[]} args @returns {string} what is printed @throws if an option is none */
export function simulation(args) {
  const options = parsed(args)
  if (options.help) return help
  const number = numbersOf(options)
  const common = {
    trials: number('trials', 200, { whole: true, least: 1 }),
    workers: number('workers', 50, { whole: true, least: 1 }),
    minutes: number('minutes', 60, { above: 0 }),
    epochs: number('epochs', 50, { whole: true, least: 1 }),
    restart: number('restart', 5, { least: 0 }),
    lock: number('lock', 30, { least: 0 }),
  }
  const deaths = listOf(options.deaths ?? '0,0.02,0.1,0.5,1', (text) => checked('deaths', text, { least: 0 }))
  const every = listOf(options['checkpoint-every'] ?? '1,none', (text) =>
    text === 'none' ? undefined : checked('checkpoint-every', text, { whole: true, least: 1 }),
  )
  const halving = halvingOf(options, common.epochs, number)
  const repeated = {
    repetitions: number('repetitions', 200, { whole: true, least: 1 }),
    seed: number('seed', 1, { whole: true, least: 0 }),
  }
  const rows = every.flatMap((checkpointEvery) =>
    deaths.map((rate) => ({
      deathsAnHour: rate,
      checkpointEvery: checkpointEvery ?? null,
      ...repeatTuning({ ...common, ...halving, deaths: rate, checkpointEvery }, repeated),
    })),
  )
  if (options.json) return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  return table(rows)
}

function parsed(args) {
  const text = { type: 'string' }
  const flag = { type: 'boolean', default: false }
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{
        trials: text,
        workers: text,
        minutes: text,
        epochs: text,
        deaths: text,
        restart: text,
        lock: text,
      },
      ...{ 'checkpoint-every': text, halving: flag, rungs: text, eta: text, repetitions: text, seed: text },
      ...{ json: flag, help: flag },
    },
  })
  return values
}

const numbersOf = (options) => (name, otherwise, limits) =>
  options[name] === undefined ? otherwise : checked(name, options[name], limits)

function checked(name, text, { whole = false, least = -Infinity, above = -Infinity }) {
  const value = Number(text)
  const isNumber = text.trim() !== '' && Number.isFinite(value) && (!whole || Number.isInteger(value))
  if (isNumber && value >= least && value > above) return value
  const limit = above > -Infinity ? `above ${above}` : `at least ${least}`
  throw new Error(`--${name}: must be ${whole ? 'an integer' : 'a number'}, ${limit}, got '${text}'`)
}

function listOf(text, read) {
  return text.split(',').map((part) => read(part.trim()))
}

function halvingOf({ halving, rungs, eta }, epochs, number) {
  if (!halving) {
    const alone = rungs !== undefined ? 'rungs' : eta !== undefined ? 'eta' : undefined
    if (alone) throw new Error(`--${alone}: must come with --halving, got none`)
    return { rungs: [], eta: 1 }
  }
  const part = number('eta', 3, { above: 1 })
  const usual = [part ** 2, part].map((share) => Math.round(epochs / share))
  const own =
    rungs === undefined
      ? [...new Set(usual)].filter((rung) => rung > 0 && rung < epochs)
      : listOf(rungs, (text) => checked('rungs', text, { whole: true, least: 1 }))
  const isRising = own.every((rung, i) => rung > (own[i - 1] ?? 0) && rung < epochs)
  if (own.length === 0 || !isRising) {
    throw new Error(`--rungs: must rise and be below --epochs ${epochs}, got '${rungs ?? own}'`)
  }
  return { rungs: own, eta: part }
}

/** Rows as a table of Markdown. */
function table(rows) {
  const head = ['deaths an hour', 'checkpoints', 'hours', '95 %', 'hours lost', '95 %', 'at work', 'deaths']
  const cells = rows.map(
    ({ deathsAnHour, checkpointEvery, makespanHours, lostHours, utilisation, deaths }) => [
      String(deathsAnHour),
      checkpointEvery === null
        ? 'none'
        : checkpointEvery === 1
          ? 'each epoch'
          : `each ${checkpointEvery} epochs`,
      makespanHours.median.toFixed(2),
      `${makespanHours.low.toFixed(2)} to ${makespanHours.high.toFixed(2)}`,
      lostHours.median.toFixed(1),
      `${lostHours.low.toFixed(1)} to ${lostHours.high.toFixed(1)}`,
      `${(100 * utilisation.median).toFixed(0)} %`,
      deaths.toFixed(0),
    ],
  )
  const widths = head.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i].length)))
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |\n`
  return [head, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('')
}

const isProgram =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isProgram) {
  try {
    process.stdout.write(simulation(process.argv.slice(2)))
  } catch (error) {
    process.stderr.write(`simulate-tuning: ${error.message}\n`)
    process.exitCode = 2
  }
}
