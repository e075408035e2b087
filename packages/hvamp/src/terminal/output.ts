import { printableJson, printableLines } from './printable'

/** Where a command says what: results on stdout, progress on stderr, so that results can be piped. */
export interface Output {
  /** Whether stdout is to hold JSON lines only. */
  readonly json: boolean
  /** A result for people, on stdout; nothing with `--json`. */
  print(text: string): void
  /** A result for machines, one JSON line on stdout; nothing without `--json`. */
  emit(line: Readonly<Record<string, unknown>>): void
  /** What is going on, on stderr; nothing with `--json`. */
  note(text: string): void
}

export function output({ json = false }: { json?: boolean | undefined } = {}): Output {
  return {
    json,
    print(text) {
      if (!json) process.stdout.write(`${printableLines(text)}\n`)
    },
    emit(line) {
      if (json) process.stdout.write(`${printableJson(line)}\n`)
    },
    note(text) {
      if (!json) process.stderr.write(`${printableLines(text)}\n`)
    },
  }
}

/** An output that says nothing, for what was said before. */
export const silent: Output = { json: false, print() {}, emit() {}, note() {} }
