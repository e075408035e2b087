import type { FileHistories, Service } from '@hvamp/server'
import type { Logger } from 'pino'
import { isBadInput } from '../process/bad-input'
import { messageInWords } from '../process/system-errors'

const WITHIN = 60_000 // ms between the SIGHUP that was refused and the one that forces

/** What a server reads again. */
export interface ReadAgain {
  readonly service: Pick<Service, 'listen' | 'reload'>
  readonly histories: FileHistories | undefined
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Aborted when the server ends. */
  readonly signal: AbortSignal
}

/**
 * From now on reads the histories with each model and item table that takes over.
 *
 * @returns what a SIGHUP does: it reads all again, and of what the one before within a minute refused takes what there is
 */
export function readingAgain({ service, histories, log, signal }: ReadAgain): () => Promise<void> {
  const [tableRefused, historiesRefused] = [refusal(), refusal()]
  let underWay = 0 // SIGHUPs whose reload goes on, and is followed by the histories

  /** @returns whether they were taken */
  async function readHistories(force: boolean): Promise<boolean | undefined> {
    try {
      const again = await histories?.reload({ force })
      if (again?.isTaken) log.info({ users: again.users }, 'the histories were read again')
      else if (again) {
        log.warn(
          { users: again.users, before: histories?.users },
          'the histories have fewer than half of the users before, which stay: SIGHUP twice within a minute takes them as they are',
        )
      }
      return again?.isTaken
    } catch (error) {
      if (signal.aborted) return undefined // which ended the reading
      const what = 'the histories could not be read again, those from before stay'
      if (error instanceof Error && isBadInput(error)) log.error({ reason: messageInWords(error) }, what)
      else log.error(error, what)
      return undefined
    }
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
