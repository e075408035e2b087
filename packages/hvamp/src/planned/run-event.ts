import type { PlannedRun, RunState } from './planned-run'

/** What happens while planned runs are made. */
export type RunEvent =
  /** Another process is in its folder: until that ends. */
  | { readonly type: 'wait'; readonly run: PlannedRun }
  | {
      readonly type: 'begin'
      readonly run: PlannedRun
      readonly isResumed: boolean
      /** Of a queue. */
      readonly worker?: string
      /** Whether it begins anew because the folder of the worker before is not at hand. */
      readonly isAgain?: boolean
      /** Why it is not, where that is another reason. */
      readonly why?: string | undefined
    }
  | { readonly type: 'line'; readonly run: PlannedRun; readonly line: Readonly<Record<string, unknown>> }
  /** A worker of a queue cannot make it: it waits for another. */
  | { readonly type: 'refuse'; readonly run: PlannedRun; readonly worker: string; readonly reason: string }
  /** Its worker is gone: it waits for another. */
  | { readonly type: 'leave'; readonly run: PlannedRun; readonly worker: string }
  /** A run is over, or was before: then `isKept`. */
  | { readonly type: 'end'; readonly run: PlannedRun; readonly state: RunState; readonly isKept: boolean }
