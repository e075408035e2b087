import { networkRecommender, useBackend } from 'hvamp'
import { timeKernels } from '../kernel-times.mjs'
import { bestRate, directProducts, flopsOf, recordProducts } from '../products.mjs'
import { randomInteractions } from '../random-interactions.mjs'
import { models } from '../shapes.mjs'
import { mean, median } from '../statistics.mjs'
import { timeSteps } from '../time-steps.mjs'

const WARM_UP = { least: 3, most: 60, ms: 10_000 } // steps: JavaScript is compiled after some, which long ones need not wait for
const MEASURED = { most: 60, ms: 10_000 } // single steps vary: the more of them the better, where they are short
const PROFILED = 3

/**
 * A training step, the floor under it and where its time goes.
 *
 * The floor is measured between the steps. With a BLAS it is the step's own products called directly; on wasm it is
 * their operations at the best rate that wasm's products have; on tfjs-node the same of its products.
 */
export default async function step({ backend, model: name, items, perUser, batch, repeats, ...sizes }) {
  const { tensorflow } = await useBackend(backend)
  const model = networkRecommender({ name, build: ({ items }) => models[name]({ items, ...sizes }) })
  const itemIds = Array.from({ length: items }, (_, i) => `${i + 1}`)
  const rowsFor = (steps) => randomInteractions({ users: steps * batch, items, perUser, itemIds })

  const recorder = await recordProducts()
  const [first] = await timeSteps(model, rowsFor(1), { batch })
  const warmUp = stepsWithin(WARM_UP, first)
  const measuredSteps = stepsWithin({ ...MEASURED, least: repeats }, first)
  const products = recorder.stop()
  const flops = flopsOf(products)
  await timeSteps(model, rowsFor(2), { batch })
  const fitPeakBytes = process.resourceUsage().maxRSS * 1024 // before the floor has operands of its own

  const floor = backend === 'native' ? await directProducts(products) : bestRate()
  const floors = []
  const measured = await timeSteps(model, rowsFor(warmUp + measuredSteps), {
    batch,
    between: () => floors.push(floor.run()),
  })
  floor.dispose()
  const steps = measured.slice(warmUp)
  const stepMs = median(steps)
  const floorMs =
    backend === 'native' ? median(floors.slice(warmUp)) : flops / Math.max(...floors.slice(warmUp))

  const kernels = await timeKernels()
  const profiles = []
  const profiled = await timeSteps(model, rowsFor(warmUp + PROFILED), {
    batch,
    between: () => profiles.push(kernels.take()),
  })
  kernels.stop()
  return {
    ...(tensorflow && { tensorflow }),
    stepMs,
    floorMs,
    ratio: stepMs / floorMs,
    usersPerSecond: (batch / stepMs) * 1000,
    gigaflops: flops / 1e9,
    products: products.length,
    steps,
    fitPeakBytes,
    profile: profileOf(profiles.slice(warmUp), mean(profiled.slice(warmUp))),
  }
}

/** How many steps of a length take so long. */
function stepsWithin({ least, most, ms }, stepMs) {
  return Math.max(least, Math.min(most, Math.ceil(ms / stepMs)))
}

/** Milliseconds by kernel, longest first, and what is left of the step for everything outside of kernels. */
function profileOf(profiles, stepMs) {
  const names = [...new Set(profiles.flatMap(Object.keys))]
  const times = names.map((name) => [name, mean(profiles.map((profile) => profile[name] ?? 0))])
  const rest = stepMs - times.reduce((total, [, time]) => total + time, 0)
  return Object.fromEntries([...times, ['outside of kernels', rest]].sort((a, b) => b[1] - a[1]))
}
