import { expect, it } from 'vitest'
import { isQuantityName, unreadQuantity } from './quantity-names'

it.each([
  ...[
    'quantity',
    'Qty',
    'QTY_',
    'Order Item Quantity',
    'Quantity (pcs)',
    'Qty Sold',
    'quantity_ordered',
    'net_quantity',
  ],
  ...[
    'Lineitem quantity',
    'units_sold',
    'Units Net',
    'net_items_sold',
    'Volume',
    'orderQty',
    'orderqty',
    'amount',
  ],
  ...[
    'Bestellte Menge',
    'Liefermenge',
    'Menge (Stk)',
    'Anz.',
    'Stk.',
    'Stückzahl',
    'qté',
    'Qtà',
    'Qta',
    'Quantità',
  ],
  ...[
    'Quantity (- Refund)',
    'FKIMG',
    'KWMENG',
    'Uds',
    'Unidades',
    'Szt.',
    'Items purchased',
    'Cant',
    'Cantidad Vendida',
    'Ilość',
    '数量',
    'Qta\u0300',
  ],
])('%s has quantities', (name) => {
  expect(isQuantityName(name)).toBe(true)
})

it.each([
  ...[
    'quantity_refunded',
    'units_in_stock',
    'sold_at',
    'sold_by',
    'tax amount',
    'discount_amount',
    'Qty per box',
  ],
  ...['quality', 'cantina', 'community', 'sku', 'menger', ''],
])('%s has none', (name) => {
  expect(isQuantityName(name)).toBe(false)
})

it('of several, the name of the fewest words is the quantity', () => {
  expect(unreadQuantity(['a', 'Qty in carton', 'Quantity', 'Menge'], [0])).toBe(2)
  expect(unreadQuantity(['a', 'Qty in carton', 'Quantity', 'Menge'], [0, 2])).toBe(3)
  expect(unreadQuantity(['a', 'b'], [0])).toBe(-1)
})
