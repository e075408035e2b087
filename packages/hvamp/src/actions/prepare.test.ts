import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

describe('hvamp prepare', () => {
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
      'hvamp: --model ease: must be one that is trained in batches, or popularity, for the prepared prepared, got one that needs all users at once',
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
