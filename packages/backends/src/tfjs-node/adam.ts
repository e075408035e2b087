import type { AdamAttributes } from '@hvamp/tensors'
import {
  abs,
  add,
  concat,
  div,
  fill,
  less,
  mul,
  reshape,
  scalar,
  slice,
  sqrt,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Variable,
} from '@tensorflow/tfjs-core'
import { register } from './register'
import type { TensorflowOps } from './tensorflow-ops'

interface AdamTensors {
  readonly weight: Variable
  readonly moment: Variable
  readonly secondMoment: Variable
  readonly gradient: Tensor
}

const STEPS_BETWEEN_FLUSHES = 64 // in which no moment decays from 1e-30 to a subnormal number

/** `HvampAdam` by libtensorflow's own update of variables, in place: see `adam` of @hvamp/training. */
export function registerAdam(ops: TensorflowOps): void {
  const { backend, flag, type } = ops
  const { binding } = backend
  const float = type('T', binding.TF_FLOAT)
  const dtype = type('dtype', binding.TF_FLOAT)
  /** Tensors whose memory is libtensorflow's own; that of others may be an array of JavaScript's, which must not change. */
  const changeable = new WeakMap<object, number>()
  let variables: readonly number[] | undefined
  let sent: { readonly key: string; readonly ids: readonly number[] } | undefined

  /** L2 norm of each block of columns: as a scalar of one, else for each column that of its block. */
  function normsOf(gradient: Tensor, blocks: number): Tensor {
    const norm = (x: Tensor) => sqrt(mul(ops.run('L2Loss', [float], [x]), 2)) // L2Loss is Σ x² / 2
    if (blocks === 1) return norm(gradient)
    const columns = gradient.shape.at(-1)!
    const width = columns / blocks
    const matrix = reshape(gradient, [-1, columns]) as Tensor2D
    const parts = Array.from({ length: blocks }, (_, block) => {
      const part = slice(matrix, [0, block * width], [-1, width])
      return mul(norm(part), fill([width], 1)) as Tensor1D
    })
    return concat(parts)
  }

  /** Applies the update to three tensors, each of which is lent to a variable of libtensorflow meanwhile. */
  function update(tensors: readonly Tensor[], gradient: Tensor, numbers: readonly number[]): void {
    variables ??= ['weight', 'moment', 'secondMoment'].map(newVariable)
    const infos = tensors.map(({ dataId }) => backend.tensorMap.get(dataId))
    const given = backend.getInputTensorIds(tensors)
    const foreign: number[] = []
    for (const [at, id] of given.entries()) {
      binding.executeOp('AssignVariableOp', [dtype], [variables[at]!, id], 0)
      // A variable that alone holds its memory is changed in place; of any other, libtensorflow makes a copy first.
      if (changeable.get(tensors[at]!.dataId) === id) binding.deleteTensor(id)
      else foreign.push(id)
    }
    const scalars = scalarsOf(numbers)
    const [slope] = backend.getInputTensorIds([gradient])
    binding.executeOp(
      'ResourceApplyAdam',
      [float, flag('use_locking', false), flag('use_nesterov', false)],
      [...variables, ...scalars, slope!],
      0,
    )
    const nothing = scalars[0]!
    for (const [at, variable] of variables.entries()) {
      const { id } = binding.executeOp('ReadVariableOp', [dtype], [variable], 1)[0]!
      infos[at]!.id = id
      changeable.set(tensors[at]!.dataId, id)
      binding.executeOp('AssignVariableOp', [dtype], [variable, nothing], 0) // holds no weight between steps
    }
    for (const id of foreign) binding.deleteTensor(id)
  }

  /** The numbers as scalars of libtensorflow, kept until they change: all weights of a step mostly have the same. */
  function scalarsOf(numbers: readonly number[]): readonly number[] {
    const key = numbers.join()
    if (sent?.key !== key) {
      for (const id of sent?.ids ?? []) binding.deleteTensor(id)
      const ids = numbers.map((number) => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(number)))
      sent = { key, ids }
    }
    return sent.ids
  }

  function newVariable(name: string): number {
    const text = (name: string, value: string) => ({ name, type: binding.TF_ATTR_STRING, value })
    const attributes = [
      text('container', ''),
      text('shared_name', `hvamp-adam-${name}`),
      dtype,
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: [] },
    ]
    return binding.executeOp('VarHandleOp', attributes, [], 1)[0]!.id
  }

  register('HvampAdam', (inputs: AdamTensors, options: AdamAttributes): Tensor => {
    const { weight, moment, secondMoment, gradient } = inputs
    const { step, beta1, beta2, blocks, normalize, weightDecay } = options
    const scaled = normalize ? div(gradient, add(normsOf(gradient, blocks), 1e-7)) : gradient
    const slope = weightDecay > 0 ? add(scaled, mul(weight, weightDecay)) : scaled
    const correction = Math.sqrt(1 - beta2 ** step)
    const rate = (options.learningRate * correction) / (1 - beta1 ** step)
    // The bias correction is in the rate, in float64: libtensorflow's own would take β to the power of the step in float32.
    const uncorrected = [0, 0]
    const numbers = [...uncorrected, rate, beta1, beta2, options.epsilon * correction]
    update([weight, moment, secondMoment], slope, numbers)
    if (step % STEPS_BETWEEN_FLUSHES === 0) {
      for (const each of [moment, secondMoment]) each.assign(mul(each, sub(1, less(abs(each), 1e-30))))
    }
    return scalar(0)
  })
}
