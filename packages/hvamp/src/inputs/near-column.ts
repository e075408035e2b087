import { didYouMean } from '../process/did-you-mean'

/** How item tables refuse a column that is not there: with its name, and those that are. */
const refusal = /must be a column of .*?, one of (?<there>'.*), got '(?<asked>[^']+)'$/

/** The message of a library, to which the column is added that was meant, where it refuses one that is not there. */
export function withNearColumn(message: string): string {
  const { asked, there } = refusal.exec(message)?.groups ?? {}
  if (asked === undefined || there === undefined) return message
  const columns = Array.from(there.matchAll(/'([^']*)'/g), ([, column]) => column!)
  return `${message}${didYouMean(asked, columns)}`
}
