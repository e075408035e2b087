export { missingForTfjsNode } from './tfjs-node/missing-for-cpu'
export { type RunningTensorflow, type TensorflowOptions, useTfjsNode } from './tfjs-node/use-tfjs-node'
