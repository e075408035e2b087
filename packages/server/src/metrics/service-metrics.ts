import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Service } from '../service/service'

/** What Prometheus reads of one service. */
export interface ServiceMetrics {
  readonly registry: Registry
  /** Counts an answered request. */
  observe(request: { route: string; status: number; seconds: number }): void
  /** Counts a user whom the history source does not know. */
  countUnknownUser(): void
  /** Ends the counting. */
  stop(): void
}

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * Metrics of a service in a registry of their own, so that two services in a process do not meet.
 *
 * @param historiesRefused why the histories from before had to stay; undefined if they had not
 */
export function serviceMetrics(service: Service, historiesRefused: () => Error | undefined): ServiceMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry }) // of the process: memory, event loop, garbage collection
  const requests = new Histogram({
    name: 'hvamp_request_seconds',
    help: 'Seconds from the first byte of a request to the last of its answer',
    labelNames: ['route', 'status'] as const,
    buckets: seconds,
    registers,
  })
  const passes = new Histogram({
    name: 'hvamp_pass_seconds',
    help: 'Seconds that the model took for questions answered together',
    buckets: seconds,
    registers,
  })
  const together = new Histogram({
    name: 'hvamp_pass_questions',
    help: 'Questions answered together',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
    registers,
  })
  const shed = new Counter({
    name: 'hvamp_shed_questions_total',
    help: 'Questions turned away because too many waited',
    registers,
  })
  const unknownUsers = new Counter({
    name: 'hvamp_unknown_users_total',
    help: 'Users asked about whom the history source does not know: they get popular or trending items',
    registers,
  })
  const swaps = new Counter({
    name: 'hvamp_reloads_total',
    help: 'Runs that took over (swapped) or could not (refused), and models that ended by themselves (lost)',
    labelNames: ['result'] as const,
    registers,
  })
  new Gauge({
    name: 'hvamp_waiting_questions',
    help: 'Questions that wait for the model',
    registers,
    collect() {
      this.set(service.waiting)
    },
  })
  new Gauge({
    name: 'hvamp_histories_refused',
    help: '1 while the histories could not be read again, and those from before stay',
    registers,
    collect() {
      this.set(historiesRefused() ? 1 : 0)
    },
  })
  new Gauge({
    name: 'hvamp_model_info',
    help: '1 for the model that answers now',
    labelNames: ['name', 'version', 'run'] as const,
    registers,
    collect() {
      this.reset()
      if (service.model) {
        const { name, version, run } = service.model
        this.set({ name, version, run }, 1)
      }
    },
  })

  const stop = service.listen((event) => {
    if (event.type === 'pass') {
      passes.observe(event.seconds)
      together.observe(event.questions)
    } else if (event.type === 'shed') shed.inc(event.questions)
    else swaps.inc({ result: event.type })
  })
  return {
    registry,
    observe: ({ route, status, seconds }) => requests.observe({ route, status }, seconds),
    countUnknownUser: () => unknownUsers.inc(),
    stop,
  }
}
