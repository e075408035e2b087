/**
 * What an import of everything from an entry may weigh at most, in kB: minified and compressed by gzip, with the other
 * @hvamp packages that it needs, without other dependencies. A little above what was measured.
 *
 * 138 kB of @hvamp/backends, and so of hvamp, are the binary of TensorFlow.js' wasm backend, which is loaded when wasm starts.
 */
export const sizeLimits: Readonly<Record<string, number>> = {
  hvamp: 329.9,
  'hvamp/node': 153.6,
  '@hvamp/backends': 200.8,
  '@hvamp/backends/tfjs-node': 25,
  '@hvamp/backends/tfjs-node-gpu': 25,
  '@hvamp/backends/webgpu': 22,
  '@hvamp/data': 95.9,
  '@hvamp/data/node': 112.7,
  '@hvamp/databases': 58.1,
  '@hvamp/exchange': 64,
  '@hvamp/files': 0.85,
  '@hvamp/layers': 7.5,
  '@hvamp/metrics': 3.4,
  '@hvamp/models': 65.5,
  '@hvamp/models/definitions': 4,
  '@hvamp/models/node': 58.7,
  '@hvamp/priors': 6.5,
  '@hvamp/queue': 5.4,
  '@hvamp/random': 2.3,
  '@hvamp/rules': 25.7,
  '@hvamp/server': 164,
  '@hvamp/tensors': 4.3,
  '@hvamp/tensors/node': 2.5,
  '@hvamp/training': 9.2,
  '@hvamp/training/node': 3.6,
}
