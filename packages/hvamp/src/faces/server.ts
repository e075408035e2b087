export * from '@hvamp/server'
