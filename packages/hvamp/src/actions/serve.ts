import { readFile } from 'node:fs/promises'
import { BlockList, isIP } from 'node:net'
import { isDatabaseAddress } from '@hvamp/databases'
import { savedItemIds } from '@hvamp/models/node'
import { type FileHistories, histories as historiesOf, runService, serve } from '@hvamp/server'
import { type Logger, pino } from 'pino'
import { requireNoReading } from '../inputs/given-histories'
import { knownHistories } from '../inputs/histories'
import { itemTableSource, withItemTable } from '../inputs/item-table'
import { badInput, checkingInput } from '../process/bad-input'
import type { HangUp } from '../process/hang-up'
import { catchInterrupts } from '../process/interrupt'
import { systemErrorOf } from '../process/system-errors'
import { requireNoHeader } from '../runs/first-row'
import { modelFolder } from '../runs/open-model'
import { readHistories, type UserHistories } from '../runs/user-histories'
import type { BackendSettings } from '../settings/backend'
import { type DataSettings, dataDefaults } from '../settings/data'
import type { ItemTableSettings } from '../settings/item-rules'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { folderWithModel, runFolderOf } from '../tuning/chosen-run'
import { readingAgain } from './read-again'

interface Flags extends BackendSettings, DataSettings, ItemTableSettings {
  histories?: string
  host: string
  port: number
  tokenFile?: string
  open?: boolean
  watch: number
  maxCount: number
  maxHistory: number
  maxWaiting: number
  maxMemory?: number
  timeout: number
  grace: number
  batchSize: number
  logLevel: string
  workers: number
}

const levels = ['debug', 'info', 'warn', 'error', 'silent']

/**
 * Serves a run over HTTP until a signal ends it.
 *
 * @param hangUp catches SIGHUP, which reads all again, also one that comes before all was read; is released
 */
export async function serveAction(run: string, options: Requested<Flags>, hangUp: HangUp): Promise<void> {
  try {
    await untilSignal(run, options, hangUp)
  } finally {
    hangUp.release()
  }
}

async function untilSignal(run: string, options: Requested<Flags>, hangUp: HangUp): Promise<void> {
  const flags = options.values
  const { host, port, logLevel, grace } = flags
  if (!levels.includes(logLevel)) {
    throw badInput(`--log-level: must be one of ${levels.join(', ')}, got '${logLevel}'`)
  }
  const itemTable = itemTableSource(flags)
  const tokens = flags.tokenFile === undefined ? undefined : await readTokens(flags.tokenFile)
  if (!tokens && !flags.open && !isLoopback(host)) {
    throw badInput(
      `--host: must be an address of this machine alone without --token-file or --open, got '${host}'`,
    )
  }
  const log = pino({ level: logLevel })
  const histories = await historySource(run, options, log)
  const service = await checkingInput(() =>
    runService({
      run: () => folderWithModel(run),
      backend: flags.backend,
      blasThreads: flags.threads,
      threads: flags.workers,
      watch: flags.watch,
      itemTable,
      batchSize: flags.batchSize,
      mostWaiting: flags.maxWaiting,
      opening: withItemTable,
    }),
  )
  const server = await checkingInput(() =>
    serve({
      service,
      host,
      port,
      tokens,
      grace,
      logger: log,
      histories,
      limits: { count: flags.maxCount, history: flags.maxHistory, timeout: Math.ceil(flags.timeout * 1000) },
      ...(flags.maxMemory !== undefined && { mostMemory: flags.maxMemory * 1e6 }),
    }).catch((error) => {
      throw unheard(error, flags)
    }),
  )
  // from here on there are requests to answer; before, a signal ends the process at once
  const interrupt = catchInterrupts((name) =>
    log.info({ signal: name }, 'ends when the requests under way are answered'),
  )
  log.info(
    { model: service.model, folder: service.folder, users: histories?.users },
    `answers at ${server.address}, described at ${server.address}/docs`,
  )
  hangUp.does(readingAgain({ service, histories, log, signal: interrupt.signal }))
  await aborted(interrupt.signal)
  await server.close()
  interrupt.release()
}

/** Says which items of histories the model does not know, and where most of their ids are of another kind. @throws bad input if it knows none */
async function requireKnownItems(
  histories: UserHistories,
  folder: string,
  { where, out }: { readonly where: string; readonly out: Output },
): Promise<void> {
  const model = await modelFolder(folder)
  const itemIds = await checkingInput(() => savedItemIds(model))
  requireNoHeader(histories, itemIds, where)
  knownHistories(histories.rated, itemIds, { unknown: 'skip', where, out })
}

/** What users have, if the options say where it is, read as the run was trained that is served when it is read. */
async function historySource(
  run: string,
  { values, isExplicit }: Requested<Flags>,
  log: Logger,
): Promise<FileHistories | undefined> {
  const { histories, query, table } = values
  const hasRows = query !== undefined || table !== undefined
  if (hasRows && (histories === undefined || !isDatabaseAddress(histories))) {
    throw badInput(
      `--query, --table: go with the address of a database, got --histories ${histories ?? 'none'}`,
    )
  }
  if (histories === undefined) {
    requireNoReading({ values, isExplicit }, '--histories')
    return undefined
  }
  const options = { values: { ...dataDefaults, ...values }, isExplicit }
  const out = { json: false, print() {}, emit() {}, note: (text: string) => log.info(text) }
  return historiesOf(async () => {
    const folder = await runFolderOf(run)
    const found = await readHistories(histories, folder, { options, out })
    await requireKnownItems(found, folder, { where: histories, out })
    return found
  })
}

/** The error of an address that cannot be listened on names the option that answers. */
function unheard(error: unknown, { host, port }: Pick<Flags, 'host' | 'port'>): unknown {
  switch (systemErrorOf(error)?.code) {
    case 'EADDRINUSE':
      return badInput(
        `--port: must be free on ${host}, got ${port}, on which another program listens: choose another, or 0 for any that is free`,
        error,
      )
    case 'EACCES':
      return badInput(
        `--port: must be one that this user may listen on, got ${port}: choose one from 1024`,
        error,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return badInput(`--host: must be an address of this machine, got '${host}'`, error)
    default:
      return error
  }
}

async function readTokens(path: string): Promise<string[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').map((line) => line.trim())
  const tokens = lines.filter((line) => line !== '')
  if (tokens.length === 0) throw badInput(`${path}: must have a token in a line, got none`)
  const bad = tokens.findIndex((token) => !/^[\w.~+/=-]{8,}$/.test(token))
  if (bad >= 0)
    throw badInput(
      `${path}: token ${bad + 1} must have at least 8 of the characters A–Z a–z 0–9 - . _ ~ + / =`,
    )
  return tokens
}

/** Whether only this machine reaches an address. */
function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const family = isIP(host)
  if (family === 0) return false
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  return loopback.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
