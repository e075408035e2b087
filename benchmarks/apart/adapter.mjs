import { useBackend } from 'hvamp'

/** The adapter of WebGPU, or the reason why there is none. */
export default async function adapter() {
  try {
    return { adapter: (await useBackend('webgpu')).adapter }
  } catch (error) {
    return { reason: error.message }
  }
}
