import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { dividedParts } from '../inputs/divided-parts'
import { loadSplit } from '../inputs/load-split'
import { requested } from '../settings/requested'
import { type RunSettings, runDefaults } from '../settings/run-settings'
import type { BaseRun } from './base-run'
import { requireUntouchedUsers } from './untouched-users'

let folder: string
let remove: () => Promise<void>

const day = 86_400
const first = Date.UTC(2020, 0, 1) / 1000

/** Days of 30 users, each of whom has an item a day; those of the second column of times run backwards. */
async function writeDays(name: string, days: number): Promise<void> {
  const rows = Array.from({ length: 30 * days }, (_, i) => {
    const [user, number] = [i % 30, Math.floor(i / 30)]
    const item = (user + 3 * number) % 40
    return `u${user},i${item},${4 + (number % 2)},${first + day * number + user},${first + day * (days - number) + user}`
  })
  await writeFile(join(folder, name), ['user,item,rating,timestamp,time2', ...rows, ''].join('\n'))
}

type Chosen = Partial<RunSettings>

async function loaded(name: string, chosen: Chosen) {
  const options = requested({ ...runDefaults, ...chosen } as RunSettings, Object.keys(chosen))
  return loadSplit(join(folder, name), options)
}

/** A run whose data were divided so. */
async function base(name: string, chosen: Chosen): Promise<BaseRun> {
  const { settings, source, reading, points, split, blocks } = await loaded(name, chosen)
  const data = { source, reading, points, ...dividedParts({ split, blocks }) }
  return {
    run: 'first',
    folder: 'first',
    config: { options: settings, data } as unknown as BaseRun['config'],
  }
}

beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeDays('before.csv', 10)
  await writeDays('now.csv', 20)
})
afterAll(() => remove())

const byTime: Chosen = { split: 'time', timeColumn: 'timestamp', atLeast: 4 }
const latest: Chosen = { split: 'weak', choose: 'latest', timeColumn: 'timestamp', atLeast: 4 }
const last: Chosen = { ...latest, split: 'leave-one-out' }
const from = (validation: number, test: number): Chosen => ({
  ...byTime,
  ...{ validationFrom: first + validation * day, testFrom: first + test * day },
})

describe('an earlier run that may have been trained on what is tested now is refused', () => {
  it.each<[string, Chosen, Chosen, string]>([
    [
      'which was trained up to a later time',
      from(6, 8),
      from(4, 8),
      'but first has --validation-from 2020-01-07, this run 2020-01-05: give the same or a later time',
    ],
    [
      'which was chosen by what is tested now',
      from(6, 8),
      from(6, 7),
      'but first has --test-from 2020-01-09, this run 2020-01-08',
    ],
    [
      'which was trained on a greater share of each history',
      { ...latest, foldIn: 0.8 },
      { ...latest, foldIn: 0.4 },
      'but first has --fold-in 0.8, this run 0.4: give at least the same',
    ],
    [
      'whose histories have rows that count no longer',
      { ...last, atLeast: 4 },
      { ...last, atLeast: 5 },
      'but first has --at-least 4, this run 5: give the same',
    ],
    ...[byTime, latest, last].map((way): [string, Chosen, Chosen, string] => [
      `which goes by other times, with --split ${way.split}`,
      way,
      { ...way, timeColumn: 'time2' },
      "but first is divided by the times of 'timestamp', this run by those of 'time2': divide both by one column",
    ]),
  ])('%s', async (_, before, now, message) => {
    for (const name of ['before.csv', 'now.csv']) {
      const [earlier, today] = [await base('before.csv', before), await loaded(name, now)]
      expect(() => requireUntouchedUsers('--from', earlier, today)).toThrow(
        `--from: must be a run that was not trained on the test users of this run, ${message}`,
      )
    }
  })

  it('where users are drawn, and others are there by another column', async () => {
    const drawn: Chosen = { heldOut: 5, atLeast: 4, userColumn: 'user' }
    const earlier = await base('before.csv', drawn)
    const other = await loaded('before.csv', { ...drawn, userColumn: 'item', itemColumn: 'user' })
    expect(() => requireUntouchedUsers('--fail-below', earlier, other)).toThrow(
      '--fail-below: must be a run that was not trained on the test users of this run, but in first other users',
    )
  })
})

it.each<[string, Chosen, Chosen]>([
  ['shares of a growing file, whose points move on', byTime, byTime],
  ['the same points', from(6, 8), from(6, 8)],
  ['later points', from(6, 8), from(8, 9)],
  ['the latest of each history', latest, latest],
  ['a greater share of each history', { ...latest, foldIn: 0.5 }, { ...latest, foldIn: 0.8 }],
  ['the last of each history', last, last],
  ['a share of users by their ids', { heldOutShare: 0.2, atLeast: 4 }, { heldOutShare: 0.2, atLeast: 4 }],
])('an earlier run goes on with %s', async (_, before, now) => {
  for (const name of ['before.csv', 'now.csv']) {
    requireUntouchedUsers('--from', await base('before.csv', before), await loaded(name, now))
  }
})

it('a run of the same data, divided alike, goes on however it is divided', async () => {
  const drawn: Chosen = { heldOut: 5, atLeast: 4 }
  requireUntouchedUsers('--from', await base('before.csv', drawn), await loaded('before.csv', drawn))
})
