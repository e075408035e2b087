import { type Command, Option } from 'commander'
import { addBackendOptions } from '../flags/backend'
import { addLikingOptions, addReadingOptions } from '../flags/data'
import { addDestinationOptions, destinationHelp } from '../flags/destination'
import { requestedOf } from '../flags/requested'
import { addShardOptions, shardHelp } from '../flags/shard'
import { unknownOption } from '../flags/unknown'

const help = `
Items with close vectors, by cosine, are liked by the same people; users with close vectors like the same. Autoencoders and
factor models have vectors; linear and neighbour models have none. An autoencoder's vector of an item is that of somebody who
has it alone, so vectors of items and of users can be compared. A vector of H+Vamp has the latents z1, then the upper latents z2.

Examples:
  hvamp embed runs/ratings-hvamp --out items.parquet
  hvamp embed runs/ratings-hvamp --history customers.csv --out customers.npy
  hvamp embed runs/ratings-hvamp --out items.sql
  hvamp embed runs/ratings-hvamp --shard 17/400 --history 'orders/*.parquet' --out vectors

Writes 32-bit floats in the format that --out ends in:
  .parquet       the columns id and vector
  .safetensors   the tensor vectors, and the ids as JSON in the metadata
  .npy           an array of NumPy; the ids, one a line, in a file beside it
  .usearch       an index by cosine of the package usearch (npm install usearch@2.25.3), ids beside it in the order of its keys; the
                 command says how many of the 10 nearest by exact ranking the index finds
  .sql           a script for PostgreSQL with pgvector: the table item_vectors or user_vectors, which must not exist, an index by
                 cosine, and a query that measures the same of that index
With --json one line on stdout: {"out":…,"vectors":…,"size":…}, for .usearch with "recall" and "asked".
${destinationHelp}
Vectors are arrays (real[]) in Postgres, lists of floats in DuckDB, JSON in MySQL and SQLite.
${shardHelp}`

/** `hvamp embed`. */
export function addEmbed(program: Command): void {
  const command = program
    .command('embed')
    .summary('write vectors of items or users')
    .description('Writes the vectors of all items of a model, or of the users of a file.')
    .argument('<model>', 'folder of a run or a model')
    .addOption(
      new Option(
        '--history <data>',
        'users of this file, in any format that train reads, of a pattern of files in quotes, or of a database, not items',
      ),
    )
    .addOption(unknownOption())
    .option('--json', 'one JSON line on stdout, nothing else')
  addDestinationOptions(
    command,
    '.npy, .parquet, .safetensors, .usearch or .sql file to write; with --shard, the folder of the parts',
  )
  addShardOptions(command, ['parquet', 'jsonl'])
  addReadingOptions(command)
  addLikingOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(async (model: string, _: unknown, command: Command) => {
    const { embedAction } = await import('../actions/embed')
    return embedAction(model, requestedOf(command))
  })
}
