// What bundlers for browsers and workers take in place of index.ts, by the conditions of package.json.
export { inverseInThreads, lapackInverse, rowSolverInThreads, useBackend } from './without-native'
export { wrapProducts } from './wrap-products'
