import { makeProgram } from '../../packages/hvamp/src/commands/program'
import { cell, code, escaped } from './markdown'

type Program = ReturnType<typeof makeProgram>

/** Pages of the site, by path: `commands/index.md` with all commands, and one for each with its options and defaults. */
export function commandPages(): ReadonlyMap<string, string> {
  const program = makeProgram()
  const pages = new Map([['commands/index.md', overview(program)]])
  for (const command of program.commands) pages.set(`commands/${command.name()}.md`, pageOf(command))
  return pages
}

function overview(program: Program): string {
  const rows = program.commands.map(
    (command) =>
      `| [\`hvamp ${command.name()}\`](/commands/${command.name()}) | ${cell(command.summary())} |`,
  )
  return page(
    '# Commands',
    'Every command of `hvamp`, as its `--help` explains it.',
    ['| command | |', '| --- | --- |', ...rows].join('\n'),
    ...textsOf(program),
  )
}

function pageOf(command: Program): string {
  const help = command.createHelp()
  const args = help.visibleArguments(command)
  const groups = new Map<string, string[]>()
  for (const option of help.visibleOptions(command)) {
    if (option.long === '--help') continue
    const title = (option.helpGroupHeading ?? 'Options:').replace(/:$/, '')
    const row = `| ${code(help.optionTerm(option))} | ${cell(help.optionDescription(option))} |`
    groups.set(title, [...(groups.get(title) ?? []), row])
  }
  return page(
    `# hvamp ${command.name()}`,
    escaped(command.description()),
    fence('sh', help.commandUsage(command)),
    args.length === 0
      ? ''
      : table(
          'argument',
          args.map((each) => `| ${code(each.name())} | ${cell(each.description)} |`),
        ),
    ...textsOf(command),
    groups.size === 0 ? '' : '## Options',
    ...[...groups].flatMap(([title, rows]) => [
      title === 'Options' ? '' : `### ${title}`,
      table('option', rows),
    ]),
  )
}

/** What follows the options in the help: examples in a fence that can be copied, the rest as it stands. */
function textsOf(command: Program): string[] {
  let help = ''
  const { writeOut } = command.configureOutput()
  command.configureOutput({ writeOut: (written) => (help += written) }).outputHelp()
  command.configureOutput({ ...(writeOut && { writeOut }) })
  const text = help.slice(command.helpInformation().length)
  return text
    .split(/\n{2,}/)
    .map((part) => part.replace(/^\n+|\s+$/g, ''))
    .filter((part) => part !== '')
    .flatMap((part) => {
      const commands = /^(Examples?|First steps):\n(.*)$/s.exec(part)
      if (commands) return [`**${commands[1]}**`, fence('sh', runnable(commands[2]!))]
      return part.includes('\n  ') ? fence('text', part) : escaped(part)
    })
}

/** Commands without their indentation, what is said beside them as a comment. */
function runnable(commands: string): string {
  return commands.replace(/^ {2}/gm, '').replace(/(?<=\S)( {2,})(?=\S)/g, '$1# ')
}

const page = (...parts: string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`
const table = (name: string, rows: readonly string[]) =>
  [`| ${name} | |`, '| --- | --- |', ...rows].join('\n')
const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``
