import { expect, it } from 'vitest'
import { readmeProgram } from './readme-program'

it('keeps every line of code where it stands, merges imports, and lets fences take names again', () => {
  const readme = [
    '# Title',
    '```sh',
    'npm install',
    '```',
    '```ts',
    "import { a, type B } from 'one'",
    'const x = a()',
    '```',
    'Text.',
    '```ts',
    "import * as two from 'two'",
    'import {',
    '  a,',
    '  c,',
    "} from 'one'",
    "import type { D } from 'one'",
    'const x = two.b(c)',
    '```',
  ]
  const program = readmeProgram(readme.join('\n')).split('\n')
  expect(program).toEqual([
    "import { a, type B, c, type D } from 'one'; import * as two from 'two'; export {}",
    '',
    '',
    '',
    '{',
    '',
    'const x = a()',
    '',
    '',
    '{',
    '',
    '',
    '',
    '',
    '',
    '',
    'const x = two.b(c)',
    '',
    '}}',
  ])
})
