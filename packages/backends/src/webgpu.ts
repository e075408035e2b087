export { type RunningWebgpu, useWebgpu } from './webgpu/use-webgpu'
