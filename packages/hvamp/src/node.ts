export { readRatings, writeInteractions } from '@hvamp/data/node'
export { loadModel, saveModel } from '@hvamp/models/node'
export { fileCheckpoints } from '@hvamp/training/node'
