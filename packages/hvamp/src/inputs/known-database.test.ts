import { expect, it } from 'vitest'
import { requireKnownDatabase } from './known-database'

it.each([
  'mssql://sa:secret@till/shop',
  'postgresql+psycopg2://me:secret@host/db',
  'jdbc:sqlserver://till;password=secret',
])('refuses %s without its password', (path) => {
  const refused = () => requireKnownDatabase(path)
  expect(refused).toThrow(
    /^[\w+:]+:\/\/…: must be a file, or the address of a database .* write its rows to a CSV$/,
  )
  expect(refused).not.toThrow(/secret/)
})

it.each([
  ...[
    'postgres://me@host/db',
    'sqlite:shop.sqlite',
    'https://example.org/ratings.csv',
    's3://bucket/a.parquet',
  ],
  ...['orders.csv', 'folder/a:b.csv', String.raw`C:\data\orders.csv`, '-'],
])('lets %s pass', (path) => requireKnownDatabase(path))
