export * from '@hvamp/models'
