import { availableParallelism } from 'node:os'
import { amazonBookName } from '../amazon-book.mjs'
import { howToGetImplicit, pythonWithImplicit, runImplicit } from '../peers/implicit.mjs'
import { runApart } from '../run-apart.mjs'
import { median } from '../statistics.mjs'
import { printTable } from '../table.mjs'

/** The solvers of iALS and WMF beside those of implicit, and the inverse of EASE against LAPACK's own time, with and without a LAPACK. */
export async function solvers({ quick, backends }) {
  const factorizations = await rounds({ quick })
  const inverses = backends.includes('native') ? await inversesOf({ quick }) : []
  return { factorizations, inverses }
}

async function rounds({ quick }) {
  const threads = availableParallelism()
  const factors = quick ? 20 : 200
  const own = [
    { name: 'iALS, blocks of 32', model: 'ials', factors, blockSize: 32, epochs: 4 },
    { name: 'iALS, blocks of 64', model: 'ials', factors, blockSize: 64, epochs: 4 },
    { name: 'WMF, exact', model: 'wmf', factors, epochs: 2 },
  ]
  const results = []
  for (const { name, ...options } of own) {
    const { result, peakBytes } = await runApart('factorization', { quick, threads, ...options })
    results.push({ name, ...options, threads, ...result, peakBytes })
  }
  const python = pythonWithImplicit()
  if (!python) console.log(`${howToGetImplicit}\n`)
  for (const solver of python ? ['cg', 'cholesky'] : []) {
    const iterations = solver === 'cg' ? 4 : 2
    const options = { factors, iterations, threads, solver }
    const { version, seconds } = await runImplicit(python, { quick, ...options })
    results.push({ name: `implicit ${version}, ${solver}`, ...options, seconds })
  }
  const byGradients = results.find(({ solver }) => solver === 'cg')
  console.log(
    `A round through users and items, ${factors} factors, ${threads} threads: ${amazonBookName({ quick })}`,
  )
  printTable(
    ['solver', 'seconds', 'times implicit by cg', 'peak GB'],
    results.map(({ name, seconds, peakBytes }) => [
      name,
      median(seconds.slice(1)),
      byGradients && median(seconds.slice(1)) / median(byGradients.seconds.slice(1)),
      peakBytes && peakBytes / 1e9,
    ]),
  )
  return results
}

async function inversesOf({ quick }) {
  const results = []
  for (const size of quick ? [300] : [2000, 6000, 12_000]) {
    const { result, peakBytes } = await runApart('inverse', { size, repeats: size > 10_000 ? 1 : 3 })
    const [seconds, floor, threadSeconds] = [result.own, result.floor, result.threads].map(median)
    const ratio = seconds / floor
    results.push({ size, ...result, seconds, lapackSeconds: floor, ratio, threadSeconds, peakBytes })
  }
  console.log("The inverse of EASE's matrix, against LAPACK on the whole matrix")
  printTable(
    ['items', 'seconds', 'LAPACK seconds', 'ratio', 'without LAPACK, in threads', 'peak GB'],
    results.map((row) => [
      ...[row.size, row.seconds, row.lapackSeconds, row.ratio, row.threadSeconds],
      row.peakBytes / 1e9,
    ]),
  )
  return results
}
