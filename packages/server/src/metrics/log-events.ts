import type { Logger } from 'pino'
import type { Service } from '../service/service'

/** Logs what happens to the model of a service; gives what ends that. */
export function logEvents(service: Service, log: Logger): () => void {
  return service.listen((event) => {
    if (event.type === 'swapped') {
      const { from, to, seconds } = event
      log.info({ model: to, before: from?.version, seconds }, 'another model answers from now on')
    } else if (event.type === 'refused') {
      log.error(event.reason, 'the new run was refused, and the previous model keeps answering')
    } else if (event.type === 'lost') {
      log.error(event.reason, 'the model ended by itself and is read again')
    } else if (event.type === 'shed') {
      log.debug({ questions: event.questions }, 'turned away, too many wait')
    }
  })
}
