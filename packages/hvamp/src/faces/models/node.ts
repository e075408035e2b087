export * from '@hvamp/models/node'
