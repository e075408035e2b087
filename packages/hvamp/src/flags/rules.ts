import type { ColumnType } from '@hvamp/data'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { dataSettings } from '../settings/data'
import { delimiterFrom } from '../settings/delimiters'
import { numberFrom } from '../settings/numbers'
import { decimals, repeatedChoices, tableQuotings } from '../settings/reading'
import { numberOption } from './numbers'
import { pathOption } from './paths'
import { repeatable } from './repeatable'

/** What the options below have in common, for the end of a command's help. */
export const rulesHelp = `
An id list is ids separated by commas, or @ and a file with one id a line: --exclude @sold-out.txt.
A condition is about the columns of --item-table, a CSV, TSV, JSON or parquet file, or rows of a
database: "category = shoes and price < 50",
"brand in (acme, 'old mill') or not stock > 0", "tags has wool", "price is missing".`

/** Adds the options that say which items may be listed. */
export function addRuleOptions(command: Command): void {
  addItemTableOptions(
    command
      .optionsGroup('Which items may be listed:')
      .addOption(idsOption('--only <ids>', 'these alone'))
      .addOption(idsOption('--exclude <ids>', 'none of these'))
      .option('--where <condition>', 'those whose row of the item table meets it')
      .addOption(
        pairOption(
          '--per <column=count>',
          'at most this many items with the same value; can be repeated',
          (text, name) => numberFrom(text, z.int().min(1), `--per: ${name}`),
        ),
      )
      .option('--weights <column>', 'column of weights: an item of weight 2 counts as twice as likely'),
  )
}

/** Adds the options that say what is known of items. */
export function addItemTableOptions(command: Command): Command {
  return command
    .addOption(
      pathOption(
        '--item-table <file>',
        'what is known of items: an id and any other columns; a file, or the address of a database',
      ),
    )
    .addOption(
      new Option('--table-query <sql>', 'of a database: a SELECT that finds its rows').conflicts('tableName'),
    )
    .option('--table-name <name>', 'of a database: a table with its rows')
    .option(
      '--table-encoding <name>',
      'of a text file without a byte order mark, such as windows-1252 (default: utf-8)',
    )
    .addOption(
      new Option(
        '--table-delimiter <text>',
        'what separates the fields of a CSV: one character, tab, space or :: (default: the one that fits its header)',
      ).argParser(delimiterFrom),
    )
    .addOption(
      numberOption(
        '--table-skip-lines <count>',
        'pass over this many lines at its start, such as a title above the header (default: none)',
        dataSettings.skipLines,
      ),
    )
    .option('--table-header', 'its first line names the columns (default: as it looks)')
    .option(
      '--no-table-header',
      'it does not: columns are called by their numbers from 0, as in --table-id 0',
    )
    .addOption(
      new Option(
        '--table-quoting <kind>',
        'quotes in a CSV or TSV: double as in CSV, none as plain characters, escaped as mysql --batch writes texts (default: auto, which asks where it is open)',
      ).choices(tableQuotings),
    )
    .addOption(
      new Option(
        '--table-decimal <mark>',
        'mark before the decimals of its numbers, point or comma; the other one is that of thousands (default: as its numbers show)',
      ).choices(decimals),
    )
    .option('--table-id <column>', 'its ids; without it id, item, sku, …')
    .option('--table-title <column>', 'what items are called; without it title, name, Bezeichnung, …')
    .addOption(
      new Option(
        '--table-repeated <row>',
        'which row of an item counts where several differ, first or last (default: none, such rows are refused)',
      ).choices(repeatedChoices),
    )
    .addOption(
      pairOption(
        '--table-type <column=type>',
        'number, number-or-missing, text, boolean, date or a separator of lists in quotes; can be repeated',
        columnType,
      ),
    )
}

/** An option that takes a list of ids, or of them in a file. */
export function idsOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => [text])
}

/** An option that takes a name and a value, and can be repeated with another name. */
function pairOption<T>(flags: string, description: string, read: (text: string, name: string) => T): Option {
  const option = new Option(flags, description)
  return repeatable(option).argParser((text: string, before: Record<string, T> | undefined) => {
    const at = text.lastIndexOf('=')
    if (at < 1) throw badInput(`${option.long}: must be a column, = and a value, got '${text}'`)
    const name = text.slice(0, at)
    if (before && Object.hasOwn(before, name))
      throw badInput(`${option.long}: must be given once for ${name}, got '${text}' too`)
    return { ...before, [name]: read(text.slice(at + 1), name) }
  })
}

const named = ['number', 'number-or-missing', 'text', 'boolean', 'date'] as const

function columnType(text: string, name: string): ColumnType {
  const type = named.find((each) => each === text)
  if (type) return type
  if (text.length === 1) return { list: text }
  throw badInput(
    `--table-type: ${name} must be ${named.join(', ')} or a separator of one character, got '${text}'`,
  )
}
