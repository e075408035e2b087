export * from '@hvamp/queue'
