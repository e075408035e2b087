export { ensureFolder } from './ensure-folder'
export { placeFile, removeUnfinished, replaceFile } from './place-file'
export { syncFolder } from './sync-folder'
