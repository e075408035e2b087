export {
  type ArrayFile,
  arrayFileName,
  openArrayFile,
  removeOtherArrayFiles,
  writeArrayFile,
} from './array-file'
export { replaceFile, syncFolder } from './replace-file'
