import { didYouMean } from '@hvamp/random'
import type { Command } from 'commander'

/** Lets the help of an unknown command name the one that was meant, as the command itself does; Commander shows the help of all. */
export function nameNearHelp(program: Command): void {
  program.addHelpText('before', ({ error }) => {
    const [word, name] = program.args
    if (error && word === 'help' && name !== undefined && name !== word) {
      const names = program.commands.map((command) => command.name())
      program.error(`unknown command '${name}'${didYouMean(name, names)}`, {
        code: 'commander.unknownCommand',
      })
    }
    return ''
  })
}
