import { plainName } from './column-names'
import { idName } from './id-names'
import { ITEMS, ITEMS_ELSEWHERE } from './nouns'
import { oneOf } from './one-of'

/** What a title is called, alone or behind what it is of: `title`, `Artikelbezeichnung`, `product_name`. */
const TITLES = [
  ...['title', 'name', 'titel', 'bezeichnung', 'titre', 'désignation', 'designation', 'libellé', 'libelle'],
  ...['título', 'titulo', 'titolo', 'naam', 'nazwa', 'nimi', 'navn', 'namn'],
  ...[
    'benämning',
    'benamning',
    'betegnelse',
    'benevnelse',
    'nimike',
    'omschrijving',
    'rubrik',
    'název',
    'megnevezés',
  ],
  ...['elnevezés', 'denumire', 'ürünadı', 'название', 'наименование', '商品名', '品名', '상품명'],
]
/** The same in languages that say it before what it is of: `Nom du produit`, `Nombre`, `Nome prodotto`. */
const BEFORE = [
  ...['nom', 'titre', 'libellé', 'libelle', 'désignation', 'designation', 'nombre', 'título', 'titulo'],
  ...['nome', 'titolo', 'nazwa', 'denominazione', 'denominación', 'denominacion'],
]
const NOUNS = [
  ...[...ITEMS, ...ITEMS_ELSEWHERE],
  ...[
    'prod',
    'articulo',
    'artículo',
    'articolo',
    'produto',
    'artigo',
    'vare',
    'towaru',
    'produktu',
    'tuotteen',
  ],
]
const ALONE = [...TITLES, ...BEFORE]

/** A title of an item, by its noun; made where it is used, so that what reads no titles does without all these words. */
function ofItem(): RegExp {
  const nouns = oneOf(NOUNS)
  return new RegExp(
    `^(?:(${nouns})s?(?:${oneOf(TITLES)})|(?:${oneOf(BEFORE)})(?:d[eiu]l?|des)?(?:la|el|l)?(${nouns}))$`,
  )
}

/**
 * Names of columns that may have what an item is called, likelier ones first: those that say no more, then those of the noun that its id
 * has, such as `track_name` beside `track_id`, then those of other nouns.
 *
 * @param id name of the column of ids
 * @example titleNames(['sku', 'Artikelname'], 'sku') // ['Artikelname']
 */
export function titleNames(names: readonly string[], id: string): readonly string[] {
  const ofId = idName(plainName(id), 'item')?.noun
  const titleOfItem = ofItem()
  const rank = (name: string) => {
    const plain = plainName(name)
    if (ALONE.includes(plain)) return 0
    const [, first, last] = titleOfItem.exec(plain) ?? []
    const noun = first ?? last
    if (noun === undefined) return undefined
    return noun === ofId ? 1 : 2
  }
  return names
    .flatMap((name) => {
      const place = rank(name)
      return place === undefined ? [] : [{ name, place }]
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ name }) => name)
}
