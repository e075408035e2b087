import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { badInput } from '../process/bad-input'

/**
 * Reads a JSON file that has to be of some shape.
 *
 * @throws bad input, naming the file, the first field that is wrong and what was expected of it
 */
export async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw badInput(
      `${path}: must be a file that can be read, got ${code === 'ENOENT' ? 'no such file' : message}`,
      cause,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw badInput(`${path}: must be JSON: ${(cause as Error).message}`, cause)
  }
  const { data, error } = schema.safeParse(value)
  if (error) {
    const [issue] = error.issues
    throw badInput(`${path}: ${issue?.path.join('.') || 'content'}: ${issue?.message}`, error)
  }
  return data as z.infer<Schema>
}
