import type { AdamAttributes } from '@hvamp/tensors'
import type { WebGPUBackend, webgpu_util } from '@tensorflow/tfjs-backend-webgpu'
import {
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  reshape,
  sqrt,
  square,
  sum,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core'
import { changeInPlace, type InPlaceProgram } from './program'

type AdamTensors = Readonly<Record<'weight' | 'moment' | 'secondMoment' | 'gradient', Tensor>>

const storeFlushed = 'result[index] = select(next, 0.0, abs(next) < 1e-30);'

/** `HvampAdam`, in place: see `adam` of @hvamp/training. A program writes one tensor, so there are three. */
export function registerAdam(backend: WebGPUBackend, util: typeof webgpu_util): void {
  function step({ weight, moment, secondMoment, gradient }: AdamTensors, options: AdamAttributes): void {
    const { blocks, learningRate, beta1, beta2, epsilon, normalize, weightDecay } = options
    const norms = normalize ? blockNorms(gradient, blocks) : undefined
    const columns = gradient.shape.at(-1) ?? 1
    const scaled: Omit<InPlaceProgram, 'code'> = {
      key: `${normalize ? 'normalized' : 'plain'} ${weightDecay > 0 ? 'decayed' : 'free'}`,
      inputs: { gradient, ...(norms && { norms }), ...(weightDecay > 0 && { weight }) },
      integers: { columns, width: columns / blocks },
    }
    const g = `let g = gradient[index]
      ${normalize ? '/ (norms[(index % uniforms.columns) / uniforms.width] + 1e-7)' : ''}
      ${weightDecay > 0 ? '+ uniforms.decay * weight[index]' : ''};`
    const blend = 'uniforms.beta * result[index] + uniforms.rest'
    changeInPlace(backend, util, moment, {
      ...scaled,
      key: `HvampAdam moment ${scaled.key}`,
      numbers: { beta: beta1, rest: 1 - beta1, decay: weightDecay },
      code: `${g} let next = ${blend} * g; ${storeFlushed}`,
    })
    changeInPlace(backend, util, secondMoment, {
      ...scaled,
      key: `HvampAdam secondMoment ${scaled.key}`,
      numbers: { beta: beta2, rest: 1 - beta2, decay: weightDecay },
      code: `${g} let next = ${blend} * g * g; ${storeFlushed}`,
    })
    changeInPlace(backend, util, weight, {
      key: 'HvampAdam weight',
      inputs: { moment, secondMoment },
      numbers: {
        rate: learningRate / (1 - beta1 ** options.step),
        correction: 1 / (1 - beta2 ** options.step),
        epsilon,
      },
      code: `result[index] = result[index] - uniforms.rate * moment[index]
        / (sqrt(secondMoment[index] * uniforms.correction) + uniforms.epsilon);`,
    })
    norms?.dispose()
  }

  registerKernel({
    kernelName: 'HvampAdam',
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs }: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap }) => {
      step(inputs as AdamTensors, attrs as unknown as AdamAttributes)
      return backend.makeTensorInfo([], 'float32', new Float32Array(1))
    },
  })
}

/** L2 norm of each block of the last dimension: [blocks]. Rows first, then their sums, as a long sum loses digits. */
function blockNorms(gradient: Tensor, blocks: number): Tensor {
  const columns = gradient.shape.at(-1) ?? 1
  return tidy(() => sqrt(sum(sum(square(reshape(gradient, [-1, blocks, columns / blocks])), 2), 0)))
}
