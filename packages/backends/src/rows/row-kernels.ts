/** Σ v vᵀ over the rows of a matrix, of which a call makes a part. */
type SumOfProducts = (
  matrix: number,
  rows: number,
  size: number,
  products: number,
  from: number,
  to: number,
  panel: number,
) => undefined

/** The systems of the rows of a sparse matrix, whose entries begin and end at `offsets`, and their solutions. */
type Systems = readonly [
  offsets: number,
  columns: number,
  factors: number,
  products: number,
  weight: number,
  target: number,
  ridges: number,
  solutions: number,
  losses: number,
]

/** The functions of assembly/rows; addresses are byte offsets in the memory. Those that solve rows return −1, or a row without a solution. */
export interface RowKernels {
  readonly outerProducts: SumOfProducts
  solveExactly(
    ...values: [from: number, to: number, size: number, ...systems: Systems, system: number, panel: number]
  ): number
  solveByGradients(
    ...values: [from: number, to: number, size: number, steps: number, ...systems: Systems, room: number]
  ): number
  readonly sumProducts: SumOfProducts
  solveInBlocks(
    ...values: [from: number, to: number, size: number, block: number, ...systems: Systems, room: number]
  ): number
  /** c ← c + scale · op(a) op(b). */
  addProduct(
    scale: number,
    a: number,
    isATurned: boolean,
    b: number,
    isBTurned: boolean,
    c: number,
    rows: number,
    columns: number,
    depth: number,
    panels: number,
  ): undefined
  /** Puts L⁻¹ of a matrix L Lᵀ into `inverse`. @returns 0 where the matrix is not positive definite */
  invertFactor(matrix: number, size: number, inverse: number): number
}

/** A call of a kernel. */
export type KernelCall = {
  [Name in keyof RowKernels]: { readonly name: Name; readonly values: Parameters<RowKernels[Name]> }
}[keyof RowKernels]
