import { existsSync } from 'node:fs'

const driver = '/usr/lib/chromium/vk_swiftshader_icd.json' // of Debian's chromium; libvulkan1 loads it

/**
 * Whether there is a WebGPU adapter to test with, where no GPU is: SwiftShader, which it chooses for Dawn.
 *
 * Is to be called before a test first asks for an adapter. `VK_DRIVER_FILES`, if set, names another driver.
 *
 * @example describe.skipIf(!softwareGpu())('on webgpu (SwiftShader, where Debian’s chromium is installed)', …)
 */
export function softwareGpu(): boolean {
  process.env.VK_DRIVER_FILES ??= driver
  return existsSync(process.env.VK_DRIVER_FILES)
}
