import type { Condition } from './condition'
import { type GroupLimit, groupLimits } from './group-limits'
import type { ItemTable } from './item-table'
import { type ItemsWithoutValue, itemsWithoutValue } from './items-without-value'
import { listInTexts, type TextInList, textsInLists } from './lists-in-texts'
import { notNumbers, withWayToNumbers } from './not-numbers'
import { readCondition } from './read-condition'
import { columnOf, isEmpty, rowsWhere } from './rows-where'
import { type ItemChoice, isIds, isWeight, type Rules, readRules } from './rules'
import { tableCoverage } from './table-coverage'
import { type UnmetValue, unmetValues } from './unmet-values'

/** Rules as a model's items hear of them, to be used for any number of histories. */
export interface CompiledRules {
  /** The model's items, in whose order the arrays are. */
  readonly itemIds: readonly string[]
  /** Which may be recommended: [items], 1 for each that may; absent where all may. */
  readonly allowed?: Uint8Array | undefined
  /** How many may. */
  readonly candidateCount: number
  /** Positive weights: [items]; absent where all are 1. */
  readonly weights?: Float32Array | undefined
  readonly limits: readonly GroupLimit[]
  /** Ids in the rules that the model does not know, which are passed over. */
  readonly unknownItems: readonly string[]
  /** Texts in the rules that no item of the model has in the column that they are compared with: they hold of no item. */
  readonly unmetValues: readonly UnmetValue[]
  /** Texts in the rules compared with whole cells of a column that has them within lists too, for `=` and `in` do not ask for entries; absent where there are none. */
  readonly textsInLists?: readonly TextInList[]
  /** Items that have a row, but no value in a column that the rules ask; absent where there are none. */
  readonly withoutValue?: readonly ItemsWithoutValue[]
  /** Columns of `per` whose texts are lists, with one of them: each is a group of its own until `types` says that they are lists. */
  readonly listsInGroups: readonly ListInGroups[]
}

/** The conditions of rules, and what is to be said of their texts. */
interface SaidOfConditions {
  readonly unmet: UnmetValue[]
  readonly inLists: TextInList[]
  readonly conditions: Condition[]
}

/** A list in a column of texts by which items are limited. */
export interface ListInGroups {
  readonly column: string
  readonly list: string
}

export interface RuleContext {
  /** The items of a model. */
  readonly itemIds: readonly string[]
  /** What conditions, limits and weights by column ask. */
  readonly table?: ItemTable | undefined
}

/**
 * Compiles rules for the items of a model; `ruleCompiler` is quicker for many rules.
 *
 * @throws if a rule asks a table in which no item has a row, names a column that the table does not have, compares one with a value of another type, or needs a table
 *   where there is none: naming the place, the rule and the value
 * @example compileRules({ where: "category = 'shoes' and price < 50", per: { brand: 2 } }, { itemIds: model.itemIds, table })
 */
export function compileRules(rules: Rules, context: RuleContext): CompiledRules {
  return ruleCompiler(context)(rules)
}

/**
 * What compiles rules for the items of a model, one after another: ids and rows are looked up once for all, and limits by one column share
 * their groups, which are not to be changed.
 *
 * @throws if an id occurs twice
 * @example const compile = ruleCompiler({ itemIds: model.itemIds, table }); const rules = compile({ exclude: soldOut })
 */
export function ruleCompiler({ itemIds, table }: RuleContext): (rules: Rules) => CompiledRules {
  const indexOf = new Map(itemIds.map((id, item) => [id, item]))
  if (indexOf.size < itemIds.length) {
    const twice = itemIds.find((id, item) => indexOf.get(id) !== item)
    throw new Error(`ruleCompiler: itemIds must differ, got '${twice}' twice`)
  }
  let isCovered = false
  const rows = table && Int32Array.from(itemIds, (id) => table.rowOf(id)) // −1 where it has none
  const limitsBy = rows && groupLimits(rows)

  function itemTable(where: string): ItemTable {
    if (table) {
      if (!isCovered) tableCoverage(table, itemIds) // which refuses one of other ids
      isCovered = true
      return table
    }
    throw new Error(`${where}: needs an item table, got none`)
  }

  /** [items], 1 where the condition holds of the item's row; it and what is to be said of its texts are added to those of the rules. */
  function meeting(
    given: Condition | string,
    where: string,
    { conditions, unmet, inLists }: SaidOfConditions,
  ): Uint8Array {
    const condition = readCondition(given, where)
    const held = rowsWhere(itemTable(where), condition, where)
    conditions.push(condition)
    for (const value of unmetValues(condition, itemTable(where), rows!)) unmet.push(value)
    for (const text of textsInLists(condition, itemTable(where))) inLists.push(text)
    return Uint8Array.from(rows!, (row) => (row >= 0 ? held[row]! : 0))
  }

  return (given) => {
    const { among, exclude, where, per = {}, weights } = readRules(given)
    const unknown = new Set<string>()
    const said: SaidOfConditions = { conditions: [], unmet: [], inLists: [] }

    function itemOf(id: string): number | undefined {
      const item = indexOf.get(id)
      if (item === undefined) unknown.add(id)
      return item
    }

    function chosen(choice: ItemChoice, place: string): Uint8Array {
      if (!isIds(choice)) return meeting(choice, place, said)
      const items = new Uint8Array(itemIds.length)
      for (const id of choice) items[itemOf(id) ?? items.length] = 1 // past the end nothing is written
      return items
    }

    const masks = [
      among === undefined ? undefined : chosen(among, 'rules.among'),
      exclude === undefined ? undefined : chosen(exclude, 'rules.exclude').map((item) => 1 - item),
      where === undefined ? undefined : meeting(where, 'rules.where', said),
    ].filter((mask) => mask !== undefined)
    const allowed = masks.length > 0 ? masks.reduce(both) : undefined
    const limits = Object.entries(per).flatMap(([column, atMost]) => limitsOf(column, atMost))
    const columns = {
      limited: Object.keys(per),
      weights: typeof weights === 'string' ? weights : undefined,
    }
    const without = table ? itemsWithoutValue(said.conditions, columns, { table, rows: rows! }) : []
    const weighted = weights === undefined ? undefined : weightsOf(weights, itemOf)
    return {
      itemIds,
      ...(allowed && { allowed }),
      candidateCount: allowed ? allowed.reduce((sum, item) => sum + item, 0) : itemIds.length,
      ...(weighted && { weights: weighted }),
      limits,
      unknownItems: [...unknown],
      unmetValues: said.unmet,
      ...(said.inLists.length > 0 && { textsInLists: said.inLists }),
      ...(without.length > 0 && { withoutValue: without }),
      listsInGroups: Object.keys(per).flatMap((column) => {
        const found = listInTexts(table!, column)
        return found ? [{ column, list: found.list }] : []
      }),
    }
  }

  function limitsOf(name: string, atMost: number): GroupLimit[] {
    const where = `rules.per.${name}`
    return limitsBy!(columnOf(itemTable(where), name, where), atMost)
  }

  function weightsOf(
    weights: NonNullable<Rules['weights']>,
    itemOf: (id: string) => number | undefined,
  ): Float32Array {
    const all = new Float32Array(itemIds.length).fill(1)
    if (typeof weights !== 'string') {
      for (const [id, weight] of Object.entries(weights)) all[itemOf(id) ?? all.length] = weight
      return all
    }
    const where = 'rules.weights'
    const column = columnOf(itemTable(where), weights, where)
    if (isEmpty(column)) return all
    if (column.type !== 'number') {
      throw new Error(
        `${where}: column '${weights}' must be numbers, got ${withWayToNumbers(notNumbers(column, weights))}`,
      )
    }
    for (const [item, row] of rows!.entries()) {
      const weight = row < 0 ? Number.NaN : column.values[row]!
      if (Number.isNaN(weight)) continue
      if (!isWeight(weight)) {
        throw new Error(`${where}: must be positive, finite numbers, got ${weight} for '${itemIds[item]}'`)
      }
      all[item] = weight
    }
    return all
  }
}

function both(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((item, i) => item & other[i]!)
}
