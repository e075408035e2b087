import { readFileSync } from 'node:fs'

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../results/benchmarks/${name}.json`, import.meta.url), 'utf8')).measures

/** Bytes and requests of something between a program and the server of a queue. */
export interface Traffic {
  /** To the server. */
  readonly sent: number
  readonly received: number
  /** Of Redis alone. */
  readonly requests?: number
}

/** What the page on scale reckons with: every figure of it comes from a recorded benchmark. */
export function scaleRates() {
  const { shards } = recorded('shards')
  const blocks = recorded('larger-than-memory')['larger-than-memory']
  const { sizes, queue } = recorded('scale')
  const largest = recorded('step-evaluation-latency').step.find(
    (each: { shape: string; model: string; backend: string }) =>
      each.shape === 'ML-20M' && each.model === 'Mult-VAE' && each.backend === 'native',
  )
  const ofBlocks = blocks.results.filter((each: { where: string }) => each.where === 'blocks')
  const many = shards.results[1]
  return {
    lists: {
      /** Users a second and core, by processes of one thread, as many as there are cores. */
      perCore: many.perCore as number,
      items: shards.items as number,
      perUser: shards.perUser as number,
      memory: many.memory.most as number, // MB of a process
      mergedPerSecond: (shards.users / shards.merged.seconds) as number,
    },
    bytes: {
      ofHistoryRow: sizes.historyBytesOfRow as number,
      ofList: sizes.listBytesOfUser as number,
      ofModel: sizes.modelBytes as number,
    },
    prepare: {
      cpuSecondsOfRow: (sizes.prepare.cpuSeconds / sizes.prepare.rows) as number,
      bytesOfRow: (sizes.prepare.bytes / sizes.prepare.rows) as number,
      mostBytesOfRow: (sizes.prepare.mostBytes / sizes.prepare.rows) as number,
    },
    blocks: {
      usersPerSecond: Math.max(...ofBlocks.map((each: { usersPerSecond: number }) => each.usersPerSecond)),
      perUser: blocks.perUser as number,
      peakBytes: blocks.peakBytes as number,
    },
    step: { usersPerSecond: largest.usersPerSecond as number, items: largest.items as number },
    queue: {
      jobBytes: queue.job.bytes as number,
      servers: queue.servers.map((server: QueueRecord) => ({
        name: server.name,
        connections: server.connections,
        working: aSecond(server.working, server.workers),
        reporting: aSecond(server.reporting, server.workers),
        look: server.look,
      })) as QueueRates[],
    },
  }
}

/** Of a server, for each worker a second. */
export interface QueueRates {
  readonly name: string
  readonly connections: { readonly worker: number; readonly coordinator: number }
  /** Without a report. */
  readonly working: Traffic
  /** With one a second. */
  readonly reporting: Traffic
  /** One look at a job. */
  readonly look: Traffic
}

interface QueueRecord extends QueueRates {
  readonly workers: number
  readonly working: Traffic & { readonly seconds: number }
  readonly reporting: Traffic & { readonly seconds: number }
}

function aSecond(
  { sent, received, requests, seconds }: Traffic & { readonly seconds: number },
  workers: number,
): Traffic {
  const part = (count: number) => count / seconds / workers
  return {
    sent: part(sent),
    received: part(received),
    ...(requests !== undefined && { requests: part(requests) }),
  }
}
