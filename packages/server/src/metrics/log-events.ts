import { filledDownInWords, type TableCoverage } from '@hvamp/rules'
import type { Logger } from 'pino'
import type { Service } from '../service/service'

/** Logs how the item table fits the model of a service, now and with each model, and what happens to it; gives what ends that. */
export function logEvents(service: Service, log: Logger): () => void {
  const logCoverage = () => {
    const { coverage } = service
    if (!coverage) return
    const { table, items, itemsWithoutRow, rowsWithoutItem, rowsWithoutId, itemsWithoutTitle, filledDown } =
      coverage
    if (filledDown) log.info({ itemTable: coverage }, `${table}: ${filledDownInWords(filledDown)}`)
    if (itemsWithoutTitle !== undefined)
      log.info(
        { itemTable: coverage },
        `${itemsWithoutTitle} of ${items} items of the model have no title in ${table}`,
      )
    if (itemsWithoutRow === 0 && rowsWithoutItem === 0 && rowsWithoutId === 0) return
    log.info({ itemTable: coverage }, coverageText(coverage))
  }
  logCoverage()
  return service.listen((event) => {
    if (event.type === 'swapped') {
      const { from, to, seconds } = event
      log.info(
        { model: to, folder: service.folder, before: from?.version, seconds },
        from?.version === to.version && from.run === to.run
          ? 'the same model answers, with the item table as it is now'
          : 'another model answers from now on',
      )
      logCoverage()
    } else if (event.type === 'refused') {
      const { reason, isForceable } = event
      const level = isForceable ? 'warn' : 'error'
      log[level](
        { reason: reason.message },
        'the new state was refused, and the previous model keeps answering',
      )
      log.debug(reason, 'where it was refused')
    } else if (event.type === 'lost') {
      log.error(event.reason, 'the model ended by itself and is read again')
    } else if (event.type === 'shed') {
      log.debug({ questions: event.questions }, 'turned away, too many wait')
    }
  })
}

function coverageText(coverage: TableCoverage): string {
  const { table, rows, rowsWithoutId, rowsWithoutItem, items, itemsWithoutRow } = coverage
  const lacks = `${itemsWithoutRow} of ${items} items of the model have no row in ${table}`
  const without = rowsWithoutId === 0 ? '' : `, and ${rowsWithoutId} have no id`
  return `${lacks}, and ${rowsWithoutItem} of its ${rows} rows are of no item of the model${without}`
}
