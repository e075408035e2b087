import { type Command, Option } from 'commander'
import { z } from 'zod'
import { numberOption } from './numbers'
import { pathOption } from './paths'

/** What the options below have in common, for the end of a command's help. */
export const destinationHelp = `
With --to and --into, the same columns go into a table of a database, named user_id, item_id and so on: postgres://…, mysql://…,
sqlite:FILE or duckdb:FILE. Readers see the rows from before until they see all of the new ones. A table that another program
made is refused.
Fewer than half of the rows that were there from before, or none at all, replace nothing: the command ends with exit code 2.
--at-least-rows sets another number; with 0 any result is written.`

/** What --json prints beside lists that go elsewhere, for the end of a command's help. */
export const writtenHelp = `
With --json, what was written is one line: {"event":"written","out":…,"rows":…,"lists":…,"shorter":…,"empty":…}, or "to" and "into" in
place of "out": how many lists were asked for, how many of them are shorter than --top, and how many have no item.`

/** Adds the options that say where the rows go. @param file what --out writes */
export function addDestinationOptions(command: Command, file: string): Command {
  return command
    .addOption(pathOption('--out <file>', file).conflicts('to'))
    .option('--force', 'replace the file, if hvamp wrote it')
    .option('--to <address>', 'database to write to, in place of a file')
    .option('--into <table>', 'of it: the table to write')
    .addOption(new Option('--replace', 'of it: also a table that hvamp did not write'))
    .addOption(
      numberOption(
        '--at-least-rows <count>',
        'a result of fewer replaces nothing (default: half of the rows that are there, at least 1)',
        z.int().min(0),
      ),
    )
}

/** The option of commands that write lists of ids as CSV. */
export function spreadsheetOption(): Option {
  return new Option(
    '--spreadsheet-safe',
    'ids that begin with =, +, - or @ get an apostrophe in front, so that none is a formula',
  )
}
