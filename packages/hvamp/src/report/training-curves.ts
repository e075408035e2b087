import * as Plot from '@observablehq/plot'
import { runTitle } from '../settings/run-title'
import { metricTitle } from '../terminal/format'
import { chart } from './chart'
import type { Mark } from './colours'
import type { Html } from './html'
import type { ReportedRun } from './read-report'

/** A run that was trained in epochs, and what stands for it. */
export interface TrainedRun {
  readonly run: ReportedRun
  readonly mark: Required<Mark>
}

/** A column of `history.csv` over the epochs. */
interface Curve {
  readonly column: string
  readonly title: string
  readonly description: string
  /** What the values are measured in: only runs that have it in common are drawn together. */
  readonly scale?: (run: ReportedRun) => string
  readonly fromZero?: boolean
}

const curves: readonly Curve[] = [
  {
    column: 'validation',
    title: 'Validation',
    description:
      'Rises while the model learns what holds for others; the dot is the best epoch, whose weights were kept.',
    scale: ({ config }) => metricTitle(config.options.validationMetric),
  },
  {
    column: 'loss',
    title: 'Loss',
    description: 'The objective in training: of autoencoders −log-likelihood + β · KL, mean over users.',
    scale: objective,
  },
  {
    column: 'logLikelihood',
    title: 'Log-likelihood',
    description: 'Of the items of training users, mean over users.',
    scale: objective,
  },
  {
    column: 'kl',
    title: 'KL divergence',
    description: 'Between posterior and prior, mean over users.',
    fromZero: true,
  },
  {
    column: 'klWeight',
    title: 'β, the weight of the KL divergence',
    description: 'Grows while training warms up.',
    fromZero: true,
  },
]

/** Charts of how training went, with a line for each run. */
export function trainingCurves(trained: readonly TrainedRun[]): Html[] {
  return curves.flatMap((curve) => {
    const shown = trained.filter(({ run }) => pointsOf(run, curve.column).length > 0)
    const scales = [...new Set(shown.map(({ run }) => curve.scale?.(run)))]
    return scales.map((scale) => {
      const isNamed = scale !== undefined && (curve.column === 'validation' || scales.length > 1)
      const title = isNamed ? `${curve.title}: ${scale}` : curve.title
      return drawn(
        { ...curve, title },
        shown.filter(({ run }) => curve.scale?.(run) === scale),
      )
    })
  })
}

function drawn(
  { column, title, description, fromZero = false }: Omit<Curve, 'scale'>,
  trained: readonly TrainedRun[],
) {
  const axes = { x: 'epoch', y: 'value' }
  return chart({
    title,
    description: `A line for each run over its epochs. ${description}`,
    x: { label: 'epoch', line: true },
    y: { label: null, nice: true, zero: fromZero },
    marks: trained.flatMap(({ run, mark: { colour, dashes } }) => {
      const points = pointsOf(run, column)
      const best = points.filter(({ epoch }) => column === 'validation' && epoch === run.metrics.bestEpoch)
      return [
        Plot.lineY(points, { ...axes, stroke: colour, strokeWidth: 1.75, strokeDasharray: dashes }),
        Plot.dot(best, { ...axes, r: 4, fill: colour, stroke: 'var(--page)', strokeWidth: 1.5 }),
      ]
    }),
  })
}

/** Likelihoods of one kind can be compared; every other objective is the model's own. */
function objective({ config, history }: ReportedRun): string {
  const { likelihood } = config.options
  const isLikelihood = history.some((epoch) => epoch.has('logLikelihood'))
  return (isLikelihood ? likelihood : undefined) ?? runTitle(config)
}

/** Without a prior a model has neither KL nor β, though both columns are there. */
function pointsOf({ history }: ReportedRun, column: string): { epoch: number; value: number }[] {
  const isOfPrior = column === 'kl' || column === 'klWeight'
  if (isOfPrior && history.every((epoch) => !epoch.get('kl'))) return []
  return history.flatMap((epoch) => {
    const value = epoch.get(column)
    return value === undefined ? [] : [{ epoch: epoch.get('epoch')!, value }]
  })
}
