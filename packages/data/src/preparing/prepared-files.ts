/** Files of what `prepareInteractions` writes: a folder of blocks, and blocks of held-out users. */
export const preparedFiles = {
  train: 'train',
  validationFoldIn: 'validation-fold-in.bin',
  validationHeldOut: 'validation-held-out.bin',
  testFoldIn: 'test-fold-in.bin',
  testHeldOut: 'test-held-out.bin',
} as const

/** Blocks of held-out users. */
export type HeldOutPart = Exclude<keyof typeof preparedFiles, 'train'>
