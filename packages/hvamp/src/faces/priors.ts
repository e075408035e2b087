export * from '@hvamp/priors'
