import {
  dispose,
  grads,
  keep,
  type Scalar,
  type Tensor,
  tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core'
import { expectClose, type Tolerance } from './expect-close'

export interface GradientTolerance extends Tolerance {
  /** Half the distance of the inner two points, for inputs of order 1. */
  readonly step?: number | undefined
}

/**
 * The gradient of a scalar function, as tfjs gives it, agrees with differences of its values for every input element.
 *
 * Five points each: (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h, whose error is of order h⁴, so that h can be large
 * enough for float32. A variable among the inputs is set and put back, so `f` may use it without taking it as argument.
 *
 * @example await expectGradient((x) => sum(square(x)), [tensor1d([1, 2])])
 */
export async function expectGradient<Inputs extends readonly Tensor[]>(
  f: (...inputs: Inputs) => Scalar,
  inputs: readonly [...Inputs],
  { step = 0.02, rtol = 5e-3, atol = 2e-3, name = 'gradient' }: GradientTolerance = {},
): Promise<void> {
  const call = f as unknown as (...inputs: Tensor[]) => Scalar
  const found = grads(call)([...inputs])
  for (const [at, input] of inputs.entries()) {
    const values = await input.data()
    const start = Float64Array.from(values)
    const valueAt = async (element: number, offset: number): Promise<number> => {
      const moved = Float32Array.from(start)
      moved[element]! += offset
      const result = evaluate(call, inputs, at, moved)
      const [value] = await result.data()
      dispose(result)
      return value!
    }
    const expected: number[] = []
    for (let element = 0; element < start.length; element++) {
      const inner = (await valueAt(element, step)) - (await valueAt(element, -step))
      const outer = (await valueAt(element, 2 * step)) - (await valueAt(element, -2 * step))
      expected.push((8 * inner - outer) / (12 * step))
    }
    expectClose(await found[at]!.data(), expected, { rtol, atol, name: `${name} of input ${at}` })
  }
  dispose(found)
}

/** f with the values of input `at` replaced. */
function evaluate(
  f: (...inputs: Tensor[]) => Scalar,
  inputs: readonly Tensor[],
  at: number,
  values: Float32Array,
): Scalar {
  const input = inputs[at]!
  return tidy(() => {
    const moved = tensor(values, input.shape)
    if (!isVariable(input)) return f(...inputs.with(at, moved))
    const before = keep(input.clone())
    input.assign(moved)
    const result = f(...inputs)
    input.assign(before)
    before.dispose()
    return result
  })
}

function isVariable(input: Tensor): input is Variable {
  return 'assign' in input
}
