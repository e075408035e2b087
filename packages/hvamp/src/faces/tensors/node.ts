export * from '@hvamp/tensors/node'
