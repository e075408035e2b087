// A program that writes a table whose rows all have one number, slowly, and says how far it is:
// node writing.cjs ADDRESS NUMBER ROWS MILLISECONDS_A_BATCH
import { setTimeout } from 'node:timers/promises'
import { writeTable } from './write-table'

const [address, number, count, milliseconds] = process.argv.slice(2)

async function* rows() {
  for (let row = 0; row < Number(count); row++) {
    if (row % 1000 === 999) {
      process.stdout.write(`row ${row}\n`)
      await setTimeout(Number(milliseconds))
    }
    yield [`user-${row}`, Number(number)]
  }
}

const columns = [
  { name: 'user_id', type: 'text' },
  { name: 'number', type: 'integer' },
] as const

writeTable(address!, rows(), { table: 'lists', columns, key: ['user_id'] }).then(
  (written) => process.stdout.write(`done ${written}\n`),
  (error) => {
    console.error(error)
    process.exitCode = 1
  },
)
