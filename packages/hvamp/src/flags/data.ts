import type { LayoutOptions } from '@hvamp/data'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption, numberOption } from './numbers'

const formats = ['auto', 'csv', 'tsv', 'movielens', 'u.data', 'adjacency', 'netflix'] as const

/** How a file of ratings is read, and what of it is kept. */
export const dataSettings = {
  /** The name of a published data set, where that was asked for. */
  dataSet: z.string().optional(),
  format: z.enum(formats),
  userColumn: z.string().optional(),
  itemColumn: z.string().optional(),
  ratingColumn: z.string().optional(),
  timeColumn: z.string().optional(),
  atLeast: z.number(),
  implicit: z.boolean(),
  keepRatings: z.boolean().default(false),
  minUser: z.int().min(0),
  minItem: z.int().min(0),
}

const dataSchema = z.object(dataSettings)
export type DataSettings = z.infer<typeof dataSchema>

/** Adds the options that say how a file is read and filtered. */
export function addDataOptions(command: Command): Command {
  return command
    .optionsGroup('How the file is read:')
    .addOption(
      new Option(
        '--format <name>',
        'layout of a text file; auto looks at its first line (parquet is known by itself)',
      )
        .choices(formats)
        .default('auto'),
    )
    .option(
      '--user-column <name>',
      'column of users: its name in the header, or its number from 0 (default: a known name)',
    )
    .option('--item-column <name>', 'column of items')
    .option('--rating-column <name>', 'column of ratings, play counts …')
    .option('--time-column <name>', 'column of times, for splits that go by them')
    .option(
      '--data-folder <path>',
      'of a data set by name: folder or archive with its files (default: its name in $HVAMP_DATA, or in data)',
    )
    .optionsGroup('What of it is kept:')
    .addOption(numberOption('--at-least <rating>', 'only ratings from here up, as clicks').default(4))
    .addOption(
      new Option('--implicit', 'keep everything, whatever the rating (without ratings in the file: always)')
        .default(false)
        .conflicts('atLeast'),
    )
    .addOption(
      new Option('--keep-ratings', 'the same, with the ratings: what models of ratings learn from')
        .default(false)
        .conflicts('atLeast'),
    )
    .addOption(integerOption('--min-user <count>', 'then only users with so many', { least: 0 }).default(5))
    .addOption(
      integerOption('--min-item <count>', 'before that, only items with so many users', { least: 0 }).default(
        0,
      ),
    )
}

/** The layout options of the reader. @param timestamps whether times are needed */
export function layoutFrom(settings: DataSettings, timestamps = false): LayoutOptions {
  return {
    format: settings.format,
    columns: {
      user: column(settings.userColumn),
      item: column(settings.itemColumn),
      rating: column(settings.ratingColumn),
      timestamp: timestamps ? column(settings.timeColumn) : undefined,
    },
    timestamps,
  }
}

function column(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
