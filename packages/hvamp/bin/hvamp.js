#!/usr/bin/env node
import { existsSync } from 'node:fs'

const program = new URL('../dist/cli/cli.js', import.meta.url)
if (existsSync(program)) {
  await import(program)
    .then(({ runCommand }) => runCommand(process.argv))
    .catch((error) => {
      if (error?.syscall === undefined) throw error
      console.error(`hvamp: ${error.path}: the program could not be read (${error.code})`)
      process.exitCode = 1
    })
} else {
  console.error(
    "hvamp: is not built yet: 'npm run build' in the folder of the repository installs and builds it",
  )
  process.exitCode = 1
}
