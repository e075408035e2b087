// A program that reads a query and says how many interactions it found: node reading.cjs ADDRESS QUERY
import { readDatabase } from './read-database'

const [address, query] = process.argv.slice(2)

readDatabase(address!, { query }).then(
  ({ interactions }) => process.stdout.write(`${interactions.userCount} ${interactions.items.length}\n`),
  (error) => {
    console.error(error)
    process.exitCode = 1
  },
)
