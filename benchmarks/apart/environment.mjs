import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { version_core } from '@tensorflow/tfjs-core'
import { useBackend } from 'hvamp'
import { missingForTfjsNode } from 'hvamp/backends/tfjs-node'

/** What results depend on: machine, versions, the BLAS with its threads or why there is none, and whether tfjs-node is installed. */
export default async function environment() {
  const { blas, reason } = await useBackend('auto')
  const manifest = new URL('../../packages/hvamp/package.json', import.meta.url)
  return {
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryGB: Math.round(totalmem() / 1e9),
      system: `${platform()} ${release()} ${arch()}`,
    },
    versions: {
      node: process.versions.node,
      tfjs: version_core,
      hvamp: JSON.parse(readFileSync(manifest, 'utf8')).version,
    },
    blas: blas ?? null,
    hasTfjsNode: missingForTfjsNode().length === 0,
    ...(reason && { reason }),
  }
}
