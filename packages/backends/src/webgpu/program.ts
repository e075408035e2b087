import type { WebGPUBackend, WebGPUProgram, webgpu_util } from '@tensorflow/tfjs-backend-webgpu'
import type { TensorInfo } from '@tensorflow/tfjs-core'

/** A WGSL program that changes each element of a tensor. */
export interface InPlaceProgram {
  /** Names the program, and all that its code depends on. */
  readonly key: string
  /** Statements of WGSL with `index`, the inputs by name as arrays, `uniforms` and `result`, the tensor. */
  readonly code: string
  readonly inputs: Readonly<Record<string, TensorInfo>>
  /** Numbers by name, as f32. */
  readonly numbers?: Readonly<Record<string, number>>
  /** Numbers by name, as i32. */
  readonly integers?: Readonly<Record<string, number>>
}

type Output = Parameters<WebGPUBackend['runWebGPUProgram']>[4]

/** Runs a program on a tensor of floats, in place; the tensor must not be among the inputs. */
export function changeInPlace(
  backend: WebGPUBackend,
  { flatDispatchLayout, computeDispatch }: typeof webgpu_util,
  tensor: TensorInfo,
  { key, code, inputs, numbers = {}, integers = {} }: InPlaceProgram,
): void {
  const outputShape = [tensor.shape.reduce((product, size) => product * size, 1)]
  const dispatchLayout = flatDispatchLayout(outputShape)
  const workgroupSize: [number, number, number] = [64, 1, 1]
  const declared = [
    ...Object.keys(numbers).map((name) => `${name} : f32`),
    ...Object.keys(integers).map((name) => `${name} : i32`),
  ]
  const program: WebGPUProgram = {
    variableNames: Object.keys(inputs),
    outputShape,
    dispatchLayout,
    dispatch: computeDispatch(dispatchLayout, outputShape, workgroupSize),
    workgroupSize,
    shaderKey: key,
    size: true,
    ...(declared.length > 0 && { uniforms: `${declared.join(', ')},` }),
    getUserCode: () => `fn main(index : i32) { if (index < uniforms.size) { ${code} } }`,
  }
  const flat = (x: TensorInfo) => ({ ...x, shape: [x.shape.reduce((product, size) => product * size, 1)] })
  backend.runWebGPUProgram(
    program,
    Object.values(inputs).map(({ dataId, shape, dtype }) => flat({ dataId, shape, dtype })),
    'float32',
    [
      ...Object.values(numbers).map((value) => ({ type: 'float32', data: [value] })),
      ...Object.values(integers).map((value) => ({ type: 'int32', data: [value] })),
    ],
    flat({ dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype }) as Output,
  )
  forgetRead(backend, tensor)
}

/** tfjs keeps what was read of a tensor, and would give it again after the tensor has changed. */
function forgetRead(backend: WebGPUBackend, { dataId }: TensorInfo): void {
  const { tensorMap } = backend as unknown as {
    tensorMap: { get(id: TensorInfo['dataId']): { values: unknown } }
  }
  tensorMap.get(dataId).values = null
}
