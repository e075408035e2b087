import { ITEMS, ITEMS_ELSEWHERE, USERS, USERS_ELSEWHERE } from './nouns'
import { oneOf } from './one-of'

/** Short nouns, and further ones of other languages, beside those that names have alone. */
const MORE_USERS = [
  ...USERS_ELSEWHERE,
  ...[
    'household',
    'cust',
    'usr',
    'klant',
    'kund',
    'kd',
    'utente',
    'comprador',
    'käufer',
    'kaeufer',
    'klienta',
    'asiakkaan',
  ],
]
const PRODUCTS = [
  ...ITEMS_ELSEWHERE,
  ...[
    'product',
    'prod',
    'article',
    'material',
    'goods',
    'articulo',
    'artículo',
    'articolo',
    'produto',
    'artigo',
    'sku',
  ],
  ...['towaru', 'produktu', 'tuotteen', 'vare'],
]

const PLAIN = 'id|ids|uuid|guid|uid|hash|sha256'
const CODES = 'key|code|codigo|código|codice|c[oó]d|k[oó]d|kode|koodi|r[eé]f|reference|référence|referencia'
const NUMBERS = 'no|nr|nro|nº|number|numer|nummer|numéro|numero|número'
const between = '(?:de|du|del|der|des|of)?(?:la|the)?'

/** Whether a name's letters are a noun and a word of ids, in either order: `customerno`, `codicecliente`, `customeruniqueid`. */
function idOf(nouns: readonly string[], words: string): RegExp {
  const noun = `(${oneOf(nouns)})`
  return new RegExp(`^(?:${noun}(?:s|n|en)?(?:unique)?(?:${words}){1,2}|(?:${words})${between}${noun})$`)
}

const USER_NOUNS = [...USERS, ...MORE_USERS]
const OF_USERS = [
  idOf(USER_NOUNS, `${PLAIN}|${CODES}|${NUMBERS}|num`),
  new RegExp(`^(${oneOf(USER_NOUNS.filter((noun) => noun !== 'user'))})user(?:name|id)$`),
]
const OF_PRODUCTS = [idOf([...PRODUCTS, 'item'], `${PLAIN}|${CODES}`), idOf(PRODUCTS, NUMBERS)]
/** A track's number is its place on an album, and a game's key opens it. */
const OF_ITEMS = [...OF_PRODUCTS, idOf(ITEMS, PLAIN), /^((?:isbn|ean|gtin|upc|asin)(?:10|12|13|14)|barcode)$/]
/** Of an item in a catalogue that many share, where no users have ids: `kinopoisk_id`, `imdb_title_id`, `goodreads_book_id`. */
const CATALOGUES = [
  ...['imdb', 'tmdb', 'themoviedb', 'tvdb', 'kinopoisk', 'kp', 'igdb', 'rawg', 'bgg', 'boardgamegeek', 'mal'],
  ...['myanimelist', 'anilist', 'anidb', 'musicbrainz', 'openlibrary'],
]
const OF_PEOPLE_TOO = [
  'goodreads',
  'librarything',
  'spotify',
  'deezer',
  'discogs',
  'lastfm',
  'steam',
  'letterboxd',
]
const OF_CATALOGUES = [
  new RegExp(`^(?:${oneOf(CATALOGUES)})(?:title|${oneOf(ITEMS)})?(?:${PLAIN})$`),
  new RegExp(`^(?:${oneOf(OF_PEOPLE_TOO)})(?:${oneOf(ITEMS)})(?:${PLAIN})$`),
  new RegExp(`^(?:${PLAIN})(?:${oneOf(CATALOGUES)})$`),
  /^(?:tconst|mbid)$/,
]
/** Of a variant of a product, whose own id goes before it: `Variant SKU` of Shopify's products, `product_variant_id`. */
const OF_VARIANTS = new RegExp(
  `^(?:${oneOf([...PRODUCTS, 'item'])})?(?:variant|variation|variante)(?:${PLAIN}|${CODES}|${NUMBERS}|sku|gtin|ean|barcode)$`,
)
/** Of an item, or the place of a row in an order. */
const NUMBER_OF_ITEM = /^(item)(?:no|nr|number)$/
const REFERENCE = /ref(?:$|erence$)|^r[eé]f/
/** An id of somebody who may be another one, as `gplususerid` and `selleruserid`. */
const FURTHER_USER = new RegExp(`(?:user|reviewer|customer)(?:${PLAIN})$`)

/** `email`, `customer_email`, `E-Mail-Adresse`, `email_sha256`: of a user, not of a seller or a shop. */
const E_MAIL = new RegExp(
  `^(?:(?:${oneOf(USER_NOUNS)})(?:n|en|s)?|billing)?(?:hashed)?(?:e?mail|correoelectr[oó]nico|courriel)(?:address|adresse?)?(?:hash|md5|sha1|sha256)?$`,
)

/**
 * Whether a name says that a column has e-mail addresses of users.
 *
 * @param plain the name's letters and digits, in lower case
 */
export function isEmailName(plain: string): boolean {
  return E_MAIL.test(plain)
}

/** The same that also says whose it is, as `customer_email` and `buyer-email` do: of users, where nothing else is. */
const E_MAIL_OF_USER = new RegExp(`^(?:${oneOf(USER_NOUNS)})`)

/**
 * Whether a name says that a column has e-mail addresses, and that they are of users: `email` may be of somebody else.
 *
 * @param plain the name's letters and digits, in lower case
 */
export function isUserEmailName(plain: string): boolean {
  return isEmailName(plain) && E_MAIL_OF_USER.test(plain)
}

/** What the name of a column of ids says. */
export interface IdName {
  /** Whom or what the id is of: `product` of `productkey`. */
  readonly noun: string
  /**
   * Whether it is surely such an id; `doubtful` may be of an order or its row, as a customer's reference or an item's number is, and
   * `further` of somebody else.
   */
  readonly kind: 'sure' | 'doubtful' | 'further'
  /** Whether an id beside it leaves the choice open. An item's reference is often a second one, of the publisher. */
  readonly isRival: boolean
}

/**
 * What a name says of ids of users or items, such as `customerno` or `barcode`; undefined if it says nothing.
 *
 * @param plain the name's letters and digits, in lower case
 */
export function idName(plain: string, role: 'user' | 'item'): IdName | undefined {
  const isReference = REFERENCE.test(plain)
  for (const pattern of role === 'user' ? OF_USERS : OF_ITEMS) {
    const [found, first, last] = pattern.exec(plain) ?? []
    if (found === undefined) continue
    const kind = role === 'user' && isReference ? 'doubtful' : 'sure'
    return { noun: (first ?? last)!, kind, isRival: !isReference }
  }
  if (role === 'user') {
    return FURTHER_USER.test(plain) ? { noun: 'user', kind: 'further', isRival: false } : undefined
  }
  if (OF_VARIANTS.test(plain) || OF_CATALOGUES.some((pattern) => pattern.test(plain)))
    return { noun: 'item', kind: 'sure', isRival: false }
  const [, noun] = NUMBER_OF_ITEM.exec(plain) ?? []
  return noun === undefined ? undefined : { noun, kind: 'doubtful', isRival: false }
}
