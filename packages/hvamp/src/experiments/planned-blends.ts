import { join } from 'node:path'
import type { Choice } from './choices'
import type { ExperimentBlend } from './experiment'

/** A system whose runs are all measured. */
export interface MeasuredSystem {
  readonly name: string
  /** Folders of its runs, one for each fold and seed, in the same order for all systems. */
  readonly folders: readonly string[]
  readonly validation: number
}

/** A blend whose parts are measured: the runs of it. */
export interface BlendRuns {
  readonly blend: ExperimentBlend
  /** Names of the systems that are its parts. */
  readonly systems: readonly string[]
  /** A run for each fold and seed, with the runs of the same fold and seed that it is made of. */
  readonly runs: readonly {
    readonly name: string
    readonly folder: string
    readonly parts: readonly string[]
  }[]
}

/** Where blends of an experiment are, and which runs each has. */
export interface BlendPlace {
  readonly folder: string
  /** Of each fold and seed. */
  readonly members: readonly string[]
  /** The same of blends that are not made now, but were with other seeds, by their names. */
  readonly earlier?: ReadonlyMap<string, readonly string[]>
}

/**
 * What a blend is made of: of each of its parts the system that validates best, among those measured, no system twice. Another
 * system that is measured later may take its place, with runs in another folder.
 *
 * @returns undefined while a part has no system that is measured
 */
export function runsOfBlend(
  blend: ExperimentBlend,
  measured: readonly MeasuredSystem[],
  { folder, members }: BlendPlace,
): BlendRuns | undefined {
  const parts: MeasuredSystem[] = []
  for (const among of blend.parts) {
    const [best] = measured
      .filter((system) => among.includes(system.name) && !parts.includes(system))
      .sort((a, b) => b.validation - a.validation)
    if (!best) return undefined
    parts.push(best)
  }
  const systems = parts.map(({ name }) => name)
  return {
    blend,
    systems,
    runs: members.map((name, i) => ({
      name,
      folder: join(folder, blend.name, systems.join('+'), name),
      parts: parts.map(({ folders }) => folders[i]!),
    })),
  }
}

/** Weights by the names of the systems, as a choice has them. */
export function weightOptions(systems: readonly string[], weights: readonly number[]): Choice['options'] {
  return Object.fromEntries(systems.map((name, i) => [name, weights[i]!]))
}

/** The weights that were chosen, where it was for these systems. */
export function chosenWeights({ systems }: BlendRuns, choice: Choice | undefined): number[] | undefined {
  if (!choice || Object.keys(choice.options).join() !== systems.join()) return undefined
  return Object.values(choice.options).map(Number)
}
