export { placeFile, removeUnfinished, replaceFile } from './place-file'
