export { fileCheckpoints } from './file-checkpoints'
