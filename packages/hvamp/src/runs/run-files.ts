/** Files of a run. */
export const runFiles = {
  config: 'config.json',
  history: 'history.csv',
  validation: 'validation.json',
  metrics: 'metrics.json',
  perUser: 'per-user.csv',
  data: 'data.json',
  trainedUsers: 'trained-users.bin',
  latent: 'latent.json',
  model: 'model',
  checkpoint: 'checkpoint',
  elsewhere: 'elsewhere.json',
  vanished: 'vanished.json',
} as const

/** The file of a checkpoint's folder that is written last: without it there is no checkpoint. */
export const checkpointName = 'checkpoint.json'
