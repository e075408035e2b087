import type { ExperimentBlend, ExperimentSystem } from './experiment'

/** The models that the paper compares: all other models are their opponents, but for popularity. */
const ofThePaper: readonly string[] = ['mult-vae', 'vamp', 'hvamp']

/**
 * The blends of an experiment, of those of its systems that are there: H+Vamp (Gated) with EASE, and with its best opponents; the
 * same with the Gaussian prior of Mult-VAE (Gated); and opponents alone. So a reader sees what each part does.
 */
export function experimentBlends(systems: readonly ExperimentSystem[]): ExperimentBlend[] {
  const named = (...names: string[]) => names.filter((name) => systems.some((system) => system.name === name))
  const opponents = systems
    .filter(({ model }) => model !== 'popularity' && !ofThePaper.includes(model))
    .map(({ name }) => name)
  const vaes = [
    { name: 'hvamp-gated', title: 'H+Vamp (Gated)', among: named('hvamp-gated', 'hvamp-gated-sparse') },
    { name: 'mult-vae-gated', title: 'Mult-VAE (Gated)', among: named('mult-vae-gated') },
  ]
  return [
    ...vaes.flatMap(({ name, title, among }) => [
      { name: `${name}-x-ease`, title: `${title} × EASE`, parts: [among, named('ease')] },
      { name: `${name}-x-best`, title: `${title} × best opponent`, parts: [among, opponents] },
      { name: `${name}-x-two`, title: `${title} × two best opponents`, parts: [among, opponents, opponents] },
    ]),
    { name: 'best-x-second', title: 'Best opponent × second best', parts: [opponents, opponents] },
    { name: 'ease-x-item-knn', title: 'EASE × Item-kNN', parts: [named('ease'), named('item-knn')] },
  ].filter(({ parts }) => parts.every((among) => among.length > 0))
}
