import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importDriver, importIfInstalled } from './import-driver'

it('names the command that installs a driver', async () => {
  await expect(importDriver('no-such-driver', 'postgres://localhost/shop')).rejects.toThrow(
    'postgres://localhost/shop: needs the package no-such-driver, which is not installed: npm install no-such-driver',
  )
})

it('finds a driver in the folder of the program, and tells what is wrong with one', async () => {
  const home = process.cwd()
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-driver-'))
  for (const [name, code] of [
    ['made-driver', 'exports.open = () => 7'],
    ['broken-driver', 'throw new Error("no binary")'],
  ] as const) {
    await mkdir(join(folder, 'node_modules', name), { recursive: true })
    await writeFile(join(folder, 'node_modules', name, 'index.js'), code)
  }
  process.chdir(folder)
  try {
    const driver = await importIfInstalled<{ open(): number }>('made-driver')
    expect(driver?.open()).toBe(7)
    await expect(importIfInstalled('broken-driver')).rejects.toThrow('no binary')
  } finally {
    process.chdir(home)
    await rm(folder, { recursive: true })
  }
})
