import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { isFile } from '../files/folders'
import { badInput } from '../process/bad-input'
import { runFiles } from './run-files'

/** An epoch by the columns of `history.csv`; what was not measured in it is not there. */
export type Epoch = ReadonlyMap<string, number>

/** @throws bad input if the file is not what training writes; none without a file, for models without epochs */
export async function readHistory(folder: string): Promise<Epoch[]> {
  const path = join(folder, runFiles.history)
  if (!(await isFile(path))) return []
  const { data } = Papa.parse<string[]>(await readFile(path, 'utf8'), { skipEmptyLines: true })
  const [head = [], ...rows] = data
  if (!head.includes('epoch') || !head.includes('loss')) {
    throw badInput(`${path}: must have the columns epoch and loss, got ${head.join(', ') || 'none'}`)
  }
  return rows.map((row, i) => {
    const where = `${path}:${i + 2}`
    if (row.length !== head.length)
      throw badInput(`${where}: must have ${head.length} fields, got ${row.length}`)
    const cells = head.map((name, column): [string, number] => [name, numberFrom(row[column]!, name, where)])
    return new Map(cells.filter(([, value]) => !Number.isNaN(value)))
  })
}

function numberFrom(text: string, name: string, where: string): number {
  if (text === '' && name !== 'epoch' && name !== 'loss') return Number.NaN // not measured
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) throw badInput(`${where}: ${name} must be a finite number, got '${text}'`)
  return value
}
