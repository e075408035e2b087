import type { TrainingEvent } from '@hvamp/training'
import { SingleBar } from 'cli-progress'
import { barLook } from './bar-look'
import type { DisplayOptions, TrainingDisplay } from './display'
import { epochTitle, startLine, termsOf } from './epoch-line'
import { fittingParts } from './fitting-parts'
import { duration, grouped } from './format'
import { printable } from './printable'
import { stagesLeft } from './stage-pace'
import { trainingPace } from './training-pace'

type Event<Type> = Extract<TrainingEvent, { type: Type }>

/** A bar over all epochs, or over the stage of a model without batches, with what a person wants to know while waiting. */
export function progressBar({ out, batch, metric }: DisplayOptions): TrainingDisplay {
  const pace = trainingPace(batch)
  const bar = new SingleBar(barLook)
  const stageLeft = stagesLeft()
  let running = false
  let validated = ''
  let best = ''
  let epochs: string[] = []

  function show(done: number, total: number, parts: readonly string[]): void {
    const columns = (process.stderr.columns ?? 80) - barLook.barsize - 2
    const text = fittingParts(parts.map(printable), columns)
    if (!running) bar.start(total, done, { text })
    running = true
    bar.setTotal(total)
    bar.update(done, { text })
  }

  function stop(): void {
    if (running) bar.stop()
    running = false
  }

  function start(event: Event<'start'>): void {
    out.note(startLine(event))
    const { epochs, epoch, batch: done, batchCount } = event
    show((epoch - 1) * batchCount + done, epochs * batchCount, [`epoch ${epoch}/${epochs}`])
  }

  function step(event: Event<'step'>): void {
    const { epoch, epochs, batch: done, batchCount } = event
    show((epoch - 1) * batchCount + done, epochs * batchCount, [
      ...left(pace.secondsLeft),
      `epoch ${epoch}/${epochs}`,
      ...(validated ? [`${validated} (${best})`] : []),
      ...(pace.usersPerSecond === undefined ? [] : [`${grouped(Math.round(pace.usersPerSecond))} users/s`]),
      ...termsOf(event),
    ])
  }

  return {
    event(event) {
      pace.event(event)
      if (event.type === 'start') start(event)
      if (event.type === 'validation') validated = `${metric} ${event.value.toFixed(4)}`
      if (event.type === 'improved') best = `best ${event.value.toFixed(4)} in epoch ${event.epoch}`
      if (event.type === 'step') step(event)
      if (event.type === 'epoch') epochs = [epochTitle(event), ...termsOf(event.record)]
      if (event.type === 'stage') {
        const { stage, done, total } = event
        const what = total === undefined ? `${stage} ${grouped(done)} so far` : stage
        show(done, total ?? done, [...left(stageLeft(event)), what, ...epochs])
      }
      if (event.type === 'stop') stop()
    },
    say(text) {
      if (running) process.stderr.write('\r\u001b[K') // takes the bar and the ^C of the terminal away: it is drawn again below
      out.note(text)
    },
    stop,
  }
}

/** At most 3 min 20 s left, where that is known. */
function left(seconds: number | undefined): string[] {
  return seconds === undefined ? [] : [`at most ${duration(seconds)} left`]
}
