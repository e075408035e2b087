/** A model that the page trains. */
export type ModelName = 'ease' | 'item-knn' | 'mult-vae' | 'vamp' | 'hvamp'

/** What the visitor reads of a model before choosing it. */
export interface ModelChoice {
  readonly name: ModelName
  /** When it is worth trying. */
  readonly worth: string
  /** Whether it is trained epoch by epoch; the others take one pass. */
  readonly hasEpochs: boolean
}

/** The models on offer, the quickest first. */
export const modelChoices: readonly ModelChoice[] = [
  {
    name: 'ease',
    worth:
      'One pass and no epochs: with up to some thousand titles it is ready in seconds, and hard to beat. Begin here.',
    hasEpochs: false,
  },
  {
    name: 'item-knn',
    worth: 'Titles liked by the same people, one pass. Worth trying with more titles than EASE can take.',
    hasEpochs: false,
  },
  {
    name: 'mult-vae',
    worth: 'The smallest neural network here. Worth trying when there are thousands of people.',
    hasEpochs: true,
  },
  {
    name: 'vamp',
    worth: 'Mult-VAE with a prior that it learns. Worth trying when Mult-VAE is ahead of EASE.',
    hasEpochs: true,
  },
  {
    name: 'hvamp',
    worth: 'Two levels of latents, and the longest training. The best of its paper, on millions of ratings.',
    hasEpochs: true,
  },
]

const easeTitles = { quick: 3000, most: 10_000 } // beyond the one it takes minutes, beyond the other gigabytes

/** What to begin with. */
export function firstChoice(titles: number): ModelName {
  return titles <= easeTitles.quick ? 'ease' : 'item-knn'
}

/** Whether a model can be trained on so many titles here. */
export function isPossible(name: ModelName, titles: number): boolean {
  return name !== 'ease' || titles <= easeTitles.most
}

/** The choice of a model. */
export function choiceOf(name: ModelName): ModelChoice {
  return modelChoices.find((each) => each.name === name)!
}
