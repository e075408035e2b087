export * from '@hvamp/rules'
