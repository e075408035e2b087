import type { ReadingOptions } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import type { FileOptions } from '../settings/data'
import { questionOf } from './deciding'

/** Questions in one error at most. */
const most = 4

/** Bytes at the start of files that are read again for further questions, so that the first comes at once. */
const headBytes = 1 << 20

/** Answers to what a reader asks first of a file, where it proposes none. */
const usual: Readonly<Record<string, string>> = { missing: 'skip', encoding: 'windows-1252' }

/** Options that change nothing about which columns are read: what is asked after them is asked whatever else is chosen. */
const answerable = ['skipLines', 'skipLast', 'encoding', 'missing'] as const

/**
 * All questions of a file in one error: those too that come in its head once the first one is answered, so that nobody meets them one by one.
 *
 * @param error of the file; if it is no question with a likely answer, it stays as it is
 * @param read the file, or its head, with some answers
 */
export async function withFurtherQuestions(
  error: Error,
  read: (answers: Partial<FileOptions>) => Promise<unknown>,
): Promise<Error> {
  const messages = [error.message]
  let answers: Partial<FileOptions> = {}
  for (let last = error; messages.length < most; ) {
    const answer = likelyAnswer(last)
    if (!answer || Object.keys(answer).some((option) => option in answers)) break
    answers = { ...answers, ...answer }
    const next: Error | undefined = await read(answers).then(
      () => undefined,
      (further: Error) => further,
    )
    if (!next || !questionOf(next)) break
    messages.push(next.message)
    last = next
  }
  return messages.length === 1 ? error : badInput(messages.join('; then '), error.cause)
}

/**
 * Reads the first megabyte of files.
 *
 * @throws what is wrong there; at its end an AbortError
 */
export function readHead<Found>(
  read: (watched: Pick<ReadingOptions, 'onProgress' | 'signal'>) => Promise<Found>,
): Promise<Found> {
  const head = new AbortController()
  return read({
    signal: head.signal,
    onProgress({ bytes }) {
      if (bytes >= headBytes) head.abort()
    },
  })
}

/** The answer to a question that one option settles, if it is one of those that can be tried. */
function likelyAnswer(error: Error): Partial<FileOptions> | undefined {
  const { options = [], likely = {}, fitting = {} } = questionOf(error) ?? {}
  const [option] = options
  if (options.length !== 1 || !answerable.some((name) => name === option)) return undefined
  const value = likely[option!] ?? (fitting[option!] ? fitting[option!]![0] : usual[option!])
  return value === undefined ? undefined : { [option!]: value }
}
