export * from '@hvamp/databases'
