import { version_core } from '@tensorflow/tfjs-core'
import { version as hvamp } from '../package.json'

/** Versions of what computes. */
export const versions = { hvamp, node: process.versions.node, tfjs: version_core }
