import { z } from 'zod'

/** The model that an answer comes from. */
export const servedModelSchema = z
  .strictObject({
    name: z.string().describe('kind of model, such as hvamp or ease'),
    version: z.string().describe('first 16 digits of the SHA-256 of its model.json'),
    run: z.string().describe('name of the run: the last part of its folder, links followed'),
    items: z.int().describe('items that it knows'),
  })
  .describe('the model that gave the answer')

export type ServedModel = z.output<typeof servedModelSchema>
