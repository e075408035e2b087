// node webpack.mjs browser|node: writes bundled/webpack-…, and each warning as a line of JSON.
import { resolve } from 'node:path'
import webpack from 'webpack'

const [target] = process.argv.slice(2)
const browser = target === 'browser'
const stats = await new Promise((done, fail) => {
  const config = {
    mode: 'production',
    target: browser ? 'web' : 'node',
    entry: browser ? './page.mjs' : './program.mjs',
    output: { path: resolve(`bundled/webpack-${target}`), filename: browser ? 'page.js' : 'program.cjs' },
    performance: { hints: false },
  }
  webpack(config, (error, stats) => (error ? fail(error) : done(stats)))
})
const { errors, warnings } = stats.toJson()
if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
for (const { message } of warnings) console.log(JSON.stringify(message))
