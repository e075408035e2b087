export * from '@hvamp/data'
