import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shellWord } from './shell-word'

it('a shell reads the path that was written, whatever is in it; plain ones stay plain', () => {
  const paths = ['runs/ease-1', 'my runs/ease é', "it's", '$HOME', 'a"b`c', '', '*.csv', 'back\\slash']
  const read = execFileSync('sh', ['-c', `printf '%s\\n' ${paths.map(shellWord).join(' ')}`], {
    encoding: 'utf8',
  })
  expect(read.split('\n').slice(0, -1)).toEqual(paths)
  expect(shellWord('runs/ease-1')).toBe('runs/ease-1')
})
