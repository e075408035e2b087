/**
 * What an import of everything from an entry may weigh at most, in kB: minified and compressed by gzip, with the other
 * @hvamp packages that it needs, without other dependencies. A little above what was measured.
 *
 * 138 kB of @hvamp/backends, and so of hvamp, are the binary of TensorFlow.js' wasm backend, which is loaded when wasm starts.
 */
export const sizeLimits: Readonly<Record<string, number>> = {
  hvamp: 328.9,
  'hvamp/node': 150.6,
  '@hvamp/backends': 200.8,
  '@hvamp/backends/tfjs-node': 25,
  '@hvamp/backends/tfjs-node-gpu': 25,
  '@hvamp/backends/webgpu': 22,
  '@hvamp/data': 94.3,
  '@hvamp/data/node': 110.9,
  '@hvamp/databases': 55.9,
  '@hvamp/exchange': 62.6,
  '@hvamp/files': 0.85,
  '@hvamp/layers': 7,
  '@hvamp/metrics': 3.4,
  '@hvamp/models': 64.1,
  '@hvamp/models/definitions': 4,
  '@hvamp/models/node': 57.2,
  '@hvamp/priors': 6.5,
  '@hvamp/queue': 5.4,
  '@hvamp/random': 2.3,
  '@hvamp/rules': 25.4,
  '@hvamp/server': 160.9,
  '@hvamp/tensors': 4.3,
  '@hvamp/tensors/node': 2.4,
  '@hvamp/training': 9,
  '@hvamp/training/node': 3.5,
}
