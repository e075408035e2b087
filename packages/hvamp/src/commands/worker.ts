import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { minutesOption, storeOption } from '../flags/running'

const help = `
Takes jobs that 'hvamp tune --queue', 'hvamp reproduce --queue' or 'hvamp train --folds … --queue' put into a queue, and makes each
run by 'hvamp train' in a process of its own. Any number of workers may run, on any number of machines.

A worker finds the data, and makes the run folders, by the paths of the coordinator, from the folder that it works in: start both in
a folder that the machines share, or copy the data to the same place. With a shared folder a run resumes from its checkpoint when
its worker is gone; without one it begins again, and the coordinator gets the measurements but no model.

With --store, which the coordinator has too, no folder need be shared but the data: a worker puts each checkpoint into object storage,
another one resumes from there, and the coordinator takes the finished run, with its model, out of it.

A worker refuses a job that needs another version of hvamp, has other data than the coordinator, by their checksum, or has no
room for the model. The coordinator shows why, and the job waits for another worker. A worker does nothing but such runs,
in its folder: it takes no command, no query and no path out of it from a queue.

Examples:
  hvamp worker --queue redis://10.0.0.7
  hvamp worker --queue postgres://hvamp@db.example.com/hvamp --folder /mnt/shared --parallel 4
  hvamp worker --queue redis://10.0.0.7 --store s3://experiments/hvamp
  HVAMP_QUEUE=rediss://:password@10.0.0.7 hvamp worker --idle-minutes 10

The servers: redis://host:port/database, rediss:// with TLS, for servers of the Redis protocol (Valkey is recommended), or
postgres://user@host/database. They need npm install bullmq ioredis, or bullmq pg. A password is best in HVAMP_QUEUE,
REDISCLI_AUTH, PGPASSWORD or ~/.pgpass; it is shown nowhere.

Object storage needs npm install @aws-sdk/client-s3, and credentials as programs of AWS find them: AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY, a profile, or the role of the machine. AWS_ENDPOINT_URL names the server of MinIO, Garage and the like.

Writes the run folders of its jobs, as 'hvamp train' does; with the folder of the coordinator they are its own.

Ctrl-C stops the runs with their checkpoints written, gives the jobs back to the queue, and exits with 130.`

/** `hvamp worker`. */
export function addWorker(program: Command): void {
  const command = program
    .command('worker')
    .summary('make the runs of a queue, on any machine')
    .description('Takes jobs of a queue and makes their runs, until it is stopped.')
    .optionsGroup('The worker:')
    .addOption(new Option('--queue <address>', 'where the jobs are').env('HVAMP_QUEUE').makeOptionMandatory())
    .addOption(pathOption('--folder <folder>', 'in which the data and the runs are').default('.'))
    .addOption(numberOption('--parallel <count>', 'jobs at a time', z.int().min(1)).default(1))
    .addOption(
      numberOption(
        '--lost-after <seconds>',
        'silence of a worker after which its job goes to another; the same for all workers',
        z.number().min(1),
      ).default(30),
    )
    .addOption(storeOption('which keeps the runs (the same as that of the coordinator)').env('HVAMP_STORE'))
    .addOption(
      numberOption(
        '--checkpoint-seconds <time>',
        'time between checkpoints of a run (default: 60)',
        z.number().min(0),
      ),
    )
    .addOption(minutesOption('--idle-minutes <time>', 'end after so long without a job (default: never)'))
    .option('--json', 'JSON lines on stdout, nothing else')
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (flags) => (await import('../actions/worker')).workerAction(flags))
}
