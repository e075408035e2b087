import type { UserShard } from '@hvamp/data'
import { badInput } from '../process/bad-input'

/** How users are divided: by their ids, wherever their rows are, or with the files, each of which has all rows of its users. */
export const divisions = ['users', 'files'] as const

/** Formats of the parts that shards write. */
export const partFormats = ['parquet', 'csv', 'jsonl'] as const

export type PartFormat = (typeof partFormats)[number]

/** Options of a command that works on one shard of the users. */
export interface ShardSettings {
  readonly shard?: string
  readonly shardBy: (typeof divisions)[number]
  readonly rowsAtOnce: number
}

export const shardDefaults = {
  shardBy: 'users',
  /** Rows of histories in memory. */
  rowsAtOnce: 4_000_000,
} as const satisfies ShardSettings

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The shard that `--shard` names: `17/400` is number 17, from 0, of 400.
 *
 * `auto/400` takes the number from the environment: from JOB_COMPLETION_INDEX, which Kubernetes sets in the pods of an Indexed
 * Job, or SLURM_ARRAY_TASK_ID. `auto` takes the count too: from JOB_COMPLETIONS, which the manifest of the job has to set, for
 * Kubernetes tells a pod its index only, or from SLURM_ARRAY_TASK_COUNT, counting from SLURM_ARRAY_TASK_MIN in steps of
 * SLURM_ARRAY_TASK_STEP.
 *
 * @throws bad input if it names none, or the environment does not say what is asked of it
 */
export function shardFrom(text: string, environment: Environment): UserShard {
  const [, which, of] = /^(\d+|auto)(?:\/(\d+))?$/.exec(text) ?? []
  if (which === undefined || (which !== 'auto' && of === undefined)) {
    throw badInput(`--shard: must be as 17/400, auto/400 or auto, got '${text}'`)
  }
  if (which !== 'auto') return shardOf(Number(which), Number(of), `'${text}'`)
  const { JOB_COMPLETION_INDEX: ofJob, SLURM_ARRAY_TASK_ID: ofArray } = environment
  const [name, number] =
    ofJob !== undefined
      ? ['JOB_COMPLETION_INDEX', integerFrom(ofJob, 'JOB_COMPLETION_INDEX')]
      : ['SLURM_ARRAY_TASK_ID', integerFrom(ofArray, 'JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID')]
  if (of !== undefined) return shardOf(number, Number(of), `${name}=${number}`)
  if (ofJob !== undefined) {
    const count = integerFrom(environment.JOB_COMPLETIONS, 'JOB_COMPLETIONS')
    return shardOf(number, count, `${name}=${number}`)
  }
  return shardOfArray(number, environment)
}

function shardOfArray(id: number, environment: Environment): UserShard {
  const numberIn = (name: string) => integerFrom(environment[name], name)
  const [count, first] = [numberIn('SLURM_ARRAY_TASK_COUNT'), numberIn('SLURM_ARRAY_TASK_MIN')]
  const step = environment.SLURM_ARRAY_TASK_STEP === undefined ? 1 : numberIn('SLURM_ARRAY_TASK_STEP')
  return shardOf(
    (id - first) / step,
    count,
    `SLURM_ARRAY_TASK_ID=${id}, the first ${first}, the step ${step}`,
  )
}

function shardOf(index: number, count: number, got: string): UserShard {
  if (!(count >= 1 && count <= mostShards)) {
    throw badInput(`--shard: the count must be from 1 to ${mostShards}, got ${count}`)
  }
  if (!(Number.isInteger(index) && index >= 0 && index < count)) {
    throw badInput(`--shard: must be from 0 to ${count - 1} of ${count}, got ${got}`)
  }
  return { index, count }
}

/** Names of parts have five digits. */
const mostShards = 100_000

function integerFrom(text: string | undefined, name: string): number {
  if (text !== undefined && /^\d+$/.test(text)) return Number(text)
  const got = text === undefined ? 'none' : `'${text}'`
  throw badInput(`--shard auto: needs the variable ${name} with an integer, got ${got}`)
}
