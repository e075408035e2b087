import type { ExperimentBlend, ExperimentSystem } from './experiment'

/** The models that the paper compares: the others are their opponents. */
const ofThePaper: readonly string[] = ['mult-vae', 'vamp', 'hvamp']

/**
 * The blends of an experiment, of those of its systems that are there: H+Vamp (Gated) with EASE and with its best opponent, the same with a
 * Gaussian prior in place of the flexible one, and opponents alone, so that a reader sees what each part does.
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
  const pairs = [
    ['rdlae', 'elsa'],
    ['ease', 'item-knn'],
    ['ials', 'item-knn'],
  ] as const
  const titleOf = (name: string) => systems.find((system) => system.name === name)?.title ?? name
  return [
    ...vaes.flatMap(({ name, title, among }) => [
      { name: `${name}-x-ease`, title: `${title} × EASE`, parts: [among, named('ease')] },
      { name: `${name}-x-best`, title: `${title} × best opponent`, parts: [among, opponents] },
    ]),
    ...pairs.map(([one, other]) => ({
      name: `${one}-x-${other}`,
      title: `${titleOf(one)} × ${titleOf(other)}`,
      parts: [named(one), named(other)],
    })),
  ].filter(({ parts }) => parts.every((among) => among.length > 0))
}
