// Makes up a shop: products of eight categories, and customers who like two of them.
import { random } from 'hvamp'
import { openDatabase } from './database.mjs'

const categories = {
  tea: ['Assam', 'Sencha', 'Earl Grey', 'Rooibos', 'Oolong'],
  coffee: ['Espresso', 'Arabica', 'Robusta', 'Decaf', 'Mocha'],
  bread: ['Rye', 'Sourdough', 'Baguette', 'Ciabatta', 'Brioche'],
  cheese: ['Gouda', 'Brie', 'Feta', 'Cheddar', 'Comté'],
  fruit: ['Apples', 'Pears', 'Plums', 'Cherries', 'Quinces'],
  spices: ['Pepper', 'Cumin', 'Sumac', 'Paprika', 'Cardamom'],
  sweets: ['Nougat', 'Fudge', 'Halva', 'Toffee', 'Truffles'],
  pasta: ['Penne', 'Fusilli', 'Orzo', 'Linguine', 'Rigatoni'],
}
const brands = ['Hill', 'River', 'Oak', 'Stone', 'Meadow', 'Harbour']
const customers = 2000
const day = 86_400_000

/** Writes products and orders into an empty database. */
export function makeOrders(seed = 1) {
  const { uniform } = random(seed).fork('shop')
  const pick = (list) => list[Math.floor(list.length * uniform() ** 1.7)] // the first ones more often
  const products = Object.entries(categories).flatMap(([category, names]) =>
    names.flatMap((name) => brands.map((brand) => ({ title: `${name} by ${brand}`, category, brand }))),
  )
  const db = openDatabase()
  db.exec(
    'CREATE TABLE products (id INTEGER PRIMARY KEY, title TEXT, category TEXT, brand TEXT, price REAL, stock INTEGER)',
  )
  db.exec('CREATE TABLE orders (customer INTEGER, product INTEGER, date TEXT)')
  db.exec('BEGIN')
  const insert = db.prepare('INSERT INTO products VALUES (?, ?, ?, ?, ?, ?)')
  for (const [i, { title, category, brand }] of products.entries()) {
    insert.run([
      i + 1,
      title,
      category,
      brand,
      Math.round(200 + 1800 * uniform()) / 100,
      Math.floor(4 * uniform()),
    ])
  }
  const order = db.prepare('INSERT INTO orders VALUES (?, ?, ?)')
  for (let customer = 1; customer <= customers; customer++) {
    const liked = [pick(Object.keys(categories)), pick(Object.keys(categories))]
    const count = 6 + Math.floor(10 * uniform())
    for (let i = 0; i < count; i++) {
      const isLiked = uniform() < 0.8
      const choice = products.filter(({ category }) => !isLiked || liked.includes(category))
      const date = new Date(Date.UTC(2026, 0, 1) + Math.floor(120 * uniform()) * day)
      order.run([customer, products.indexOf(pick(choice)) + 1, date.toISOString().slice(0, 10)])
    }
  }
  db.exec('COMMIT')
  for (const statement of [insert, order]) statement.finalize()
  db.close()
}
