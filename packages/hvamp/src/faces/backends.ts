export * from '@hvamp/backends'
