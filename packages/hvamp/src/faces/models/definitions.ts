export * from '@hvamp/models/definitions'
