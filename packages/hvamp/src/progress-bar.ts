import { SingleBar } from 'cli-progress'
import { count, duration } from './format'
import { startLine, termsOf } from './progress-lines'
import type { DisplayOptions, TrainingDisplay } from './training-display'
import { trainingPace } from './training-pace'

/** A bar over all epochs, with what a person wants to know while waiting. */
export function progressBar({ out, batch, metric }: DisplayOptions): TrainingDisplay {
  const pace = trainingPace(batch)
  const bar = new SingleBar({
    format: '{bar} {text}',
    barsize: 20,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    stream: process.stderr,
    gracefulExit: false, // Ctrl-C is for the command
  })
  let running = false
  let validated = ''
  let best = ''

  function stop(): void {
    if (running) bar.stop()
    running = false
  }

  return {
    event(event) {
      pace.event(event)
      if (event.type === 'start') {
        out.note(startLine(event))
        const { epochs, epoch, batch: done, batchCount } = event
        bar.start(epochs * batchCount, (epoch - 1) * batchCount + done, { text: `epoch ${epoch}/${epochs}` })
        running = true
      }
      if (event.type === 'validation') validated = `${metric} ${event.value.toFixed(4)}`
      if (event.type === 'improved') best = `best ${event.value.toFixed(4)} in epoch ${event.epoch}`
      if (event.type === 'stop') stop()
      if (event.type !== 'step') return
      const parts = [
        `epoch ${event.epoch}/${event.epochs}`,
        ...(pace.usersPerSecond === undefined ? [] : [`${count(Math.round(pace.usersPerSecond))} users/s`]),
        ...termsOf(event),
        ...(validated ? [`${validated} (${best})`] : []),
        ...(pace.secondsLeft === undefined ? [] : [`at most ${duration(pace.secondsLeft)} left`]),
      ]
      bar.update((event.epoch - 1) * event.batchCount + event.batch, { text: parts.join(' · ') })
    },
    say(text) {
      if (running) process.stderr.write('\n')
      out.note(text)
    },
    stop,
  }
}
