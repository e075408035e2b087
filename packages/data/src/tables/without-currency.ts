import { amountText } from '../values/currency'
import type { Failure } from './inferred-type'

/**
 * Cells that are to be numbers, without the currency that stands beside them: 549,00 for `549,00 €`.
 *
 * @throws as `failure` says, if a cell has another currency than one before
 */
export function withoutCurrency(cells: readonly unknown[], failure: Failure): readonly unknown[] {
  let known: string | undefined
  return cells.map((cell, row) => {
    const amount = typeof cell === 'string' ? amountText(cell) : undefined
    if (!amount || amount.currency === '' || amount.currency === '%') return cell
    known ??= amount.currency
    if (amount.currency !== known)
      throw failure(row, `an amount in ${known}, like those before,`, `'${cell}'`)
    return amount.number
  })
}
