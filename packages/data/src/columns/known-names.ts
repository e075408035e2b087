import { ITEMS, ITEMS_ELSEWHERE, USERS, USERS_ELSEWHERE } from './nouns'
import { TIMES } from './time-names'

/** What a column can be to a reader. */
export type ColumnRole = 'user' | 'item' | 'rating' | 'timestamp'

const withEnding = (nouns: readonly string[], ...endings: readonly string[]) =>
  nouns.flatMap((noun) => endings.map((ending) => noun + ending))

/**
 * Known names of each role, in groups: an id is preferred to a plain noun, and that to the name of somebody or something. The e-mail
 * address of a user is preferred to a name, and leaves the choice open beside a plain noun.
 */
export const KNOWN: Readonly<Record<ColumnRole, readonly (readonly string[])[]>> = {
  user: [
    [
      ...withEnding(USERS, 'id'),
      ...[
        'uid',
        'reviewuserid',
        'steamid',
        'authorsteamid',
        'customeruserid',
        'customernumber',
        'kunnr',
        'soldto',
        'soldtoparty',
        'userpseudoid',
      ],
      ...withEnding(['kunden', 'nutzer', 'benutzer'], 'id', 'nr', 'nummer'),
      ...[
        'kdnr',
        'idclient',
        'codeclient',
        'numclient',
        'nclient',
        'ncliente',
        'numéroclient',
        'idutilisateur',
      ],
      ...['idcliente', 'clienteid', 'codcliente', 'idusuario', 'usuarioid'],
    ],
    [...USERS, ...USERS_ELSEWHERE],
    [...withEnding(USERS, 'name'), 'reviewprofilename', 'reviewusername'],
  ],
  item: [
    ['parentasin'], // of all colours and sizes of a product, by which the benchmarks of Amazon's reviews go
    [
      ...withEnding(ITEMS, 'id', 'uri'),
      ...[
        'iid',
        'asin',
        'isbn',
        'sku',
        'upc',
        'ean',
        'gtin',
        'productsku',
        'itemsku',
        'productcode',
        'itemcode',
        'matnr',
      ],
      ...['stockcode', 'articlenumber', 'productproductid', 'beerbeerid', 'gmapid', 'lineitemsku'],
      ...withEnding(['artikel', 'produkt'], 'id', 'nr', 'nummer'),
      ...[
        'artnr',
        'articleordernumber',
        'idarticle',
        'codearticle',
        'refarticle',
        'réfarticle',
        'référencearticle',
        'idproduit',
        'codeproduit',
      ],
      ...[
        'refproduit',
        'réfproduit',
        'référenceproduit',
        'idproducto',
        'productoid',
        'codproducto',
        'idprodotto',
      ],
    ],
    [...ITEMS, ...ITEMS_ELSEWHERE],
    withEnding(ITEMS, 'name', 'title'),
  ],
  rating: [
    [
      ...[
        'rating',
        'ratings',
        'score',
        'stars',
        'overall',
        'bookrating',
        'movierating',
        'itemrating',
        'starrating',
      ],
      ...[
        'userrating',
        'userscore',
        'overallrating',
        'reviewscore',
        'reviewrating',
        'reviewoverall',
        'reviewstars',
      ],
    ],
    [
      'plays',
      'playcount',
      'playcounts',
      'count',
      'counts',
      'listens',
      'listencount',
      'scrobbles',
      'frequency',
    ],
    ['value', 'weight'],
  ],
  timestamp: TIMES,
}
/** The last group that has ids. */
export const LAST_OF_IDS = { user: 0, item: 1 }
export const COUNTS = KNOWN.rating[1]!
/** The group of names that are ratings, but for orders: there a value is of money, and a weight of a parcel. */
export const LAST_OF_RATINGS = 2
