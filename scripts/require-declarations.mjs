// prepack of every package: refuses to pack one whose declarations were not built, as after `npm start`.
import { existsSync, readFileSync } from 'node:fs'

const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8'))
const missing = typesOf(exports).find((path) => !existsSync(path))
if (missing) {
  console.error(
    `${name}: ${missing} must be built before it is packed: run \`npm run build\` in the workspace`,
  )
  process.exit(1)
}

/** Paths of all conditions `types`, at any depth. */
function typesOf(conditions) {
  return Object.entries(conditions).flatMap(([key, value]) => {
    if (typeof value === 'object') return typesOf(value)
    return key === 'types' ? [value] : []
  })
}
