export * from '@hvamp/data/node'
