import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syntheticInteractions } from '@hvamp/data'
import { popularity } from '@hvamp/models'
import { saveModel } from '@hvamp/models/node'
import { expect, it } from 'vitest'
import { openModel } from './open-model'

it('says of a model of somebody’s own network, which the command cannot build, that it is one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  const model = popularity()
  await model.fit(
    syntheticInteractions({ users: 20, items: 20, interactionsPerUser: 3, seed: 1 }).interactions,
  )
  await saveModel({ ...model, state: async () => ({ ...(await model.state()), model: 'mine' }) }, folder)
  await expect(openModel(folder)).rejects.toThrow(
    "must be a model that hvamp has, got 'mine': a network of your own is loaded with its code, in a program",
  )
  await rm(folder, { recursive: true })
})
