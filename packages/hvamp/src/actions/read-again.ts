import { callAfter } from '@hvamp/random'
import type { FileHistories, Service } from '@hvamp/server'
import type { Logger } from 'pino'
import { isBadInput } from '../process/bad-input'
import { messageInWords } from '../process/system-errors'

const WITHIN = 60_000 // ms between the SIGHUP that was refused and the one that forces
const [FIRST_PAUSE, LONGEST_PAUSE] = [1000, 300_000] // ms until histories that were not taken are read again

/** What a server reads again. */
export interface ReadAgain {
  readonly service: Pick<Service, 'listen' | 'reload'>
  readonly histories: FileHistories | undefined
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Aborted when the server ends. */
  readonly signal: AbortSignal
}

/**
 * From now on reads the histories with each model and item table that takes over. Those that were not taken are read again, for the reason may
 * be one that passes, such as a database out of reach: after a second, then half as often each time.
 *
 * @returns what a SIGHUP does: it reads all again, and of what the one before within a minute refused takes what there is
 */
export function readingAgain({ service, histories, log, signal }: ReadAgain): () => Promise<void> {
  const [tableRefused, historiesRefused] = [refusal(), refusal()]
  let underWay = 0 // SIGHUPs whose reload goes on, and is followed by the histories

  let endPause = () => {}

  /**
   * @param pause ms until the next try, where they are not taken
   * @param isAgain whether they were not taken before, so that the same reason is no news
   * @returns whether they were taken
   */
  async function readHistories(
    force: boolean,
    { pause = FIRST_PAUSE, isAgain = false } = {},
  ): Promise<boolean | undefined> {
    endPause()
    const before = histories?.refused?.message
    const isNews = () => !isAgain || before !== histories?.refused?.message
    try {
      const again = await histories?.reload({ force })
      if (again?.isTaken) log.info({ users: again.users }, 'the histories were read again')
      else if (again && isNews()) {
        log.warn(
          { users: again.users, before: histories?.users },
          'the histories have fewer than half of the users before, which stay: SIGHUP twice within a minute takes them as they are',
        )
      }
      if (again?.isTaken === false) readAfter(pause)
      else endPause()
      return again?.isTaken
    } catch (error) {
      if (signal.aborted) return undefined // which ended the reading
      readAfter(pause)
      if (!isNews()) return undefined
      const what = 'the histories could not be read again, those from before stay'
      if (error instanceof Error && isBadInput(error)) log.error({ reason: messageInWords(error) }, what)
      else log.error(error, what)
      return undefined
    }
  }

  function readAfter(pause: number): void {
    const next = { pause: Math.min(LONGEST_PAUSE, 2 * pause), isAgain: true }
    const read = () => {
      if (!signal.aborted) void readHistories(false, next).then(forget)
    }
    endPause()
    endPause = callAfter(pause, read, { unref: true })
  }

  /** What was taken meanwhile is not to be forced. */
  const forget = (isTaken: boolean | undefined) => isTaken && historiesRefused.note(false)
  service.listen((event) => {
    if (event.type === 'swapped' && underWay === 0) void readHistories(false).then(forget)
    if (event.type !== 'refused' || !event.isForceable) return
    log.warn(
      'SIGHUP twice within a minute takes the item table as it is; --table-type sets the type of a column',
    )
  })
  return async () => {
    const forced = { table: tableRefused.isRecent(), histories: historiesRefused.isRecent() }
    underWay++
    const reloaded = await service.reload({ force: forced.table })
    underWay--
    tableRefused.note(reloaded.result === 'refused' && reloaded.isForceable)
    historiesRefused.note((await readHistories(forced.histories)) === false)
  }
}

/** Remembers whether a SIGHUP was refused. */
function refusal() {
  let at = Number.NEGATIVE_INFINITY
  return {
    isRecent: () => performance.now() - at < WITHIN,
    note(isRefused: boolean) {
      at = isRefused ? performance.now() : Number.NEGATIVE_INFINITY
    },
  }
}
