import { existsSync } from 'node:fs'

const driver = '/usr/lib/chromium/vk_swiftshader_icd.json' // of Debian's chromium
const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']

/**
 * Whether there is a WebGPU adapter to test with, where no GPU is: SwiftShader, which it chooses for Dawn, and Vulkan's
 * loader (libvulkan1), which finds it.
 *
 * Call this before the first test that asks for an adapter. `VK_DRIVER_FILES`, if set, names another driver.
 *
 * @example describe.skipIf(!softwareGpu())('on webgpu (SwiftShader, where Debian’s chromium is installed)', …)
 */
export function softwareGpu(): boolean {
  process.env.VK_DRIVER_FILES ??= driver
  const hasLoader = folders.some((folder) => existsSync(`${folder}/libvulkan.so.1`))
  return hasLoader && existsSync(process.env.VK_DRIVER_FILES)
}

/** Ends the name of tests that are skipped without one. */
export function whetherGpuSkipped(): string {
  return softwareGpu() ? '' : ' (skipped: no WebGPU adapter is here: apt-get install chromium libvulkan1)'
}
