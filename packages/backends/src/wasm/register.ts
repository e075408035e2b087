import {
  getKernel,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core'

/** A kernel of the wasm backend on plain arguments. */
export type Kernel<Inputs, Options> = (inputs: Inputs, options: Options) => TensorInfo | TensorInfo[]

/** Registers a kernel with tfjs for the wasm backend, in place of one that has its name. */
export function register<Inputs, Options>(name: string, kernel: Kernel<Inputs, Options>): void {
  if (getKernel(name, 'wasm')) unregisterKernel(name, 'wasm')
  registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap }) =>
      kernel(inputs as Inputs, attrs as Options),
  })
}
