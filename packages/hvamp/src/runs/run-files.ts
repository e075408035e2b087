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
