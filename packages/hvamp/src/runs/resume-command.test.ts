import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { latestOption, resumeCommand } from './resume-command'

it('repeats the options that act after a training', () => {
  expect(resumeCommand('runs/a')).toBe('hvamp train --resume runs/a')
  const after = { failBelow: 'runs/the best', failMetric: 'recall@20', keptShare: 0.8, latest: true } as const
  expect(resumeCommand('runs/a', after)).toBe(
    "hvamp train --resume runs/a --fail-below 'runs/the best' --fail-metric recall@20 --kept-share 0.8 --latest",
  )
  expect(resumeCommand('runs/a', { latest: 'served' })).toBe('hvamp train --resume runs/a --latest served')
})

it('names a link only where it is not the default', () => {
  expect(latestOption('runs/a', resolve('runs/latest'))).toBe(true)
  expect(latestOption('runs/a', resolve('served/now'))).toBe('served/now')
  expect(latestOption('runs/a', undefined)).toBeUndefined()
})
