export { describePrior } from './describe-prior'
export { expectClose, type Tolerance } from './expect-close'
export { expectGradient, type GradientTolerance } from './expect-gradient'
