import { join } from 'node:path'
import type { RunningBackend } from '@hvamp/backends'
import type { UserShard } from '@hvamp/data'
import { identify } from '../files/source-file'
import { version } from '../process/version'
import { modelFolder } from '../runs/open-model'
import type { Requested } from '../settings/requested'
import type { PartFormat, ShardSettings } from '../settings/shard'
import type { PartColumn } from './part-table'
import { type ShardJob, shardJobOf } from './shard-job'

/** Options that change no record: where things are, how fast it goes, and rules, which come as a checksum of their outcome. */
const ofNoRecord = new Set([
  ...['shard', 'shardBy', 'rowsAtOnce', 'partFormat', 'history', 'out', 'json', 'backend', 'threads'],
  ...['dataFolder', 'maxRows', 'maxBytes', 'maxExpansion'],
  ...['only', 'exclude', 'where', 'per', 'weights'],
  ...[
    'itemTable',
    'tableQuery',
    'tableName',
    'tableId',
    'tableTitle',
    'tableType',
    'tableRepeated',
    'tableEncoding',
    'tableDelimiter',
    'tableSkipLines',
    'tableHeader',
    'tableQuoting',
    'tableDecimal',
  ],
])

/** What must be equal in all shards of a command. */
export async function jobOf(
  command: ShardJob['command'],
  {
    options: { values, isExplicit },
    more = {},
    shard,
    data,
    partFormat,
    columns,
    model,
    backend,
  }: {
    readonly options: Requested<ShardSettings>
    /** What else the records depend on. */
    readonly more?: ShardJob['options']
    readonly shard: UserShard
    readonly data: ShardJob['data']
    readonly partFormat: PartFormat
    readonly columns: readonly PartColumn[]
    /** The folder of a run or a model. */
    readonly model: { readonly folder: string; readonly name: string }
    readonly backend: RunningBackend
  },
): Promise<ShardJob> {
  const options = Object.entries(values).filter(([name]) => !ofNoRecord.has(name))
  const chosen = options.map(([name]) => name).filter(isExplicit)
  const { sha256 } = await identify(join(await modelFolder(model.folder), 'model.json')) // it names the weights by their content
  return shardJobOf({
    command,
    hvamp: version,
    shards: shard.count,
    shardBy: values.shardBy,
    partFormat,
    columns: [...columns],
    model: { name: model.name, sha256 },
    backend: backendName(backend),
    data,
    options: { ...Object.fromEntries(options), ...more, chosen: chosen.sort() },
  })
}

/** What computes, without the number of its threads, which a machine may have more or fewer of. */
function backendName({ name, blas, adapter, tensorflow }: RunningBackend): string {
  const by = blas?.library ?? adapter ?? tensorflow?.version
  return by === undefined ? name : `${name} (${by})`
}
