/**
 * What an import of everything from an entry may weigh at most, in kB: minified and compressed by gzip, with the other
 * @hvamp packages that it needs, without other dependencies. A little above what was measured.
 *
 * 138 kB of @hvamp/backends, and so of hvamp, are the binary of TensorFlow.js' wasm backend, which is loaded when wasm starts.
 */
export const sizeLimits: Readonly<Record<string, number>> = {
  hvamp: 333,
  'hvamp/node': 158.8,
  '@hvamp/backends': 200.8,
  '@hvamp/backends/tfjs-node': 25,
  '@hvamp/backends/tfjs-node-gpu': 25,
  '@hvamp/backends/webgpu': 22,
  '@hvamp/data': 98.7,
  '@hvamp/data/node': 117.2,
  '@hvamp/databases': 60.2,
  '@hvamp/exchange': 64.8,
  '@hvamp/files': 1.1,
  '@hvamp/layers': 7.6,
  '@hvamp/metrics': 3.5,
  '@hvamp/models': 66.8,
  '@hvamp/models/definitions': 4,
  '@hvamp/models/node': 59.6,
  '@hvamp/priors': 6.5,
  '@hvamp/queue': 5.4,
  '@hvamp/random': 2.3,
  '@hvamp/rules': 26.6,
  '@hvamp/server': 169.6,
  '@hvamp/tensors': 4.3,
  '@hvamp/tensors/node': 2.5,
  '@hvamp/training': 9.2,
  '@hvamp/training/node': 3.6,
}
