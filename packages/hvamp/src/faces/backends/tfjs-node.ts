export * from '@hvamp/backends/tfjs-node'
