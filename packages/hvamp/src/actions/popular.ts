import { popularItems } from '@hvamp/models'
import { type DestinationSettings, destinationOf } from '../files/destination'
import { emptyLists, readItemRules } from '../inputs/item-rules'
import { checkingInput } from '../process/bad-input'
import { itemIdType } from '../runs/id-types'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import type { RuleSettings } from '../settings/item-rules'
import { output } from '../terminal/output'
import { shownColumns, titleCell, titleColumn, titledList } from '../terminal/recommendation-rows'
import { textTable } from '../terminal/text-table'
import { folderWithModel } from '../tuning/chosen-run'
import { tellWritten } from './tell-written'

interface Flags extends BackendSettings, RuleSettings, DestinationSettings {
  by: 'popular' | 'trending'
  top: number
  json?: boolean
}

/** Lists the items that most users have. */
export async function popularAction(path: string, flags: Flags): Promise<void> {
  const out = output(flags)
  const destination = await destinationOf(flags, out)
  const itemRules = await readItemRules(flags)
  const { table } = itemRules
  const folder = await folderWithModel(path)
  await startBackend(flags)
  const model = await openModel(folder)
  const rules = await itemRules.of(model.itemIds, out)
  const list = await checkingInput(() => popularItems(model, { count: flags.top, by: flags.by, rules }))
  if (destination) {
    const text = await destination.write({
      columns: [
        { name: 'rank', type: 'integer' },
        { name: 'itemId', type: await itemIdType(folder) },
        ...titleColumn(table),
        { name: 'score', type: 'number' },
      ],
      key: ['rank'],
      rows: list.items.map(({ item, score }, i) => [i + 1, item, ...titleCell(table, item), score]),
      emptyBecause: emptyLists(rules),
    })
    tellWritten([list], { text, asked: flags, out })
    return
  }
  out.emit({ ...titledList(list, table) })
  if (list.reason) out.note(list.reason)
  const { head, cells } = shownColumns(table)
  out.print(
    textTable(
      head,
      list.items.map((item, i) => cells(i + 1, item).map(String)),
    ),
  )
}
