export { loadModel, savedItemIds, saveModel } from './saving/model-files'
export { modelFolder } from './saving/model-folder'
export { inThreads, type ThreadOptions } from './solvers/in-threads'
