// npm run build: installs what is missing and builds every package, with its declarations.
import { build, install } from './pnpm.mjs'

install()
build()
