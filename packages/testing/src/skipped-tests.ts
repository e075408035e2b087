import type { Reporter } from 'vitest/node'

const reason = /\(skipped: ((?:[^()]|\([^()]*\))*)\)/

/**
 * What was skipped and why, a line for each reason, by names of tests that end in `(skipped: the reason)`. Tests without a reason,
 * such as those that were not asked for, are left out.
 */
export function skippedLines(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const name of names) {
    const [, why] = reason.exec(name) ?? []
    if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return Array.from(
    counts,
    ([why, count]) => `skipped: ${count} ${count === 1 ? 'test' : 'tests'}, ${why}`,
  ).sort()
}

/** Says at the end of a run what was skipped. */
export function skippedReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const tests = modules.flatMap((module) => [...module.children.allTests('skipped')])
      const lines = skippedLines(tests.map(({ fullName }) => fullName))
      if (lines.length > 0) console.info(`\n${lines.map((line) => ` ${line}`).join('\n')}`)
    },
  }
}
