export { inThreads, type ThreadOptions } from './baselines/in-threads'
export { loadModel, saveModel } from './model-files'
