import { expect, it } from 'vitest'
import { findColumn } from './column-names'

const timeOf = (...names: string[]) => names[findColumn(names, 'timestamp', undefined, 'f')]

it.each([
  ...['Bestelldatum', 'Kaufdatum', 'Rechnungsdatum', 'Auftragsdatum', 'Bestellt am', 'Date de commande'],
  ...["Date d'achat", 'Fecha del pedido', 'Data ordine', 'Besteldatum', 'Data do pedido'],
  ...['Sale Date', 'Created (UTC)', 'Created date (GMT)', 'Order Created', 'Paid at', 'Date of purchase'],
])('knows %s as a time', (name) => {
  expect(timeOf('Kunde', name, 'Lieferdatum')).toBe(name)
})

it('takes the time of the order before that of its invoice', () => {
  expect(timeOf('Rechnungsdatum', 'Bestelldatum')).toBe('Bestelldatum')
  expect(timeOf('invoice_date', 'created_at')).toBe('created_at')
  expect(timeOf('Created (UTC)', 'Paid at', 'Order Date')).toBe('Order Date')
})

it('asks which of two times of one kind is meant', () => {
  expect(() => timeOf('order_date', 'Kaufdatum')).toThrow('choose with columns.timestamp')
})
