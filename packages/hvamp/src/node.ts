export { type DataSetReading, readDataSet, readRatings, writeInteractions } from '@hvamp/data/node'
export { inThreads, loadModel, saveModel, type ThreadOptions } from '@hvamp/models/node'
export {
  type ArrayFile,
  arrayFileName,
  openArrayFile,
  removeOtherArrayFiles,
  replaceFile,
  syncFolder,
  writeArrayFile,
} from '@hvamp/tensors/node'
export { fileCheckpoints } from '@hvamp/training/node'
