import type { Command } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addReadingOptions } from '../flags/data'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'
import { addItemTableOptions } from '../flags/rules'
import { catchHangUp } from '../process/hang-up'

const help = `
Open http://127.0.0.1:3000/docs for the description of all routes. A request and its answer:
  curl -H 'content-type: application/json' -d '{"history":["318","527"],"count":3}' http://127.0.0.1:3000/recommend
  {"basis":"history","items":[{"item":…,"score":…},…],"unknownItems":[],"model":{"name":…,"version":…,…}}

Requests may have rules: {"history":["318"],"rules":{"exclude":["7"],"where":"price < 50","per":{"brand":2}}}

A new model takes over without a request lost when the run changes, such as when the link runs/latest moves on, or at once at
SIGHUP. A damaged one is refused, and the previous model keeps answering: /readyz and the log say so. The histories are read
again with each new model, and at SIGHUP, as the run was trained: with its columns, or the query of its database. Where fewer
than half of the users come again, those from before stay, until SIGHUP comes twice within a minute.
The item table is read with each new model, too: a file also when it changes, rows of a database also at SIGHUP.
A user whom the histories do not know gets popular items, and unknownUser in the answer.
The model computes in a thread; without --threads its BLAS leaves a core to the event loop.

SIGTERM and Ctrl-C end the server once the requests under way are answered; a second one ends it at once.

Examples:
  hvamp serve runs/latest
  hvamp serve runs/latest --histories orders.csv --item-table products.csv --port 8080
  hvamp serve runs/latest --histories sqlite:shop.sqlite --table orders --item-table sqlite:shop.sqlite --table-name products
  hvamp serve runs/latest --host 0.0.0.0 --token-file tokens.txt --log-level warn

Writes its log to stdout, one JSON line for each event, and no files.`

/** `hvamp serve`. */
export function addServe(program: Command): void {
  const count = z.int().min(1)
  const command = program
    .command('serve')
    .summary('answer over HTTP')
    .description('Serves the recommendations of a model over HTTP: JSON in, JSON out.')
    .argument('<run>', 'folder of a run, a model or a tuning, or a link to one')
    .option(
      '--histories <data>',
      'what users have, a file in any format that train reads or the address of a database: requests can name a user',
    )
  addItemTableOptions(command.optionsGroup('What rules of requests ask, and titles:'))
  addReadingOptions(command)
    .optionsGroup('Access:')
    .option(
      '--host <address>',
      'address to listen on; any but this machine needs tokens, or --open',
      '127.0.0.1',
    )
    .addOption(
      numberOption(
        '--port <number>',
        'port to listen on; 0: any free one',
        z.int().min(0).max(65535),
      ).default(3000),
    )
    .addOption(
      pathOption(
        '--token-file <file>',
        'one token a line: a request must send one (Authorization: Bearer …)',
      ),
    )
    .option('--open', 'answer everybody who reaches the address, without tokens')
    .optionsGroup('New models:')
    .addOption(
      numberOption(
        '--watch <seconds>',
        'between two looks whether the run is another one; 0: only at SIGHUP',
        z.number().min(0),
      ).default(5),
    )
    .optionsGroup('Limits:')
    .addOption(numberOption('--max-count <items>', 'in a list', count).default(200))
    .addOption(numberOption('--max-history <items>', 'in a history', count).default(5000))
    .addOption(
      numberOption('--max-waiting <questions>', 'that wait before the answer is 503', count).default(2000),
    )
    .addOption(
      numberOption(
        '--max-memory <megabytes>',
        'of the process before the answer is 503 (default: no limit)',
        count,
      ),
    )
    .addOption(
      numberOption(
        '--timeout <seconds>',
        'until a request without an answer gets 503',
        z.number().positive(),
      ).default(10),
    )
    .addOption(
      numberOption('--grace <seconds>', 'that requests under way have at the end', z.number().min(0)).default(
        10,
      ),
    )
    .addOption(
      numberOption('--batch-size <questions>', 'answered in one pass of the model at most', count).default(
        200,
      ),
    )
    .option('--log-level <level>', 'debug, info, warn, error or silent', 'info')
  addBackendOptions(command)
    .addOption(
      numberOption('--workers <count>', 'threads that compute, each with the model in memory', count).default(
        1,
      ),
    )
    .addHelpText('after', help)
    .action(async (run: string, _: unknown, command: Command) => {
      const hangUp = catchHangUp() // before the rest is loaded, which takes a while
      const { serveAction } = await import('../actions/serve')
      return serveAction(run, requestedOf(command), hangUp)
    })
}
