export {
  type DataSetReading,
  type DownloadOptions,
  type DownloadProgress,
  type FetchedDataSet,
  type FetchOptions,
  fetchDataSet,
  type RetryOptions,
  readDataSet,
  readRatings,
  readTableFile,
  writeInteractions,
} from '@hvamp/data/node'
export { inThreads, loadModel, saveModel, type ThreadOptions } from '@hvamp/models/node'
export {
  type ArrayFile,
  arrayFileName,
  openArrayFile,
  removeOtherArrayFiles,
  writeArrayFile,
} from '@hvamp/tensors/node'
export { fileCheckpoints } from '@hvamp/training/node'
