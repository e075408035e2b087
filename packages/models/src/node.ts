export { loadModel, saveModel } from './saving/model-files'
export { inThreads, type ThreadOptions } from './solvers/in-threads'
