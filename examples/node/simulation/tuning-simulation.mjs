// How long a tuning takes on workers that die: each event of it, drawn by a seed. simulate-tuning.mjs prints tables of it.

import { random } from 'hvamp/random'

/**
 * @typedef {object} Tuning
 * @property {number} trials
 * @property {number} workers each with one trial at a time
 * @property {number} minutes of a trial that nothing disturbs
 * @property {number} epochs of a trial, of equal length
 * @property {number} deaths of a worker, an hour: the times between them are exponential, at work or idle
 * @property {number} restart minutes from the death of a worker to its return
 * @property {number} lock seconds of a job's lock: a lost job is taken after one to three times as long, by chance
 * @property {number | undefined} checkpointEvery epochs after which a trial has a checkpoint that every worker sees; undefined
 *   without a shared folder: lost trials begin again, and so do those that continue after a rung
 * @property {readonly number[]} rungs epochs after which trials wait for each other, in rising order; none without halving
 * @property {number} eta the best 1 / η of the trials of a rung continue
 */

/**
 * One tuning from its first to its last job. A lost job is the first in the queue again.
 *
 * @param {Tuning} tuning
 * @param {import('hvamp').Random} noise
 * @returns {{ makespan: number, useful: number, lost: number, deaths: number }} minutes from beginning to end, minutes of all
 *   workers whose results were kept and were not, and how many workers died
 */
export function simulateTuning(tuning, noise) {
  const { minutes, epochs, checkpointEvery } = tuning
  const draws = noise.fork('deaths')
  const lives = () => (tuning.deaths === 0 ? Infinity : (-Math.log(1 - draws.uniform()) * 60) / tuning.deaths)
  const locks = noise.fork('locks')
  const takeover = () => (tuning.lock * (1 + 2 * locks.uniform())) / 60
  const epoch = minutes / epochs
  const counted = { useful: 0, lost: 0, deaths: 0 }
  const workers = Array.from({ length: tuning.workers }, () => ({
    back: 0,
    dies: lives(),
    job: undefined,
    ends: Infinity,
  }))
  let now = 0
  let left = tuning.trials
  let reached = 0 // epochs of the rung before
  for (const target of [...tuning.rungs, epochs]) {
    if (reached > 0) left = Math.max(1, Math.floor(left / tuning.eta))
    const begins = checkpointEvery === undefined ? 0 : reached
    counted.lost += left * (reached - begins) * epoch // what is done again
    counted.useful -= left * (reached - begins) * epoch
    now = workOff({ count: left, begins, target, now })
    reached = target
  }
  return { makespan: now, ...counted }

  /** Works off the jobs of a rung; its end. */
  function workOff({ count, begins, target, now: from }) {
    let time = from
    let undone = count
    const waiting = Array.from({ length: count }, () => ({ saved: begins, ready: from }))
    const lost = []
    const give = () => {
      for (const worker of workers) {
        if (worker.back > time || worker.job) continue
        const first = lost.findIndex(({ ready }) => ready <= time)
        worker.job = first >= 0 ? lost.splice(first, 1)[0] : waiting.pop()
        if (!worker.job) return
        worker.begun = time
        worker.ends = time + (target - worker.job.saved) * epoch
      }
    }
    while (undone > 0) {
      give()
      const next = nextEvent(time, lost)
      time = next.time
      const { worker } = next
      if (!worker) continue
      if (worker.ends <= worker.dies && worker.job) {
        counted.useful += worker.ends - worker.begun
        undone--
      } else if (worker.dies === time) {
        counted.deaths++
        worker.back = time + tuning.restart
        worker.dies = worker.back + lives()
        if (worker.job) lost.push(interrupted(worker, time))
      }
      worker.job = undefined
      worker.ends = Infinity
    }
    return time
  }

  /** What is left of the job of a worker that dies. */
  function interrupted({ job, begun }, time) {
    const done = time - begun
    const kept =
      checkpointEvery === undefined ? 0 : Math.floor(done / epoch / checkpointEvery) * checkpointEvery
    counted.useful += kept * epoch
    counted.lost += done - kept * epoch
    return { saved: job.saved + kept, ready: time + takeover() }
  }

  /** The next time at which something changes, and the worker to which it happens, if it is its end, its death or its return. */
  function nextEvent(now, lost) {
    let next = { time: Infinity }
    for (const worker of workers) {
      const time = worker.back > now ? worker.back : Math.min(worker.dies, worker.ends)
      if (time < next.time) next = { time, worker: worker.back > now ? undefined : worker }
    }
    for (const { ready } of lost) if (ready > now && ready < next.time) next = { time: ready }
    return next
  }
}

/**
 * Many tunings of one kind: the middle and the 95 % of what they came to.
 *
 * @param {Tuning} tuning
 * @param {{ repetitions: number, seed: number }} options
 * @returns hours of the whole and of lost work, the share of all workers' time whose results were kept, and the mean of deaths
 */
export function repeatTuning(tuning, { repetitions, seed }) {
  const noise = random(seed).fork('tuning')
  const runs = Array.from({ length: repetitions }, (_, i) => simulateTuning(tuning, noise.fork(i)))
  return {
    makespanHours: rangeOf(runs.map(({ makespan }) => makespan / 60)),
    lostHours: rangeOf(runs.map(({ lost }) => lost / 60)),
    utilisation: rangeOf(runs.map(({ useful, makespan }) => useful / (makespan * tuning.workers))),
    deaths: runs.reduce((sum, { deaths }) => sum + deaths, 0) / repetitions,
  }
}

/** The median, and the values between which 95 % lie: nearest ranks. */
function rangeOf(values) {
  const sorted = Float64Array.from(values).sort()
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))]
  return { median: at(0.5), low: at(0.025), high: at(0.975) }
}
