import { holm, pairedTTest, summarize } from '@hvamp/metrics'

/** A model measured on the test users, by one metric. */
export interface Measured {
  readonly title: string
  /** A value for each test user, in the same order for every model. */
  readonly perUser: Float64Array
}

/** How a model stands beside the best one. */
export interface Standing {
  readonly title: string
  /** Of its mean to that of the best: 0 for the best itself, below it for the others. */
  readonly difference: number
  /** Of a paired t test against the best, after Holm's correction; 1 for the best itself. */
  readonly pValue: number
  /** The best itself, or so near to it that the difference may be chance. */
  readonly isAmongBest: boolean
}

const level = 0.05

/**
 * How models stand that were measured on the same people, in the order given.
 *
 * With fewer than two people nothing can be told apart, and all are among the best.
 */
export function standings(models: readonly Measured[]): readonly Standing[] {
  const means = models.map(({ perUser }) => summarize(perUser).mean)
  const best = means.indexOf(Math.max(...means))
  const people = models[best]!.perUser.length
  const others = models.map((_, index) => index).filter((index) => index !== best)
  const raw = others.map((index) =>
    people < 2 ? 1 : pairedTTest(models[best]!.perUser, models[index]!.perUser).pValue,
  )
  const adjusted = new Map(holm(raw).map((pValue, i) => [others[i]!, pValue]))
  return models.map(({ title }, index) => {
    const pValue = adjusted.get(index) ?? 1
    return { title, difference: means[index]! - means[best]!, pValue, isAmongBest: pValue >= level }
  })
}

/** The verdict in a sentence: which model won, or which cannot be told apart. */
export function verdictInWords(all: readonly Standing[], metric: string, people: number): string {
  const best = all.find(({ difference }) => difference === 0)!
  const others = all.filter((each) => each !== best)
  const near = others.filter(({ isAmongBest }) => isAmongBest)
  if (near.length > 0) {
    return `${listed([best, ...near])} cannot be told apart: the differences in ${metric} are within chance on ${people.toLocaleString('en')} ${people === 1 ? 'person' : 'people'}.`
  }
  const second = others.reduce((a, b) => (b.difference > a.difference ? b : a))
  return `${best.title} is the best: ${Math.abs(second.difference).toFixed(4)} in ${metric} ahead of ${second.title}, more than chance (${pInWords(second.pValue)}).`
}

/** A p-value as papers write it. */
export function pInWords(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`
}

function listed(models: readonly Standing[]): string {
  const titles = models.map(({ title }) => title)
  return `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`
}
