import { basename, resolve } from 'node:path'
import { modelToOnnx, modelToPyTorch, type OnnxOptions, type PyTorchLayout } from '@hvamp/exchange'
import { blendDefinition } from '@hvamp/models/definitions'
import { requireNewFile } from '../files/outputs'
import { type OwnFile, ownFileByStart } from '../files/own-file'
import { writeWhole } from '../files/write-file'
import { badInput, checkingInput } from '../process/bad-input'
import { openModel, runOfModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { grouped } from '../terminal/format'
import { output } from '../terminal/output'
import { folderWithModel } from '../tuning/chosen-run'

type Format = 'onnx' | 'pytorch'

interface Flags extends BackendSettings {
  to?: Format
  out?: string
  force?: boolean
  topK?: number
  seen: NonNullable<OnnxOptions['seen']>
  input: NonNullable<OnnxOptions['input']>
  layout: PyTorchLayout
  json?: boolean
}

const endings: Readonly<Record<Format, string>> = { onnx: '.onnx', pytorch: '.safetensors' }

const formats = Object.keys(endings) as readonly Format[]

/** Files that an earlier export wrote: those of ONNX name their producer, those of PyTorch have the description of the model. */
const ownFiles: Readonly<Record<Format, OwnFile>> = {
  onnx: ownFileByStart('exported models', (start) => start.slice(2, 9) === '\x12\x05hvamp'),
  pytorch: ownFileByStart('exported models', (start) =>
    /^[\s\S]{8}\{"__metadata__":\{"format":"pt","hvamp":"/.test(start),
  ),
}

/** Options that only one format has. */
const optionsOf: Readonly<Record<Format, readonly string[]>> = {
  onnx: ['topK', 'seen', 'input'],
  pytorch: ['layout'],
}

/** The error of a library, in words of the command. */
function inOptions(message: string, path: string): string {
  return message
    .replace(/^modelTo\w+: topK /, '--top-k: ')
    .replace(/^modelTo\w+: model /, `${path}: its model `)
    .replace(/^modelTo\w+: /, `${path}: `)
}

/** The format that is asked for, or the one that the name of the file ends in. */
function formatOf({ to, out }: Pick<Flags, 'to' | 'out'>): Format {
  const format = to ?? formats.find((each) => out?.endsWith(endings[each]))
  if (format !== undefined) return format
  const known = formats.map((each) => `--to ${each} or a name that ends in ${endings[each]}`).join(', ')
  throw badInput(`export: must have ${known}, got ${out === undefined ? 'neither' : `--out ${out}`}`)
}

/** The error of a blend, which is more than one model. */
function blendRefused(path: string, run: RunConfig | undefined): Error {
  const { parts = [] } = run?.blend ?? {}
  const runs = parts.length > 0 ? `, ${parts.map(({ run }) => run).join(', ')}` : ''
  return badInput(`${path}: must be one model, got a blend: export the runs of its models${runs}`)
}

/** Writes a model as a file for other software. */
export async function exportAction(path: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const to = formatOf(flags)
  for (const [format, names] of Object.entries(optionsOf)) {
    const given = names.find((name) => format !== to && options.isExplicit(name))
    if (given !== undefined) throw badInput(`${optionName(given)}: needs --to ${format}, got --to ${to}`)
  }
  const { topK, seen, input, layout } = flags
  const file = flags.out ?? `${basename(resolve(path))}${endings[to]}`
  if (!file.endsWith(endings[to])) {
    throw badInput(`--out: must end with ${endings[to]} for --to ${to}, got '${file}'`)
  }
  await requireNewFile(file, '--out', { force: flags.force ?? false, own: ownFiles[to] })
  const folder = await folderWithModel(path)
  const run = await runOfModel(folder)
  if (run?.options.model === blendDefinition.name) throw blendRefused(path, run)
  await startBackend(flags)
  const model = await openModel(folder)
  if (model.name === blendDefinition.name) throw blendRefused(path, run) // of a model without its run
  const bytes = await checkingInput(() =>
    (to === 'onnx' ? modelToOnnx(model, { topK, seen, input }) : modelToPyTorch(model, { layout })).catch(
      (error: Error) => {
        throw new Error(inOptions(error.message, path), { cause: error })
      },
    ),
  )
  await writeWhole(file, bytes)
  out.note(`${model.name} of ${grouped(model.itemIds.length)} items written to ${file}`)
  out.emit({ out: file, format: to, items: model.itemIds.length, bytes: bytes.length })
}
