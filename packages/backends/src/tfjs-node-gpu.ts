export { missingForTfjsNodeGpu } from './tfjs-node/missing-for-gpu'
export { type RunningTensorflow, type TensorflowOptions, useTfjsNodeGpu } from './tfjs-node/use-tfjs-node-gpu'
