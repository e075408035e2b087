export { type RunningTensorflow, useTfjsNode } from './tfjs-node/use-tfjs-node'
