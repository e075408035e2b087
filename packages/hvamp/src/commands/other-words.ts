import { type Command, CommanderError } from 'commander'

/** What other programs call an option. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  '--top': ['count', 'limit', 'n', 'k', 'num', 'number', 'topk', 'top-k', 'topn', 'top-n'],
  '--delimiter': ['sep', 'separator'],
  '--at-least': ['threshold', 'min-rating'],
  '--seed': ['random-state', 'random-seed'],
  '--split-seed': ['seed'],
  '--epochs': ['iterations', 'num-epochs', 'n-epochs'],
  '--out': ['output', 'output-dir', 'o'],
  '--model': ['algorithm', 'algo'],
  '--item-table': ['titles', 'item-titles', 'item-names'],
}

/** Lets the error of an unknown option name the one that other programs call so, where the command has it. */
export function nameOtherWords(command: Command): void {
  command.exitOverride((error) => {
    const [, word] = /unknown option '--?([^'=]+)/.exec(error.message) ?? []
    const meant = command.options.find(({ long }) => WORDS[long ?? '']?.includes(word ?? ''))
    if (error.code !== 'commander.unknownOption' || !meant) throw error
    const message = error.message.replace(/\s*\(Did you mean .*\)/s, '')
    throw new CommanderError(error.exitCode, error.code, `${message} (Did you mean ${meant.long}?)`)
  })
}
