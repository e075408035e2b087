export { fetchDataSet, readDataSet, readRatings, readTableFile, writeInteractions } from '@hvamp/data/node'
export { inThreads, loadModel, saveModel } from '@hvamp/models/node'
export { fileCheckpoints } from '@hvamp/training/node'
