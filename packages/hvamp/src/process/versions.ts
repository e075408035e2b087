import { version_core } from '@tensorflow/tfjs-core'
import { version } from './version'

/** Versions of what computes. */
export const versions = { hvamp: version, node: process.versions.node, tfjs: version_core }
