import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absoluteAddress, databaseAddress, isDatabaseAddress, withoutSecrets } from './database-address'

describe('an address', () => {
  it.each([
    [
      'postgres://shop:secret@localhost:5433/shop?sslmode=require',
      'postgres://shop@localhost:5433/shop?sslmode=require',
    ],
    [
      'postgresql:///shop?host=/run/postgresql&password=secret',
      'postgresql:///shop?host=%2Frun%2Fpostgresql',
    ],
    ['mysql://root:secret@10.0.0.7/shop?ssl={"key":"secret"}', 'mysql://root@10.0.0.7/shop'],
    ['mysql://root@10.0.0.7/shop?password1=a&password2=b&password3=c', 'mysql://root@10.0.0.7/shop'],
    [
      'mysql://root@10.0.0.7/shop?passwordSha1=a&charset=utf8mb4',
      'mysql://root@10.0.0.7/shop?charset=utf8mb4',
    ],
    [
      'postgres://shop@localhost/shop?sslkey=/etc/shop.key&Password=a&sslpassword=b',
      'postgres://shop@localhost/shop?sslkey=%2Fetc%2Fshop.key',
    ],
    ['mariadb://shop@localhost/shop', 'mariadb://shop@localhost/shop'],
    ['sqlite:data/shop.sqlite', 'sqlite:data/shop.sqlite'],
  ])('is shown without its secrets: %s', (address, shown) => {
    expect(isDatabaseAddress(address)).toBe(true)
    expect(withoutSecrets(address)).toBe(shown)
    expect(withoutSecrets(shown)).toBe(shown)
  })

  it('never shows its password, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 40 }), (password) => {
        const inUrl = encodeURIComponent(password)
        const shown = withoutSecrets(`postgres://shop:${inUrl}@localhost/shop`)
        expect(shown).toBe('postgres://shop@localhost/shop')
      }),
    )
  })

  it('is refused without the part that may be a password', () => {
    for (const address of ['postgres://shop:se/cret@localhost/shop', 'mysql://a:b:c@:x']) {
      expect(() => databaseAddress(address)).toThrow(/^\w+:\/\/…: must be an address such as/)
    }
    for (const password of ['p@ss/wort', 'p@ss:1/wort', '12/wort', '12?wort', '12#wort', 'p@ss#wort']) {
      expect(() => databaseAddress(`postgres://shop:${password}@localhost/shop`)).toThrow(
        /^postgres:\/\/…: must be an address such as .* in whose password %40 stands for @, %2F for \//,
      )
    }
    expect(() => databaseAddress('oracle://secret')).toThrow("got 'oracle:…'")
  })

  it.each([
    'orders.csv',
    'C:\\orders.csv',
    './postgres://x',
    'sqlite:',
    'https://example.com',
    'postgres:shop',
  ])('is none: %s', (path) => expect(isDatabaseAddress(path)).toBe(false))

  it('has the name of its database, or of its file', () => {
    const names = [
      'postgres://localhost/my%20shop',
      'sqlite:///data/shop.db',
      'duckdb:a/b',
      'mysql://localhost',
    ]
    expect(names.map((address) => databaseAddress(address).name)).toEqual(['my shop', 'shop', 'b', 'mysql'])
  })

  it('of a file is found from every folder once it is absolute', () => {
    expect(absoluteAddress('sqlite:shop.db')).toBe(`sqlite:${resolve('shop.db')}`)
    expect(absoluteAddress('duckdb:///data/shop.db')).toBe('duckdb:/data/shop.db')
    expect(absoluteAddress('postgres://localhost/shop')).toBe('postgres://localhost/shop')
  })
})
