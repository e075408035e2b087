import {
  getKernel,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core'

/** Registers a kernel for libtensorflow's backend on plain arguments; what it makes besides its result is freed. */
export function register<Inputs, Options>(
  name: string,
  kernel: (inputs: Inputs, options: Options) => Tensor | Tensor[],
): void {
  if (getKernel(name, 'tensorflow')) return
  registerKernel({
    kernelName: name,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, attrs }: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap }) =>
      tidy(() => kernel(inputs as Inputs, attrs as Options)),
  })
}
