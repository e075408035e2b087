import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'

/** An attribute of an op of libtensorflow. */
export interface OpAttribute {
  readonly name: string
  readonly type: number
  readonly value: unknown
}

/** The addon of tfjs-node: libtensorflow's C interface. Tensors are numbers that it gives out. */
export interface TensorflowBinding {
  readonly TF_Version: string
  readonly TF_FLOAT: number
  readonly TF_INT32: number
  readonly TF_INT64: number
  readonly TF_ATTR_TYPE: number
  readonly TF_ATTR_BOOL: number
  readonly TF_ATTR_INT: number
  readonly TF_ATTR_SHAPE: number
  readonly TF_ATTR_STRING: number
  createTensor(shape: readonly number[], type: number, values: Float32Array | Int32Array): number
  deleteTensor(id: number): void
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputCount: number,
  ): { readonly id: number; readonly shape: number[]; readonly dtype: number }[]
}

/** The part of tfjs-node's backend that is used here. */
export interface TensorflowBackend extends KernelBackend {
  readonly binding: TensorflowBinding
  /** Whether the package is tfjs-node-gpu. */
  readonly isGPUPackage: boolean
  /** Whether libtensorflow computes on a GPU. */
  readonly isUsingGpuDevice: boolean
  readonly tensorMap: { get(id: TensorInfo['dataId']): { id: number } }
  /** The addon's numbers of tensors, which are sent to libtensorflow if they are not yet. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[]
  createOutputTensor(output: {
    readonly id: number
    readonly shape: number[]
    readonly dtype: number
  }): TensorInfo
}
