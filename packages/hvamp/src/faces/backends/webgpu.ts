export * from '@hvamp/backends/webgpu'
