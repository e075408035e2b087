export * from '@hvamp/tensors'
