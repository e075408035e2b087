export {
  type ArrayFile,
  arrayFileName,
  openArrayFile,
  removeOtherArrayFiles,
  writeArrayFile,
} from './array-file'
