export * from '@hvamp/training'
