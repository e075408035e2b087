import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdFolder } from '../files/folder-lock'
import { bin, hvamp, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

const canMount = (() => {
  try {
    execFileSync('unshare', ['-m', 'bash', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await done('train', 'ratings.csv', '--model', 'ease', '--held-out', '40', '--out', 'ease')
})
afterAll(() => remove())

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
  return stdout
}

/** What a command that refuses says, in its one line. */
async function refused(...args: string[]): Promise<string> {
  const { code, stderr } = await hostedHvamp(folder, args)
  const lines = stderr.split('\n').filter((line) => line.startsWith('hvamp: '))
  expect({ code, lines: lines.length }, stderr).toEqual({ code: 2, lines: 1 })
  return `${lines[0]}\n`
}

const popularity = ['--model', 'popularity', '--held-out', '40']

describe('a folder that a command makes', () => {
  it('leaves folders of like names alone, and takes a slash at its end', async () => {
    await mkdir(join(folder, 'made.tmp'))
    await writeFile(join(folder, 'made.tmp', 'thesis.txt'), 'mine')
    await done('train', 'ratings.csv', ...popularity, '--out', 'made/')
    expect(await readFile(join(folder, 'made.tmp', 'thesis.txt'), 'utf8')).toBe('mine')
    expect(await readdir(join(folder, 'made'))).toContain('metrics.json')
    await done('split', 'ratings.csv', '--held-out', '40', '--out', 'parts/')
    expect(await readdir(join(folder, 'parts'))).toContain('split.json')
    expect(await done('stats', 'parts')).toMatch(
      /all parts +to train on[\s\S]*held out\ntrain +\d+ +[\d,]+ +0\n/,
    )
  })

  it('does not mind what a killed process left of it', async () => {
    const left = ['run', 'cut', 'tuned'].map((name) => `${name}.0123456789abcdef.hvamp-unfinished`)
    for (const name of left) await mkdir(join(folder, name))
    await done('train', 'ratings.csv', ...popularity, '--out', 'run')
    await done('split', 'ratings.csv', '--held-out', '40', '--out', 'cut')
    await done('tune', 'ratings.csv', ...popularity, '--out', 'tuned')
    const names = await readdir(folder)
    expect(names.filter((name) => /unfinished|lock/.test(name))).toEqual([])
  })

  it('is free for another try after a training that failed, and keeps what others put there', async () => {
    const failing = [
      'train',
      'ratings.csv',
      '--model',
      'mult-vae',
      ...withOptions(tinyMultVae, '--learning-rate', '1e38'),
    ]
    expect(await refused(...failing, '--out', 'tried', '--json')).toMatch(
      /must be finite.*: a smaller --learning-rate may help/,
    )
    expect(existsSync(join(folder, 'tried'))).toBe(false)
    await done('train', 'ratings.csv', ...popularity, '--out', 'tried')
  })

  it('is refused where it is there already, with the ways out', async () => {
    await done('train', 'ratings.csv', ...popularity, '--out', 'first')
    const again = ['train', 'none.csv', ...popularity, '--out', 'first']
    const isThere = "hvamp: --out: must be a new folder, got 'first', which is there already: "
    expect(await refused(...again)).toBe(`${isThere}choose another --out\n`)
    await rm(join(folder, 'first', 'metrics.json'))
    expect(await refused(...again)).toBe(
      `${isThere}resume its run with --resume first, or choose another --out\n`,
    )
    await done('train', '--resume', 'first')
    expect(await readdir(join(folder, 'first'))).toContain('metrics.json')
  })

  it('is refused before any work where a link of its name leads to nothing', async () => {
    await symlink('nowhere', join(folder, 'dangling'))
    for (const command of ['train', 'split']) {
      const { code, stderr } = await hostedHvamp(folder, [command, 'ratings.csv', '--out', 'dangling'])
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr:
          "hvamp: --out: must be a new folder, got 'dangling', which is there already: choose another --out\n",
      })
    }
  })

  it('has the next number where none is named and another process makes the one before', async () => {
    await writeSample(join(folder, 'busy.csv'))
    await holdFolder(join(folder, 'runs', 'busy-popularity')) // as another training does that reads its data
    await done('train', 'busy.csv', ...popularity)
    await holdFolder(join(folder, 'runs', 'busy-popularity-3'))
    await done('train', 'busy.csv', ...popularity, '--seeds', '1,2')
    const runs = (await readdir(join(folder, 'runs'))).filter((name) => /^busy-popularity(-\d)?$/.test(name))
    expect(runs.sort()).toEqual(['busy-popularity-2', 'busy-popularity-4'])
  })

  it('is refused before any work where it cannot be made', async () => {
    expect(await refused('train', 'none.csv', '--out', 'ratings.csv/run')).toMatch(
      /^hvamp: --out: must be a place that can be written to, got 'ratings\.csv.run': .*ratings\.csv: is no folder/,
    )
    expect(await refused('train', 'none.csv', '--out', '')).toBe("hvamp: --out: must be a path, got ''\n")
  })
})

describe('a file that a command writes', () => {
  it('is not replaced but with --force, and not if it is of others', async () => {
    const header = 'userId,rank,itemId,score,basis\n'
    await writeFile(join(folder, 'mine.csv'), header)
    const recommend = ['recommend', 'ease', '--items', '1,2', '--out', 'mine.csv']
    expect(await refused(...recommend)).toBe(
      "hvamp: --out: must be a new file (or --force replaces it), got 'mine.csv'\n",
    )
    await writeFile(join(folder, 'mine.html'), header)
    expect(await refused('report', 'ease', '--out', 'mine.csv', '--force')).toBe(
      "hvamp: --out: must end in .html, as a report is a page for a browser, got 'mine.csv'\n",
    )
    expect(await refused('report', 'ease', '--out', 'mine.html', '--force')).toBe(
      "hvamp: --out: must be a new file (--force replaces only report pages that hvamp wrote), got 'mine.html', which hvamp did not write: choose another --out\n",
    )
    for (const name of ['mine.csv', 'mine.html'])
      expect(await readFile(join(folder, name), 'utf8')).toBe(header)
    await done(...recommend, '--force')
    expect((await readFile(join(folder, 'mine.csv'), 'utf8')).split('\n').length).toBeGreaterThan(3)
  })

  it.skipIf(!existsSync('/dev/full'))('may be a full disk, which is said in words', async () => {
    const full = openSync('/dev/full', 'w')
    const { code, stderr } = await hvamp(folder, ['stats', 'ratings.csv'], { stdout: full })
    closeSync(full)
    expect(code).toBe(2)
    expect(stderr).toMatch(/\nhvamp: standard output: the disk is full \(ENOSPC\)\n$/)
    expect(await refused('recommend', 'ease', '--items', '1', '--out', '/dev/full')).toBe(
      "hvamp: --out: must be a file, got '/dev/full', which is none\n",
    )
  })
})

it.skipIf(!existsSync('/dev/full'))('a full disk under standard error ends no work', () => {
  const full = openSync('/dev/full', 'w')
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', full],
      encoding: 'utf8',
    })
  const trained = run('train', 'ratings.csv', '--model', 'ease', '--out', 'unsaid')
  const refusedUnsaid = run('stats', 'nothing.csv')
  closeSync(full)
  expect([trained.status, refusedUnsaid.status]).toEqual([0, 2])
  expect(existsSync(join(folder, 'unsaid', 'metrics.json'))).toBe(true)
})

describe('what the system refuses', () => {
  it.each([
    [
      'a folder in place of a file',
      ['stats', '.'],
      /^hvamp: \.: must be one file of data, got a folder with .*: name .*\n$/,
    ],
    ['a file in place of a folder', ['stats', 'ratings.csv/x'], /ratings\.csv.x: .*no folder \(ENOTDIR\)\n$/],
    [
      'a name too long',
      ['stats', 'a'.repeat(300)],
      /^hvamp: a{300}: .*the name is too long \(ENAMETOOLONG\)\n$/,
    ],
    [
      'a tuning within a file',
      ['tune', 'ratings.csv', '--model', 'ease', '--out', 'ratings.csv/x'],
      /--out: must be a place that can be written to, got 'ratings\.csv\/x': .*ratings\.csv: is no folder\n$/,
    ],
  ])('is said in one line: %s', async (_, args, message) => {
    expect(await refused(...args)).toMatch(message)
  })

  it.runIf(isSlowToo && canMount)(
    `is said in one line: a full and a read-only file system, too many open files${whetherSlowSkipped}`,
    async () => {
      const ratings = join(folder, 'ratings.csv')
      const script = `cd ${folder}; mkdir -p disk; mount -t tmpfs -o size=12k tmpfs disk
        run() { "$@" >/dev/null 2>err; code=$?; echo "$(grep '^hvamp: ' err) $code"; }
        hvamp() { ${process.execPath} ${bin} "$@"; }
        run hvamp train ${ratings} --model ease --held-out 40 --out disk/ease
          head -c 100000 /dev/zero > disk/full 2>/dev/null
        run hvamp train ${ratings} --model ease --out disk/ease
        mount -o remount,ro disk
        run hvamp train ${ratings} --model ease --out disk/ease
        run hvamp tune ${ratings} --model ease --out disk/tuned
        run hvamp split ${ratings} --out disk/parts
        run hvamp recommend ease --items 1 --out disk/list.csv
        (ulimit -n 20; run hvamp stats ${ratings})`
      const { stdout } = await promisify(execFile)('unshare', ['-m', 'bash', '-c', script])
      const place = (name: string, why: string) =>
        `hvamp: --out: must be a place that can be written to, got 'disk/${name}': ${join(folder, 'disk')}: ${why} 2`
      const [unwritten, ...rest] = stdout.trim().split('\n')
      expect(unwritten).toMatch(/^hvamp: disk.ease.*: could not be written: the disk is full \(ENOSPC\) 2$/)
      const readOnly = 'nothing can be made in it: the file system can only be read (EROFS)'
      expect(rest.slice(0, -1)).toEqual([
        place('ease', 'the disk is full (ENOSPC)'),
        ...['ease', 'tuned', 'parts', 'list.csv'].map((name) => place(name, readOnly)),
      ])
      expect(rest.at(-1)).toMatch(/^hvamp: .*: the program could not be read \(EMFILE\) 1$/)
    },
    60_000,
  )
})

it('a part of a split that was cut short is refused, not trained on', async () => {
  await done('split', 'ratings.csv', '--held-out', '40', '--out', 'short')
  const path = join(folder, 'short', 'train.csv')
  await truncate(path, Math.floor((await readFile(path)).length / 2))
  expect(await refused('train', 'short', '--model', 'popularity')).toMatch(
    /short.train\.csv: must be as hvamp split wrote it, [\d,]+ bytes with [\d,]+ entries and SHA-256 \w+, got/,
  )
})

it('a damaged metrics.json is told in one line', async () => {
  await done('train', 'ratings.csv', ...popularity, '--out', 'damaged')
  await writeFile(join(folder, 'damaged', 'metrics.json'), '{"finished":')
  for (const command of ['info', 'compare', 'report']) {
    expect(await refused(command, 'damaged')).toMatch(/damaged.metrics\.json: must be JSON/)
  }
})

it('control characters of ids and paths do not reach the terminal', async () => {
  const rows = Array.from({ length: 60 }, (_, user) =>
    [1, 2, 3, 4, 5, 6].map((item) => `u${user},\u001b]0;owned\u0007${(user + item) % 9},5`).join('\n'),
  )
  await writeFile(join(folder, 'steering.csv'), `user,item,rating\n${rows.join('\n')}\n`)
  const trained = await hostedHvamp(folder, [
    'train',
    'steering.csv',
    '--model',
    'ease',
    '--out',
    'a\u001b[31mb',
  ])
  expect(trained.code, trained.stderr).toBe(0)
  const item = '\u001b]0;owned\u00071'
  const shown = await hostedHvamp(folder, ['recommend', 'a\u001b[31mb', '--item', item, '--top', '3'])
  const lines = await hostedHvamp(folder, [
    'recommend',
    'a\u001b[31mb',
    '--item',
    item,
    '--top',
    '3',
    '--json',
  ])
  expect(shown.stdout).toContain('\\x1b]0;owned\\x07')
  for (const { stdout, stderr } of [trained, shown, lines]) {
    expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u)
  }
  expect(JSON.parse(lines.stdout).items[0].item).toContain('\u001b]0;owned')
})

it('ids that a spreadsheet would compute are texts with --spreadsheet-safe', async () => {
  const rows = Array.from({ length: 60 }, (_, user) =>
    [1, 2, 3, 4, 5, 6].map((item) => `=u${user},+${(user + item) % 9},5`).join('\n'),
  )
  await writeFile(join(folder, 'formulas.csv'), `user,item,rating\n${rows.join('\n')}\n`)
  await done('train', 'formulas.csv', '--model', 'ease', '--out', 'formulas')
  const recommend = ['recommend', 'formulas', '--history', 'formulas.csv', '--top', '1', '--out']
  await done(...recommend, 'safe.csv', '--spreadsheet-safe')
  await done(...recommend, 'exact.csv')
  expect(await readFile(join(folder, 'safe.csv'), 'utf8')).toMatch(/\n'=u0,1,'\+\d,/)
  expect(await readFile(join(folder, 'exact.csv'), 'utf8')).toMatch(/\n=u0,1,\+\d,/)
  for (const command of ['similar', 'popular']) {
    const which = command === 'similar' ? ['--items', '+1'] : []
    await done(command, 'formulas', ...which, '--top', '1', '--out', `${command}.csv`, '--spreadsheet-safe')
    expect(await readFile(join(folder, `${command}.csv`), 'utf8')).toMatch(/\n('\+1,)?1,'\+\d,/)
  }
})

it('a model that cannot fit is refused before its folder is made, with what would fit', async () => {
  const rows = Array.from({ length: 210_000 }, (_, i) => `${i % 3000},${i % 200_000}`)
  await writeFile(join(folder, 'wide.csv'), `user,item\n${rows.join('\n')}\n`)
  const train = ['train', 'wide.csv', '--implicit', '--held-out', '100', '--backend', 'wasm', '--json']
  expect(await refused(...train, '--out', 'wide')).toMatch(
    /^hvamp: --model hvamp: must fit in the 4\.0 GiB that a heap of wasm holds, got \d+\.\d GiB for 1\d\d,\d\d\d items: --hidden \d+ .*takes [1-3]\.\d GiB\n$/,
  )
  expect(existsSync(join(folder, 'wide'))).toBe(false)
  expect(await refused(...train, '--model', 'ease')).toMatch(
    /--model ease: must fit in the .* of memory here, got/,
  )
  expect(await refused(...train, '--model', 'wmf', '--factors', '4000')).toMatch(
    /--model wmf: must fit in the \d+\.\d GiB (that threads can share|of memory here), got \d+\.\d GiB for .* items: --factors can be fewer/,
  )
})
