import { describe, expect, it } from 'vitest'
import { shardFrom } from './shard'

describe('--shard', () => {
  it.each([
    ['17/400', {}, { index: 17, count: 400 }],
    ['17/400', { JOB_COMPLETION_INDEX: '3' }, { index: 17, count: 400 }],
    ['auto/400', { JOB_COMPLETION_INDEX: '0' }, { index: 0, count: 400 }],
    ['auto/400', { SLURM_ARRAY_TASK_ID: '399', SLURM_ARRAY_TASK_COUNT: '2' }, { index: 399, count: 400 }],
    ['auto', { JOB_COMPLETION_INDEX: '7', JOB_COMPLETIONS: '8' }, { index: 7, count: 8 }],
    [
      'auto',
      { SLURM_ARRAY_TASK_ID: '8', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '8' },
      { index: 7, count: 8 },
    ],
    [
      'auto',
      {
        SLURM_ARRAY_TASK_ID: '9',
        SLURM_ARRAY_TASK_MIN: '1',
        SLURM_ARRAY_TASK_STEP: '4',
        SLURM_ARRAY_TASK_COUNT: '4',
      },
      { index: 2, count: 4 },
    ],
  ])('%s with %o', (text, environment, shard) => {
    expect(shardFrom(text, environment)).toEqual(shard)
  })

  it.each([
    ['17', {}, "--shard: must be as 17/400, auto/400 or auto, got '17'"],
    ['4/4', {}, "--shard: must be from 0 to 3 of 4, got '4/4'"],
    ['0/0', {}, '--shard: the count must be from 1 to 100000, got 0'],
    [
      'auto/4',
      {},
      '--shard auto: needs the variable JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID with an integer, got none',
    ],
    [
      'auto/4',
      { JOB_COMPLETION_INDEX: '4' },
      '--shard: must be from 0 to 3 of 4, got JOB_COMPLETION_INDEX=4',
    ],
    [
      'auto',
      { JOB_COMPLETION_INDEX: '4' },
      '--shard auto: needs the variable JOB_COMPLETIONS with an integer, got none',
    ],
    [
      'auto',
      { SLURM_ARRAY_TASK_ID: '30', SLURM_ARRAY_TASK_MIN: '3', SLURM_ARRAY_TASK_COUNT: '2' },
      '--shard: must be from 0 to 1 of 2, got SLURM_ARRAY_TASK_ID=30, the first 3, the step 1',
    ],
  ])('%s with %o is refused', (text, environment, message) => {
    expect(() => shardFrom(text, environment)).toThrow(message)
  })
})
