import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readRatings, writeInteractions } from '@hvamp/data/node'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderRefused } from '../inputs/folder-refused'
import { loadSplit } from '../inputs/load-split'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { hvamp, jsonLines, scratch, tinyMultVae, writeSample } from './command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 300)
})
afterAll(() => remove())

const model = [
  '--model',
  'mult-vae',
  ...tinyMultVae.filter((_, i, all) => ![all[i], all[i - 1]].includes('--held-out')),
]

async function run(...args: string[]) {
  const { code, stdout, stderr } = await hvamp(folder, args)
  expect([stderr, code]).toEqual([stderr, 0])
  return stdout
}

async function refusal(...args: string[]) {
  const { code, stderr } = await hvamp(folder, args)
  expect(code).toBe(2)
  return stderr.trimEnd().split('\n').at(-1)
}

/** What is not in memory has no median to advise. */
const withoutMedian = (line: string) =>
  line.replace(/--at-least \S+, near the median, or another/, '--at-least and the')

describe('hvamp prepare', () => {
  it.each([
    ['zeros that may stand for none', 'rating', (row: number) => [0, 3, 4, 5, 5][row % 5]!],
    ['halves beside zeros', 'rating', (row: number) => [0, 3.5, 4, 5, 5][row % 5]!],
    ['returns', 'rating', (row: number) => (row % 7 === 0 ? -1 : 4)],
    ['a code far above all others', 'rating', (row: number) => (row % 3 === 0 ? 99 : 1 + (row % 5))],
    ['amounts', 'watch_ratio', (row: number) => (row % 17) / 4],
    ['counts', 'plays', (row: number) => row % 60],
  ])('says of %s what hvamp stats says, or refuses them as it does', async (name, column, cell) => {
    const rows = Array.from({ length: 900 }, (_, row) => `u${row % 60},i${Math.floor(row / 60)},${cell(row)}`)
    await writeFile(join(folder, 'values.csv'), `user,item,${column}\n${rows.join('\n')}\n`)
    const looked = await hvamp(folder, ['stats', 'values.csv'])
    const prepared = await hvamp(folder, [
      'prepare',
      'values.csv',
      '--held-out',
      '5',
      '--out',
      `values of ${name}`,
    ])
    const said = (stderr: string) =>
      stderr
        .split('\n')
        .filter((line) => /liked|taken for|must have|not rated/.test(line))
        .map(withoutMedian)
    expect(said(prepared.stderr)).toEqual(said(looked.stderr))
    expect([said(looked.stderr).length, prepared.code]).toEqual([1, looked.code])
  })

  it('writes what hvamp train reads: in one block, the run on it is the run on the file, bit for bit', async () => {
    const heldOut = ['--held-out', '40']
    const lines = jsonLines(await run('prepare', 'ratings.csv', ...heldOut, '--out', 'prepared', '--json'))
    expect(lines.at(-1)).toMatchObject({
      event: 'prepared',
      folder: 'prepared',
      blocks: 1,
      kept: { users: 300 },
    })
    await run('train', 'ratings.csv', ...model, ...heldOut, '--out', 'of-file')
    await run('train', 'prepared', ...model, '--out', 'of-blocks')
    for (const name of [
      'per-user.csv',
      'data.json',
      'trained-users.bin',
      'latent.json',
      'model/model.json',
    ]) {
      const [file, blocks] = await Promise.all(
        ['of-file', 'of-blocks'].map((run) => readFile(join(folder, run, name))),
      )
      if (name === 'data.json') expect(dropRepeated(blocks!)).toEqual(dropRepeated(file!))
      else expect(blocks!.equals(file!), name).toBe(true)
    }
    expect(await refusal('train', 'prepared', '--model', 'ease')).toBe(
      'hvamp: --model ease: must be one that is trained in batches, or popularity, for the prepared prepared, got one that needs all users at once: train it on the file that was prepared, with the same options',
    )
    const prepared = join(folder, 'prepared')
    const chosen = requested({ ...runDefaults, minUser: 3 }, ['minUser'])
    await expect(loadSplit(prepared, chosen)).rejects.toThrow(
      `${prepared}: is prepared already, made with --min-user 5: leave --min-user out`,
    )
    expect((await folderRefused(prepared)).message).toBe(
      `${prepared}: must be one file of data, got a folder that hvamp prepare wrote, which hvamp train reads`,
    )
    const part = join(folder, 'prepared', 'train', 'block-00000.bin')
    const bytes = await readFile(part)
    bytes[100]! ^= 1
    await writeFile(part, bytes)
    expect(await refusal('train', 'prepared', ...model)).toContain(
      'block-00000.bin: must be as it was written',
    )
  }, 60_000)

  it('reads parquet with a row for each user as that with a row for each entry', async () => {
    const ratings = await readRatings(join(folder, 'ratings.csv'))
    const { userIds, itemIds, offsets, items, values } = ratings
    await writeInteractions(join(folder, 'flat.parquet'), ratings)
    const ofUsers = <T>(valueAt: (entry: number) => T) =>
      userIds.map((_, user) =>
        Array.from({ length: offsets[user + 1]! - offsets[user]! }, (_, i) => valueAt(offsets[user]! + i)),
      )
    const list = (name: string, element: { type: 'BYTE_ARRAY' | 'DOUBLE'; converted_type?: 'UTF8' }) => [
      { name, repetition_type: 'REQUIRED' as const, converted_type: 'LIST' as const, num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
      { name: 'element', repetition_type: 'OPTIONAL' as const, ...element },
    ]
    parquetWriteFile({
      filename: join(folder, 'grouped.parquet'),
      schema: [
        { name: 'root', num_children: 3 },
        { name: 'userId', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        ...list('itemIds', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
        ...list('ratings', { type: 'DOUBLE' }),
      ],
      columnData: [
        { name: 'userId', data: [...userIds] },
        { name: 'itemIds', data: ofUsers((entry) => itemIds[items[entry]!]) },
        { name: 'ratings', data: ofUsers((entry) => values![entry]) },
      ],
      rowGroupSize: 70,
    })
    for (const name of ['flat', 'grouped']) {
      await run('prepare', `${name}.parquet`, '--held-out', '40', '--out', `of-${name}`)
    }
    const [flat, grouped] = ['of-flat', 'of-grouped'].map((name) => join(folder, name))
    const files = (await readdir(flat!, { recursive: true })).filter((name) => /\.bin$|\.txt$/.test(name))
    expect(files).toContain(join('train', 'block-00000.bin'))
    for (const name of files) {
      expect((await readFile(join(grouped!, name))).equals(await readFile(join(flat!, name))), name).toBe(
        true,
      )
    }
  })

  it('says of the rows what train says: cancelled ones, quantities below zero, guests', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => {
      const [user, item] = [i < 360 ? `u${i % 60}` : 'guest', `i${(i * 7) % 23}`]
      return `${user},${item},${i % 9 === 0 ? -1 : 2},${i % 11 === 0 ? 'cancelled' : 'shipped'}`
    })
    await writeFile(join(folder, 'orders.csv'), `user_id,item_id,quantity,status\n${rows.join('\n')}\n`)
    const notes = async (...args: string[]) => {
      const { stderr, code } = await hvamp(folder, args)
      expect(code, stderr).toBe(0)
      return stderr.split('\n').filter((line) => line.startsWith('orders.csv: '))
    }
    const [how, ...further] = await notes('stats', 'orders.csv', '--min-user', '1')
    expect(further).toHaveLength(3)
    const options = ['--min-user', '1', '--held-out', '4', '--out', 'of-orders']
    expect(await notes('prepare', 'orders.csv', ...options)).toEqual([how, ...further])
  })

  it('advises to order rows with returns by time, for it reads no times', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `u${i % 40},i${i % 20},${i % 9 === 0 ? -1 : 2}`)
    await writeFile(join(folder, 'returns.csv'), `user,item,quantity\n${rows.join('\n')}\n`)
    const given = ['returns.csv', '--rating-column', 'quantity', '--at-least', '1', '--min-user', '1']
    const { stderr } = await hvamp(folder, ['prepare', ...given, '--held-out', '4', '--out', 'of-returns'])
    expect(stderr).toContain('and the newest rows do not stand last, order the rows by time\n')
  })

  it.each([
    ['--time-column', 'rating', 'must be left out, for prepare reads no times, got rating'],
    ['--date-order', 'dmy', 'must be left out, for prepare reads no times, got dmy'],
    ['--data-folder', 'data', "goes with a data set by name, one of .*, got 'ratings\\.csv'"],
  ])('refuses %s, which it has no use for, and does not offer it', async (option, value, reason) => {
    const message = await refusal('prepare', 'ratings.csv', '--out', 'unused', option, value)
    expect(message).toMatch(new RegExp(`^hvamp: ${option}: ${reason}$`))
    expect(await run('prepare', '--help')).not.toContain(option)
  })

  it('offers no other division than by users', async () => {
    const help = await run('prepare', '--help')
    expect(help).toContain('--held-out-share')
    expect(help).not.toMatch(/^ +--(split|choose|validation-from|test-from) /m)
  })

  it('leaves nothing behind where nothing is kept, or when it is stopped', async () => {
    expect(await refusal('prepare', 'ratings.csv', '--min-user', '1000', '--out', 'none')).toBe(
      'hvamp: ratings.csv: filters must leave some users, got none: choose a lower --at-least, --min-item or --min-user',
    )
    let isSent = false // a second signal ends the process at once
    const stopped = await hvamp(folder, ['prepare', 'ratings.csv', '--out', 'none'], {
      onStderr(_, child) {
        if (!isSent) child.kill('SIGINT')
        isSent = true
      },
    })
    expect([stopped.code, stopped.stderr.trimEnd().split('\n').at(-1)]).toEqual([
      130,
      'stopped: nothing was written; the same command begins again',
    ])
    expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([])
  }, 60_000)
})

function dropRepeated(profile: Buffer) {
  const { repeated: _, ...rest } = JSON.parse(profile.toString())
  return rest
}
