import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { fitSettings, type ModelDefinition, modelDefinitions, modelNames, settingsOf } from '../definitions'

describe.each(modelNames)('the definition of %s', (name) => {
  const definition: ModelDefinition = modelDefinitions[name]
  const options = Object.entries(definition.options.shape) as [string, z.ZodType][]

  it('stands under its name', () => {
    expect(definition.name).toBe(name)
  })

  it('has a default and a line of help for every option, and refuses options that it has not', () => {
    const settings = settingsOf(definition, {})
    expect(Object.keys(settings).sort()).toEqual(options.map(([option]) => option).sort())
    for (const [option, schema] of options) {
      expect(settings, option).toHaveProperty(option)
      expect(Object.values(settings), option).not.toContain(undefined)
      expect(schema.description, option).toMatch(/^\S.{5,}[^.\s]$/)
    }
    expect(() => settingsOf(definition, { depth: 3 })).toThrow(`${name}: must not have 'depth'`)
  })

  it('is fitted by settings within their limits', () => {
    expect(fitSettings.partial().parse(definition.fit)).toEqual(definition.fit)
  })

  it('keeps settings that are written and read as JSON', () => {
    const settings = settingsOf(definition, {})
    expect(settingsOf(definition, JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  })
})

it('an option whose default is that of another has its value', () => {
  expect(settingsOf(modelDefinitions.hvamp, { latent: 9 })).toMatchObject({ latent: 9, upperLatent: 9 })
  expect(settingsOf(modelDefinitions.hvamp, { latent: 9, upperLatent: 4 })).toMatchObject({ upperLatent: 4 })
  const settings = settingsOf(modelDefinitions.hvamp, { latent: 9 })
  expect(JSON.stringify(settingsOf(modelDefinitions.hvamp, settings))).toBe(JSON.stringify(settings))
})

const built = fileURLToPath(new URL('../../dist/definitions.js', import.meta.url))

it.skipIf(!existsSync(built))('the definitions load no TensorFlow.js, as ESM and as CommonJS', () => {
  const loaded = (program: string, type: 'module' | 'commonjs') =>
    execFileSync(process.execPath, [`--input-type=${type}`, '--eval', program], { encoding: 'utf8' })
  const list = `console.log(m.modelNames.length, Object.keys(require.cache).filter((path) => /tensorflow|tfjs/.test(path)).length)`
  expect(
    loaded(`const m = require(${JSON.stringify(built.replace(/js$/, 'cjs'))}); ${list}`, 'commonjs'),
  ).toBe(`${modelNames.length} 0\n`)
  const hooks = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(\`
      export async function load(url, context, next) {
        if (/tensorflow|tfjs/.test(url)) throw new Error('loads ' + url)
        return next(url, context)
      }\`))
    const m = await import(${JSON.stringify(built)})
    console.log(m.modelNames.length)`
  expect(loaded(hooks, 'module')).toBe(`${modelNames.length}\n`)
})
