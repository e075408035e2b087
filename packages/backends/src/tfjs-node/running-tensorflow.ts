/** The npm packages that bring libtensorflow. */
export type TensorflowPackage = 'tfjs-node' | 'tfjs-node-gpu'

/** The running libtensorflow. */
export interface RunningTensorflow {
  readonly name: TensorflowPackage
  readonly tensorflow: LoadedTensorflow
}

/** The libtensorflow that computes. */
export interface LoadedTensorflow {
  /** Its version, such as '2.9.1'. */
  readonly version: string
  readonly device: 'cpu' | 'gpu'
  /** Threads of one operation; undefined if libtensorflow chose. */
  readonly threads?: number
}

/** How to start libtensorflow. */
export interface TensorflowOptions {
  /** Threads of one operation, by default as many as there are processors. The first start in a process decides. */
  readonly threads?: number | undefined
}
