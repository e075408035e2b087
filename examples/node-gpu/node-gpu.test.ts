import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hasTfjsNode, whetherTfjsNodeSkipped } from '@hvamp/testing'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('train.mjs', import.meta.url))
const hasDriver = (() => {
  try {
    execFileSync('nvidia-smi', { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

it('does not stand in the way of an install', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
  expect(Object.keys(dependencies).filter((name) => name.includes('tfjs-node'))).toEqual([])
})

it.skipIf(hasDriver)('says what is missing and ends with 1 where there is no GPU', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^tfjs-node-gpu cannot compute here:\n- driver: nvidia-smi cannot be run/)
  expect(stderr).toContain('- package: @tensorflow/tfjs-node-gpu is not here')
})

it.skipIf(!hasTfjsNode)(`trains by tfjs-node on the processor${whetherTfjsNodeSkipped}`, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--cpu'], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^libtensorflow 2\.\d+\.\d+ on the CPU\nepoch 1: NDCG@100 0\.\d{4}\n/)
  const [, ndcg] = /^ndcg@100 (0\.\d{4})/m.exec(stdout) ?? []
  expect(Number(ndcg)).toBeGreaterThan(0.2)
})
