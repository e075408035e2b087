export { type RunningTensorflow, useTfjsNodeGpu } from './tfjs-node/use-tfjs-node-gpu'
