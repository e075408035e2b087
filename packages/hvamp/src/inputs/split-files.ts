/** Files of a split, with the columns userId and itemId: CSV, or parquet where the names end so. */
export const splitFiles = {
  train: 'train.csv',
  validationFoldIn: 'validation-fold-in.csv',
  validationHeldOut: 'validation-held-out.csv',
  testFoldIn: 'test-fold-in.csv',
  testHeldOut: 'test-held-out.csv',
} as const

export type PartName = keyof typeof splitFiles

export const partNames = Object.keys(splitFiles) as [PartName, ...PartName[]]

/** How the parts can be written. */
export const partsFormats = ['csv', 'parquet'] as const
export type PartsFormat = (typeof partsFormats)[number]

/** The file of a part that is written so. */
export function partFile(name: PartName, format: PartsFormat): string {
  return splitFiles[name].replace(/csv$/, format)
}

/** Beside them: how they were made. */
export const splitManifest = 'split.json'
