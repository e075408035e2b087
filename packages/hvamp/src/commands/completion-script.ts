import type { Command, Option } from 'commander'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** What a shell completes after a command: its options, and the values of those that have choices. */
interface Completed {
  readonly name: string
  readonly summary: string
  readonly options: readonly Option[]
}

/** A script that completes the commands and options of a program in a shell, as commander knows them. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(
    (command): Completed => ({
      name: command.name(),
      summary: command.summary(),
      options: command.createHelp().visibleOptions(command),
    }),
  )
  const name = program.name()
  switch (shell) {
    case 'bash':
      return bashScript(name, commands)
    case 'zsh':
      return `#compdef ${name}\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(name, commands)}`
    case 'fish':
      return fishScript(name, commands)
  }
}

/** Files are what is completed where neither an option nor a choice is asked for. */
function bashScript(name: string, commands: readonly Completed[]): string {
  const names = commands.map((command) => command.name).join(' ')
  const choices = commands.flatMap((command) =>
    command.options
      .filter(({ argChoices, long }) => argChoices && long)
      .map(({ long, argChoices }) => `    '${command.name} ${long}') words='${argChoices!.join(' ')}' ;;`),
  )
  const options = commands.map((command) => `      ${command.name}) words='${flagsOf(command).join(' ')}' ;;`)
  return `_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ] || { [ "$COMP_CWORD" -eq 2 ] && [ "$command" = help ]; }; then
    COMPREPLY=($(compgen -W '${names} help' -- "$current"))
    return
  fi
  case "$command $before" in
${choices.join('\n')}
  esac
  if [ -z "$words" ] && [ "\${current#-}" != "$current" ]; then
    case "$command" in
${options.join('\n')}
    esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=(); fi
}
complete -o default -F _${name} ${name}
`
}

function fishScript(name: string, commands: readonly Completed[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${name} -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.summary)}`,
    ...command.options.flatMap((option) => {
      if (!option.long) return []
      const { argChoices } = option
      const value = argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : option.required ? ' -r' : ''
      const condition = `'__fish_seen_subcommand_from ${command.name}'`
      return [
        `complete -c ${name} -n ${condition} -l ${option.long.slice(2)}${value} -d ${quoted(option.description)}`,
      ]
    }),
  ])
  return `${lines.join('\n')}\n`
}

function flagsOf({ options }: Completed): string[] {
  return options.flatMap(({ long }) => (long ? [long] : []))
}

/** A text in single quotes, as fish reads them. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\s+/g, ' ')}'`
}
