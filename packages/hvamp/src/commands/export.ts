import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'

const help = `
onnx        every model, as a graph that scores and ranks, for onnxruntime in Python, Java, C#, C++, Rust or a browser. Inputs:
            history, int64 [users, length], the numbers of the items of each history, -1 after the end of shorter ones; for mf
            and autorec also ratings, float of the same shape, NaN for one that is not known. With --input dense: history
            alone, float [users, items], 1 (or the rating) for each item that a user has. Outputs: items and scores, the list
            of each history, -1 past its end, and all_scores. The ids of the items, in the order of their numbers, are a
            JSON list in the file's metadata, under hvamp.itemIds.
pytorch     the weights of mult-vae, vamp or hvamp as safetensors, named as in the code of the paper's authors, or with
            --layout mult-vae as in the usual Mult-VAE; hvamp import reads them again.

Examples:
  hvamp export runs/ratings-hvamp --to onnx --top-k 20
  hvamp export runs/ratings-hvamp --out weights.safetensors

Writes one file, without --out RUN.onnx or RUN.safetensors in this folder. With --json one line on stdout:
{"out":…,"format":…,"items":…,"bytes":…}.`

/** `hvamp export`. */
export function addExport(program: Command): void {
  const command = program
    .command('export')
    .summary('write a model for other software: ONNX, PyTorch')
    .description('Writes a model as a file for other software.')
    .argument('<model>', 'folder of a run or a model')
    .addOption(
      new Option('--to <format>', 'what to write (default: as --out ends)').choices(['onnx', 'pytorch']),
    )
    .addOption(pathOption('--out <file>', 'file to write'))
    .option('--force', 'replace the file, if hvamp wrote it')
    .option('--json', 'one JSON line on stdout, nothing else')
    .optionsGroup('For --to onnx:')
    .addOption(numberOption('--top-k <count>', 'items in each list (default: 100, or all)', z.int().min(1)))
    .addOption(
      new Option('--seen <choice>', 'items of the history: leave out, or keep')
        .choices(['exclude', 'keep'])
        .default('exclude'),
    )
    .addOption(
      new Option('--input <kind>', 'histories as numbers of items, or as rows of 0 and 1')
        .choices(['items', 'dense'])
        .default('items'),
    )
    .optionsGroup('For --to pytorch:')
    .addOption(
      new Option('--layout <code>', 'whose names the weights have')
        .choices(['authors', 'mult-vae'])
        .default('authors'),
    )
  addBackendOptions(command)
  command.addHelpText('after', help).action(async (model: string, _: unknown, command: Command) => {
    const { exportAction } = await import('../actions/export')
    return exportAction(model, requestedOf(command))
  })
}
