const element = (id) => document.getElementById(id)
const products = new Map((await (await fetch('/products')).json()).map((each) => [String(each.id), each]))

async function ask(route, body) {
  const response = await fetch(`/api/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

/** What the filter of the page is to the service. */
function rules() {
  const category = element('category').value
  const conditions = [
    ...(category === '' ? [] : [{ column: 'category', equals: category }]),
    { column: 'price', atMost: Number(element('price').value) },
    ...(element('stock').checked ? [{ column: 'stock', above: 0 }] : []),
  ]
  return { where: { and: conditions }, per: { brand: 3 } }
}

/** An entry of a list: the product, why it is there, and a button for more like it. */
function entry(id, why) {
  const { title, category, price } = products.get(id)
  const item = document.createElement('li')
  item.dataset.category = category
  const more = document.createElement('button')
  more.textContent = 'similar'
  more.setAttribute('aria-label', `similar to ${title}`)
  more.addEventListener('click', () => showSimilar(id))
  const reason = document.createElement('small')
  reason.textContent = why
  item.append(`${title}, €${price.toFixed(2)} `, more, reason)
  return item
}

async function showSimilar(id) {
  const { items } = await ask('similar', { item: id, count: 5 })
  element('chosen').textContent = `Like ${products.get(id).title}:`
  element('similar').replaceChildren(...items.map(({ item }) => entry(item, '')))
}

/** Why each item is in a list by what the customer bought. */
async function reasonsOf(whose, items) {
  const { explanations } = await ask('explain', { ...whose, items })
  return new Map(
    explanations.map(({ item, contributions }) => [
      item,
      `because you bought ${products.get(contributions[0].item).title}`,
    ]),
  )
}

let asked = 0

/** Asks for all that it shows before it shows any of it; an answer to an earlier question is not shown. */
async function showRecommended() {
  asked += 1
  const question = asked
  const user = element('customer').value
  const whose = user === '' ? { history: [] } : { user }
  const { basis, items, model } = await ask('recommend', { ...whose, count: 6, rules: rules() })
  const ids = items.map(({ item }) => item)
  const reasons = basis === 'history' && ids.length > 0 ? await reasonsOf(whose, ids) : new Map()
  const bought = user === '' ? [] : await (await fetch(`/bought/${user}`)).json()
  if (question !== asked) return
  element('basis').textContent = {
    history: `${ids.length} products by what you bought`,
    popular: `${ids.length} products that most customers buy`,
    trending: `${ids.length} products of these days`,
  }[basis]
  element('recommended').replaceChildren(...ids.map((id) => entry(id, reasons.get(id) ?? '')))
  element('model').textContent = `${model.name} ${model.version}`
  element('bought').replaceChildren(
    ...bought.map((id) =>
      Object.assign(document.createElement('li'), { textContent: products.get(id).title }),
    ),
  )
}

const customers = Array.from({ length: 30 }, (_, i) => new Option(`customer ${i + 1}`, i + 1))
element('customer').append(new Option('somebody new', ''), ...customers)
const categories = [...new Set(Array.from(products.values(), ({ category }) => category))]
element('category').append(new Option('all', ''), ...categories.map((name) => new Option(name, name)))
for (const id of ['customer', 'category', 'price', 'stock'])
  element(id).addEventListener('change', showRecommended)
await showRecommended()
