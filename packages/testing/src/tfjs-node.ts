import { missingForTfjsNode } from '@hvamp/backends/tfjs-node'

/** Whether the tests run on libtensorflow, too: where tfjs-node is installed, or `HVAMP_TFJS_NODE` names a folder that has it. */
export const hasTfjsNode = missingForTfjsNode().length === 0

/** Ends the name of tests that are skipped for that. */
export const whetherTfjsNodeSkipped = hasTfjsNode
  ? ''
  : ' (skipped: tfjs-node is not installed, and HVAMP_TFJS_NODE names no folder that has it)'
