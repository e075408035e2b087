import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const bin = fileURLToPath(new URL('../../packages/hvamp/bin/hvamp.js', import.meta.url))

/**
 * Bytes that everybody's lists move, in files of parquet: the histories, the model, the lists; and what `prepareInteractions` of
 * the histories takes: seconds of the processor, the folder of it, and that folder at its largest.
 */
export async function sizes({ quick }) {
  const shape = quick
    ? { users: 2000, files: 2, items: 500, perUser: 20, hidden: 60, latent: 20, batch: 50 }
    : { users: 250_000, files: 5, items: 10_000, perUser: 20, hidden: 600, latent: 200, batch: 200 }
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-sizes-'))
  try {
    await runApart('write-orders', { folder, ...shape })
    const { result: prepared, peakBytes } = await runApart('prepare-orders', { folder })
    const args = [
      'recommend',
      'model',
      '--shard',
      `0/${shape.files}`,
      '--shard-by',
      'files',
      '--history',
      'orders/*.parquet',
    ]
    await hvamp(folder, [...args, '--out', 'lists', '--implicit'])
    const rows = shape.users * shape.perUser
    const found = {
      historyBytesOfRow: (await bytesOf(join(folder, 'orders'))) / rows,
      listBytesOfUser:
        (await bytesOf(join(folder, 'lists', 'part-00000.parquet'))) / (shape.users / shape.files),
      modelBytes: await bytesOf(join(folder, 'model')),
      prepare: { rows, ...prepared, peakMemory: peakBytes },
    }
    printTable(
      [
        'bytes of a row',
        'of a list of 10',
        'MB of the model',
        'prepare: cpu s a million rows',
        'bytes a row',
        'at most',
        'MB',
      ],
      [
        [
          ...[found.historyBytesOfRow, found.listBytesOfUser, found.modelBytes / 1e6],
          ...[
            (prepared.cpuSeconds / rows) * 1e6,
            prepared.bytes / rows,
            prepared.mostBytes / rows,
            peakBytes / 1e6,
          ],
        ],
      ],
    )
    return { ...shape, lists: 10, ...found }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function bytesOf(path) {
  const info = await stat(path)
  if (!info.isDirectory()) return info.size
  const inside = await readdir(path)
  const each = await Promise.all(inside.map((name) => bytesOf(join(path, name))))
  return each.reduce((sum, bytes) => sum + bytes, 0)
}

async function hvamp(cwd, args) {
  const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code, signal] = await once(child, 'exit')
  if (code !== 0) throw new Error(`hvamp ${args.join(' ')}: must end with 0, got ${signal ?? code}`)
}
