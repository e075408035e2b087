export * from '@hvamp/layers'
