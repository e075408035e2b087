import { expect, it } from 'vitest'
import { foldersInShort } from './folders-in-short'

const ease = ['tables/own/ease/trials/001', 'tables/own/ease/runs/fold-2', 'tables/own/ease/runs/fold-3']
const knn = ease.map((folder) => folder.replace('ease', 'item-knn'))

it('names one folder or two, of more runs the one that they share', () => {
  expect(foldersInShort(ease.slice(0, 1), knn)).toBe('tables/own/ease/trials/001')
  expect(foldersInShort(ease.slice(0, 2), knn)).toBe(
    'tables/own/ease/trials/001, tables/own/ease/runs/fold-2',
  )
  expect(foldersInShort(ease, knn)).toBe('3 runs in tables/own/ease')
  expect(foldersInShort(['C:\\a\\1', 'C:\\a\\2', 'C:\\a\\3'], [])).toBe('3 runs in C:/a')
})

it('names the first folders where they share none, or one with another system', () => {
  expect(foldersInShort(['runs/a', 'runs/b', 'runs/c'], ['runs/d'])).toBe('runs/a, runs/b and 1 more')
  expect(foldersInShort(['../a', '../b', '../c', '../d'], [])).toBe('../a, ../b and 2 more')
})
