import { expect, it } from 'vitest'
import { withoutFolders } from './without-folders'

it.each([
  ['/srv/shop/runs/monday/model/model.json: the file is damaged', 'model.json: the file is damaged'],
  [
    "runs/latest: must be a folder, got ENOENT: realpath '/srv/shop/runs/latest'",
    "latest: must be a folder, got ENOENT: realpath 'latest'",
  ],
  ['postgres://shop@db.internal:5432/shop: refused', 'shop: refused'],
  ['sqlite:/srv/shop.sqlite: must be a file', 'shop.sqlite: must be a file'],
  ['C:\\shop\\runs\\monday: must be a folder', 'monday: must be a folder'],
  ['monday: scores must be finite, got NaN', 'monday: scores must be finite, got NaN'],
])('%s', (text, shown) => {
  expect(withoutFolders(text)).toBe(shown)
})
