/**
 * What an import of everything from an entry may weigh at most, in kB: minified and compressed by gzip, with the other
 * @hvamp packages that it needs, without other dependencies. A little above what was measured.
 *
 * 138 kB of @hvamp/backends, and so of hvamp, are the binary of TensorFlow.js' wasm backend, which is loaded when wasm starts.
 */
export const sizeLimits: Readonly<Record<string, number>> = {
  hvamp: 335.5,
  'hvamp/node': 160.5,
  '@hvamp/backends': 200.8,
  '@hvamp/backends/tfjs-node': 25,
  '@hvamp/backends/tfjs-node-gpu': 25,
  '@hvamp/backends/webgpu': 22,
  '@hvamp/data': 100,
  '@hvamp/data/node': 118.5,
  '@hvamp/databases': 62.5,
  '@hvamp/exchange': 65.2,
  '@hvamp/files': 1.1,
  '@hvamp/layers': 7.6,
  '@hvamp/metrics': 3.5,
  '@hvamp/models': 67.3,
  '@hvamp/models/definitions': 4,
  '@hvamp/models/node': 60,
  '@hvamp/priors': 6.5,
  '@hvamp/queue': 5.7,
  '@hvamp/random': 2.3,
  '@hvamp/rules': 27.2,
  '@hvamp/server': 173,
  '@hvamp/tensors': 4.3,
  '@hvamp/tensors/node': 2.5,
  '@hvamp/training': 9.2,
  '@hvamp/training/node': 3.6,
}
