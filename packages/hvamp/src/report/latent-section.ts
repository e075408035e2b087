import * as Plot from '@observablehq/plot'
import type { LatentMap } from '../runs/latent-map'
import { grouped } from '../terminal/format'
import { chart } from './chart'
import { colour, legend } from './colours'
import { type Html, html } from './html'
import type { ReportedRun } from './read-report'

/** Pseudo-inputs with a colour of their own. */
const named = 7

/** Where the test users lie in the latents of each run that has any. */
export function latentSection(runs: readonly ReportedRun[]): Html | undefined {
  const located = runs.flatMap(({ latent, title }) => (latent ? [{ latent, title }] : []))
  if (located.length === 0) return undefined
  return html`<section id="latents"><h2>Latent space</h2>
<p class="note">Test users by the mean of their posterior in the top latents, on its first two principal components. With a VampPrior
the colour is the pseudo-input that has the greatest share in the prior's density there,
and with it stands how many users it has.</p>
<div class="charts">${located.map(({ latent, title }) => mapOf(latent, title))}</div></section>`
}

function mapOf({ x, y, components, varianceShares }: LatentMap, title: string): Html {
  const frequent = frequencies(components ?? [])
  const shown = frequent.slice(0, named).map(([component]) => component)
  const users = x.map((value, user) => ({
    x: value,
    y: y[user]!,
    position: shown.indexOf(components?.[user] ?? -1),
  }))
  const names = frequent.slice(0, named).map(([component, users]) => `pseudo-input ${component}: ${users}`)
  const rest = components ? users.filter(({ position }) => position < 0).length : 0
  const share = (component: 0 | 1) => `${Math.round(100 * varianceShares[component])} % of the variance`
  const among = components ? `, of ${grouped(frequent.length)} pseudo-inputs` : ''
  const figure = chart({
    title: `${title}: ${grouped(users.length)} users${among}`,
    description: `A dot for each user. ${names.join(', ') || 'The prior has no components.'}`,
    height: 380,
    x: { label: `first component, ${share(0)}`, nice: true },
    y: { label: `second component, ${share(1)}`, nice: true },
    marks: [
      Plot.dot(
        users.filter(({ position }) => position < 0),
        { x: 'x', y: 'y', r: 2.5, fill: components ? 'var(--faint)' : colour(0), fillOpacity: 0.7 },
      ),
      ...shown.map((_, position) =>
        Plot.dot(
          users.filter((user) => user.position === position),
          { x: 'x', y: 'y', r: 3, fill: colour(position), fillOpacity: 0.85 },
        ),
      ),
    ],
  })
  const others = rest > 0 ? html`<p class="note">grey: ${rest} users of other pseudo-inputs</p>` : undefined
  return html`<div>${figure}${components ? legend(names.map((name, position) => ({ name, colour: colour(position) }))) : undefined}${others}</div>`
}

/** Components with how many users each has, the most frequent first. */
function frequencies(components: readonly number[]): [component: number, users: number][] {
  const users = new Map<number, number>()
  for (const component of components) users.set(component, (users.get(component) ?? 0) + 1)
  return [...users].sort(([a, m], [b, n]) => n - m || a - b)
}
