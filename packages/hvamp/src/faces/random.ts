export * from '@hvamp/random'
