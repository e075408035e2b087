import { popularItems } from '@hvamp/models'
import { csv } from '../files/csv'
import { requireNewFile } from '../files/outputs'
import { writeWhole } from '../files/write-file'
import { readItemRules } from '../inputs/item-rules'
import { checkingInput } from '../process/bad-input'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import type { RuleSettings } from '../settings/item-rules'
import { output } from '../terminal/output'
import { shownColumns } from '../terminal/recommendation-rows'
import { textTable } from '../terminal/text-table'
import { runFolderOf } from '../tuning/chosen-run'

interface Flags extends BackendSettings, RuleSettings {
  by: 'popular' | 'trending'
  top: number
  out?: string
  force?: boolean
  json?: boolean
}

/** Lists the items that most users have. */
export async function popularAction(path: string, flags: Flags): Promise<void> {
  const out = output(flags)
  if (flags.out !== undefined) await requireNewFile(flags.out, '--out', { force: flags.force ?? false })
  const itemRules = await readItemRules(flags)
  const folder = await runFolderOf(path)
  await startBackend(flags)
  const model = await openModel(folder)
  const rules = await itemRules.of(model.itemIds, out)
  const list = await checkingInput(() => popularItems(model, { count: flags.top, by: flags.by, rules }))
  if (flags.out !== undefined) {
    const rows = list.items.map(({ item, score }, i) => [i + 1, item, score])
    await writeWhole(flags.out, csv(['rank', 'itemId', 'score'], rows))
    out.note(`written to ${flags.out}`)
    return
  }
  out.emit({ ...list })
  if (list.reason) out.note(list.reason)
  const { head, cells } = shownColumns(itemRules.table)
  out.print(
    textTable(
      head,
      list.items.map((item, i) => cells(i + 1, item).map(String)),
    ),
  )
}
