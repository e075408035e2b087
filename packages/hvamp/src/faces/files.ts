export * from '@hvamp/files'
