import { type Command, Option } from 'commander'
import { dataDefaults, dataSettings } from '../settings/data'
import { delimiterFrom } from '../settings/delimiters'
import { dateOrders, decimals, formats, missings, quotings } from '../settings/reading'
import { numberOption } from './numbers'
import { pathOption } from './paths'

/** Adds the options that say how a file is read and filtered. */
export function addDataOptions(command: Command): Command {
  addReadingOptions(command).addOption(
    pathOption(
      '--data-folder <path>',
      'of a data set by name: folder or archive with its files (default: its name in $HVAMP_DATA, or in data)',
    ),
  )
  return addLikingOptions(command)
    .addOption(
      new Option('--keep-ratings', 'the same, with the ratings: what models of ratings learn from')
        .default(dataDefaults.keepRatings)
        .conflicts('atLeast'),
    )
    .addOption(
      numberOption(
        '--min-user <count>',
        'then keep users with at least this many interactions',
        dataSettings.minUser,
      ).default(dataDefaults.minUser),
    )
    .addOption(
      numberOption(
        '--min-item <count>',
        'first keep items with at least this many users',
        dataSettings.minItem,
      ).default(dataDefaults.minItem),
    )
    .addOption(
      new Option(
        '--until-stable',
        'repeat --min-item and --min-user until all items and users have enough: with 5 and 5 the 5-core',
      ).default(dataDefaults.untilStable),
    )
}

/** Adds the options that say how a file is read. */
export function addReadingOptions(command: Command): Command {
  return command
    .optionsGroup('How the data are read:')
    .addOption(new Option('--query <sql>', 'of a database: a SELECT that finds the rows').conflicts('table'))
    .option('--table <name>', 'of a database: a table with the rows')
    .addOption(
      new Option(
        '--format <name>',
        'layout of a text file; auto looks at its first lines, and asks where they leave a doubt (parquet is known by itself)',
      )
        .choices(formats)
        .default(dataDefaults.format),
    )
    .option(
      '--user-column <name>',
      'column of users: its name in the header, or its number from 0 (default: a known name)',
    )
    .option('--item-column <name>', 'column of items')
    .option('--rating-column <name>', 'column of ratings, play counts …')
    .option(
      '--time-column <name>',
      'column of times, for splits that go by them; the latest row of a user and an item counts',
    )
    .addOption(
      numberOption(
        '--skip-lines <count>',
        'pass over this many lines at the start of a text file, such as a title above the header (default: none)',
        dataSettings.skipLines,
      ),
    )
    .addOption(
      numberOption(
        '--skip-last <count>',
        'pass over this many lines at the end of a text file, such as a sum or a note below the rows (default: none)',
        dataSettings.skipLast,
      ),
    )
    .addOption(
      new Option(
        '--delimiter <text>',
        'what separates the fields of a table: one character, tab, space or ::',
      ).argParser(delimiterFrom),
    )
    .option('--header', 'the first line of a table names the columns (default: as it looks)')
    .option('--no-header', 'it does not: fields are user, item, rating and time, if no columns are named')
    .addOption(
      new Option(
        '--quoting <kind>',
        'quotes in a table: double as in CSV, none as plain characters (default: auto, by the delimiter)',
      ).choices(quotings),
    )
    .addOption(
      new Option(
        '--decimal <mark>',
        'mark before the decimals of ratings, point or comma; the other one is that of thousands (default: as the numbers look)',
      ).choices(decimals),
    )
    .addOption(
      new Option(
        '--date-order <order>',
        'day and month in dates such as 03/01/2024 and 03.01.24: dmy or mdy (default: as a day above 12 shows)',
      ).choices(dateOrders),
    )
    .option(
      '--encoding <name>',
      'of a text file without a byte order mark, such as windows-1252 or utf-16le (default: utf-8)',
    )
    .addOption(
      numberOption('--max-rows <count>', 'refuse a file of more rows (default: 10^9)', dataSettings.maxRows),
    )
    .addOption(
      numberOption(
        '--max-bytes <count>',
        'refuse a file of more bytes, once decompressed (default: 2^36)',
        dataSettings.maxBytes,
      ),
    )
    .addOption(
      numberOption(
        '--max-expansion <factor>',
        'refuse a compressed file that grows to more times its bytes (default: 100)',
        dataSettings.maxExpansion,
      ),
    )
    .addOption(
      new Option(
        '--missing <choice>',
        'rows without a user, item or rating, or with NULL, Grand Total or a comment in its place: refuse, skip and count, keep as an id, or keep-ids: keep texts as ids and skip the other rows (default: refuse)',
      ).choices(missings),
    )
}

/** Adds the options that say which ratings count as liked. */
export function addLikingOptions(command: Command): Command {
  return command
    .optionsGroup('What of it is kept:')
    .addOption(
      numberOption(
        '--at-least <rating>',
        'only ratings from here up, as clicks',
        dataSettings.atLeast,
      ).default(dataDefaults.atLeast),
    )
    .addOption(
      new Option('--implicit', 'keep everything, whatever the rating (without ratings in the file: always)')
        .default(dataDefaults.implicit)
        .conflicts('atLeast'),
    )
}
