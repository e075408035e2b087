import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { howToGetTorch, pythonWithTorch, runDense } from '../peers/torch.mjs'
import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { median } from '../statistics.mjs'
import { printTable } from '../table.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const drivers = ['/etc/vulkan/icd.d/nvidia_icd.json', '/usr/share/vulkan/icd.d/nvidia_icd.json']
const compared = ['Mult-VAE', 'H+Vamp (Gated)']
const software = /swiftshader|llvmpipe|lavapipe/i
const timed = { warmUp: 10, repeats: 50 }
const goals = { usersPerSecond: 116_000, timesPyTorch: 3 }

/**
 * All that is measured on an NVIDIA GPU: the recorded numbers on WebGPU, and training steps on WebGPU beside dense PyTorch on
 * the same card. Where no GPU is it says so and measures nothing, but `quick` takes software in its place.
 */
export async function gpu({ quick }) {
  const driver = drivers.find((path) => existsSync(path))
  if (driver) process.env.VK_DRIVER_FILES ??= driver // the processes that measure inherit it
  const { adapter, reason } = (await runApart('adapter')).result
  if (adapter === undefined || (software.test(adapter) && !quick)) {
    const skipped = `no GPU is here: ${reason ?? `the adapter '${adapter}' is software`}`
    console.log(`GPU: skipped, ${skipped}\n`)
    return { skipped }
  }
  const card = nameOfCard()
  console.log(`WebGPU on ${card ?? adapter}`)
  return { adapter, card, goals, parity: quick ? undefined : parity(), steps: await steps(quick) }
}

/** NVIDIA's name of the card and its driver, or undefined. */
function nameOfCard() {
  const { status, stdout } = spawnSync('nvidia-smi', [
    '--query-gpu=name,driver_version',
    '--format=csv,noheader',
  ])
  return status === 0 ? String(stdout).trim() : undefined
}

/** The cases of the parity fixtures on WebGPU. */
function parity() {
  const vitest = `${root}node_modules/vitest/vitest.mjs`
  const tests = ['packages/models/src/presets/parity.test.ts', '-t', 'webgpu', '--reporter=json']
  const { stdout } = spawnSync(process.execPath, [vitest, 'run', ...tests], { cwd: root, encoding: 'utf8' })
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(stdout)
  console.log(`Parity on WebGPU: ${passed} of ${passed + failed} cases passed\n`)
  return { passed, failed }
}

async function steps(quick) {
  const python = pythonWithTorch()
  if (!python) console.log(`${howToGetTorch}\n`)
  const { batch: usual, ...rest } = quick ? tinySizes : sizes
  const rows = []
  for (const [shape, counts] of Object.entries(quick ? tinyShapes : shapes)) {
    for (const batch of quick ? [usual] : [usual, 1000]) {
      for (const model of compared) {
        const options = { model, ...counts, ...rest, batch, ...(quick ? { warmUp: 2, repeats: 3 } : timed) }
        const { result } = await runApart('gpu-steps', options)
        const row = { shape, ...options, ...result, usersPerSecond: (1000 * batch) / result.stepMs }
        if (python && !quick) {
          const peer = { ...options, device: 'cuda', threads: 2, flushDenormals: false }
          row.torchMs = median(runDense(python, peer).steps)
          row.timesPyTorch = row.stepMs / row.torchMs
        }
        rows.push(row)
      }
    }
  }
  console.log(
    `Training on WebGPU and in dense PyTorch on the same GPU; goals: Mult-VAE at ML-20M's shape at least ${goals.usersPerSecond} users/s, H+Vamp (Gated) at most ${goals.timesPyTorch} times PyTorch's step`,
  )
  printTable(
    ['shape', 'batch', 'model', 'step ms', 'users/s', 'PyTorch ms', '× PyTorch'],
    rows.map((row) => [
      row.shape,
      row.batch,
      row.model,
      row.stepMs,
      row.usersPerSecond,
      row.torchMs,
      row.timesPyTorch,
    ]),
  )
  return rows
}
