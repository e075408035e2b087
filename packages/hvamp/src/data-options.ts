import type { LayoutOptions } from '@hvamp/data'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption, numberOption } from './number-options'

const formats = ['auto', 'csv', 'tsv', 'movielens', 'u.data', 'adjacency'] as const

/** How a file of ratings is read, and what of it is kept. */
export const dataSettings = {
  format: z.enum(formats),
  userColumn: z.string().optional(),
  itemColumn: z.string().optional(),
  ratingColumn: z.string().optional(),
  atLeast: z.number(),
  implicit: z.boolean(),
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
      new Option('--format <name>', 'layout of the file; auto looks at its first line')
        .choices(formats)
        .default('auto'),
    )
    .option(
      '--user-column <name>',
      'column of users: its name in the header, or its number from 0 (default: a known name)',
    )
    .option('--item-column <name>', 'column of items')
    .option('--rating-column <name>', 'column of ratings, play counts …')
    .optionsGroup('What of it is kept:')
    .addOption(numberOption('--at-least <rating>', 'only ratings from here up, as clicks').default(4))
    .addOption(
      new Option('--implicit', 'keep everything, whatever the rating (without ratings in the file: always)')
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

/** The layout options of the reader. */
export function layoutFrom({ format, userColumn, itemColumn, ratingColumn }: DataSettings): LayoutOptions {
  return {
    format,
    columns: { user: column(userColumn), item: column(itemColumn), rating: column(ratingColumn) },
  }
}

function column(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
