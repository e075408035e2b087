import {
  fitSettings,
  type ModelDefinition,
  modelDefinitions,
  modelNames,
} from '../../packages/models/src/definitions'

interface Described {
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

/** The page of the site, by path, that has every option of every model, out of their definitions. */
export function optionPages(): ReadonlyMap<string, string> {
  const sections = modelNames.map((name) => sectionOf(modelDefinitions[name]))
  const head = `# Options of the models

Each option with its default, by its name in code; on the command line \`klPerInteraction\` is \`--kl-per-interaction\`.
A model refuses options that it does not have.`
  return new Map([['options/index.md', `${[head, ...sections].join('\n\n')}\n`]])
}

function sectionOf({ name, title, options, sameAs = {}, fit }: ModelDefinition): string {
  const defaults = options.parse({}) as Readonly<Record<string, unknown>>
  const shape = options.shape as Readonly<Record<string, { toJSONSchema(): unknown }>>
  const rows = Object.entries(shape).map(([option, schema]) =>
    row(
      option,
      sameAs[option] ? `that of ${sameAs[option]}` : defaults[option],
      schema.toJSONSchema() as Described,
    ),
  )
  const fitting = Object.entries(fit).map(([setting, value]) =>
    row(
      setting,
      value,
      fitSettings.shape[setting as keyof typeof fitSettings.shape].toJSONSchema() as Described,
    ),
  )
  return [
    `## ${title}`,
    `\`${name}\``,
    ...(rows.length > 0 ? [table('option', rows)] : ['No options.']),
    ...(fitting.length > 0 ? ['Fitted by default with', table('setting', fitting)] : []),
  ].join('\n\n')
}

const table = (first: string, rows: readonly string[]) =>
  [`| ${first} | default | may be | |`, '| --- | --- | --- | --- |', ...rows].join('\n')

function row(name: string, value: unknown, schema: Described): string {
  return `| \`${name}\` | ${String(value)} | ${limitsOf(schema)} | ${schema.description ?? ''} |`
}

function limitsOf(schema: Described): string {
  if (schema.enum) return schema.enum.join(', ')
  if (schema.type === 'boolean') return 'true, false'
  const { minimum, exclusiveMinimum, exclusiveMaximum } = schema
  const kind = schema.type === 'integer' ? 'an integer' : 'a number'
  return [
    kind,
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
  ].join(', ')
}
