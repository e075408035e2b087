import { requireKnown } from '@hvamp/random'
import { locateRun, versionAt } from '../engine/open-run'
import { misfit } from '../engine/table-shape'
import { type ThreadedEngine, type ThreadedEngineOptions, threadedEngine } from '../engine/threaded-engine'
import { type Service, type ServiceOptions, service } from './service'
import { fileSignature, watchedSignature, watchRun } from './watch-run'

export interface RunServiceOptions
  extends Omit<ThreadedEngineOptions, 'run' | 'signal'>,
    Omit<ServiceOptions, 'open' | 'isCurrent' | 'misfit' | 'watch'> {
  /** Folder of a run or a model, or a link to one; as a function, asked whenever the service looks which one is to be served. */
  readonly run: string | (() => Promise<string>)
  /**
   * Seconds between two looks whether the run or the file of the item table has changed, which is then read: 0, the default,
   * never looks. An item table of a database is read with each model, and at each `reload`.
   */
  readonly watch?: number | undefined
  /** Runs what opens the run and its item table, at the start and at each reload: it may put what that throws in other words. */
  readonly opening?: (<Opened>(open: () => Promise<Opened>) => Promise<Opened>) | undefined
}

/** An engine, and what the file of the item table was when it was read. */
interface OpenedEngine extends ThreadedEngine {
  readonly tableRead: string | undefined
}

/**
 * Serves a run from threads of their own: `reload`, or the watch, lets what the run is then take over.
 *
 * An item table that lacks a column of the one before, has one of another type or fewer than half of its rows is refused as a
 * damaged run is; `reload` with `force` takes it.
 *
 * @throws if the run cannot be opened
 * @example const service = await runService({ run: 'runs/latest', watch: 5 })
 */
export async function runService(given: RunServiceOptions): Promise<Service> {
  requireKnown('runService: options', given, {
    ...{ run: true, backend: true, threads: true, blasThreads: true, itemTable: true, watch: true },
    ...{ batchSize: true, batchWindow: true, mostWaiting: true, opening: true },
  })
  const { run, backend, threads, blasThreads, itemTable, watch = 0, opening, ...options } = given
  const runNow = async () => (typeof run === 'string' ? run : run())
  const tableFile = itemTable && 'path' in itemTable ? itemTable.path : undefined
  const tableNow = async () => tableFile && fileSignature(tableFile)
  async function openAs(path: string, signal?: AbortSignal): Promise<OpenedEngine> {
    const tableRead = await tableNow() // taken before it is read: a change meanwhile is seen at the next look
    const open = () => threadedEngine({ run: path, backend, threads, blasThreads, itemTable, signal })
    return { ...(await (opening ? opening(open) : open())), tableRead }
  }
  const watched = { run: runNow, itemTable: tableFile }
  const before = watch > 0 ? await watchedSignature(watched) : ''
  return service({
    ...options,
    // A lost model is read from the folder that it came from, for the run may be a broken one by now.
    async open(lost?: OpenedEngine, signal?: AbortSignal) {
      const opened = lost && (await openAs(lost.folder, signal).catch(() => undefined))
      return opened ?? openAs(await runNow(), signal)
    },
    async isCurrent({ folder, model, tableRead }) {
      if (itemTable && tableFile === undefined) return false // a database does not say whether its rows have changed
      const located = await locateRun(await runNow())
      const isSame = located.run === folder && (await versionAt(located)) === model.version
      return isSame && (await tableNow()) === tableRead
    },
    misfit: (before, next) => before.shape && next.shape && misfit(before.shape, next.shape),
    watch: (onChange) => (watch > 0 ? watchRun(watched, before, watch, onChange) : () => {}),
  })
}
