import { Option } from 'commander'

/** An option that says what happens to items that the model does not know. */
export function unknownOption(): Option {
  return new Option(
    '--unknown <choice>',
    'items that the model does not know: leave out and say so, or refuse',
  )
    .choices(['skip', 'refuse'])
    .default('skip')
}
