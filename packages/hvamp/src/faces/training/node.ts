export * from '@hvamp/training/node'
