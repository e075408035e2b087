/**
 * What an import of everything from an entry may weigh at most, in kB: minified and compressed by gzip, with the other
 * @hvamp packages that it needs, without other dependencies. About a tenth above what was measured.
 *
 * 138 kB of @hvamp/backends, and so of hvamp, are the binary of TensorFlow.js' wasm backend, which is loaded when wasm starts.
 */
export const sizeLimits: Readonly<Record<string, number>> = {
  hvamp: 265,
  'hvamp/node': 79,
  '@hvamp/backends': 199,
  '@hvamp/backends/tfjs-node': 25,
  '@hvamp/backends/tfjs-node-gpu': 25,
  '@hvamp/backends/webgpu': 22,
  '@hvamp/data': 32,
  '@hvamp/data/node': 32,
  '@hvamp/databases': 19,
  '@hvamp/exchange': 46.5,
  '@hvamp/files': 0.85,
  '@hvamp/layers': 5.9,
  '@hvamp/metrics': 3.4,
  '@hvamp/models': 47,
  '@hvamp/models/definitions': 3.7,
  '@hvamp/models/node': 44,
  '@hvamp/priors': 5.4,
  '@hvamp/queue': 4,
  '@hvamp/random': 1.3,
  '@hvamp/rules': 6.4,
  '@hvamp/server': 87,
  '@hvamp/tensors': 2.95,
  '@hvamp/tensors/node': 2.4,
  '@hvamp/training': 7.4,
  '@hvamp/training/node': 3.3,
}
