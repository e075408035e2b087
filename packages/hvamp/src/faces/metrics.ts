export * from '@hvamp/metrics'
