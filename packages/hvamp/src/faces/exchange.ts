export * from '@hvamp/exchange'
