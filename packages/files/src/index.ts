export { ensureFolder } from './ensure-folder'
export { placeFile, removeUnfinished, replaceFile } from './place-file'
export { placeOf } from './place-of'
export { syncFolder } from './sync-folder'
