import { Argument, type Command } from 'commander'
import { completionScript, type Shell, shells } from './completion-script'

const help = `
Examples:
  hvamp completion bash >> ~/.bashrc
  hvamp completion zsh >> ~/.zshrc
  hvamp completion fish > ~/.config/fish/completions/hvamp.fish

Writes the script to stdout. It completes commands, options and their choices, and files everywhere else. In .zshrc it stands after
compinit. A new version of hvamp has a new script.`

/** `hvamp completion`. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('a script with which a shell completes commands and options')
    .description('Prints a script with which a shell completes the commands and options of hvamp.')
    .addArgument(new Argument('<shell>', 'of the script').choices(shells))
    .addHelpText('after', help)
    .action((shell: Shell) => {
      process.stdout.write(completionScript(program, shell))
    })
}
