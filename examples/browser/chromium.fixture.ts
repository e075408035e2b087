import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of the Chromium to test with: what CHROMIUM names, or where systems have it; undefined if there is none. */
export const chromiumPath = [process.env.CHROMIUM, ...usual].find((path) => path && existsSync(path))

/** Ends the name of what is skipped without one. */
export const whetherSkipped = chromiumPath
  ? ''
  : ' (skipped: no Chromium is installed where it usually is, nor named by CHROMIUM)'

/** A headless Chromium, with WebGPU in software if asked for; without, it finds an adapter only where there is a GPU. */
export function launch({ webgpu }: { webgpu: 'none' | 'software' }): Promise<Browser> {
  const gpu = {
    none: ['--disable-gpu', '--disable-features=WebGPU'],
    software: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  }[webgpu]
  return chromium.launch({ executablePath: chromiumPath!, chromiumSandbox: false, args: [...quiet, ...gpu] })
}
